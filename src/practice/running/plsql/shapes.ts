/**
 * What a variable can hold: one value, a record of them, or a collection; and when one of these fits into another.
 */
import type { Column, DataType } from '../../values/value.ts'
import { familyOf } from '../expression/types.ts'

export interface ScalarShape {
  readonly kind: 'scalar'
  readonly type: DataType
  /** A subtype that never holds null. */
  readonly isNotNull?: true
}

export interface RecordShape {
  readonly kind: 'record'
  readonly fields: readonly Column[]
  /** The declared type, if it has one: records of two declared types do not fit each other. */
  readonly declared?: object
}

export interface CollectionShape {
  readonly kind: 'collection'
  readonly element: ScalarShape | RecordShape
  /** `none`: a nested table, which has to be made before it is used and counts from 1. */
  readonly index: 'integer' | 'none' | { readonly length: number }
  readonly declared: object
}

export type Composite = RecordShape | CollectionShape
export type Shape = ScalarShape | Composite

/**
 * Whether PL/SQL makes a value of one type one of the other unasked ("PL/SQL Language Reference, Implicit Data Type
 * Conversion"): texts and what can be written as one, the two LOBs and what they are made of, and nothing else.
 */
export const areConvertible = (from: DataType | undefined, to: DataType | undefined): boolean => {
  if (from === undefined || to === undefined) return true
  const families = [familyOf(from), familyOf(to)]
  const [source, target] = families
  if (source === target) return true
  if (families.includes('boolean') || families.includes('cursor')) return false
  return families.includes('text') || (families.includes('lob') && families.includes('raw'))
}

/** Whether what has one composite shape can be assigned to a variable of the other. */
export const isAssignable = (from: Composite, to: Composite): boolean => {
  if (from.kind === 'collection' || to.kind === 'collection')
    return from.kind === to.kind && from.declared === to.declared
  if (from.declared !== undefined && to.declared !== undefined) return from.declared === to.declared
  return (
    from.fields.length === to.fields.length &&
    from.fields.every(({ type }, index) => {
      const other = to.fields[index]?.type
      return other !== undefined && familyOf(type) === familyOf(other)
    })
  )
}
