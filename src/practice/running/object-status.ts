/**
 * Whether an object is VALID or INVALID, as it would compile now.
 */
import type { SchemaObject } from '../dictionary/schema-object.ts'
import type { Instance } from './instance.ts'
import { compileStored } from './plsql/stored-unit.ts'
import { isValidView } from './query/stored-view.ts'

export const statusOf = (object: SchemaObject, instance: Instance): 'VALID' | 'INVALID' =>
  isValid(object, instance) ? 'VALID' : 'INVALID'

const isValid = (object: SchemaObject, instance: Instance): boolean => {
  switch (object.kind) {
    case 'PROCEDURE':
    case 'FUNCTION':
    case 'PACKAGE':
    case 'PACKAGE BODY':
      return compileStored(object, instance).problems.length === 0
    case 'VIEW':
      return isValidView(object, instance)
    default:
      return true
  }
}
