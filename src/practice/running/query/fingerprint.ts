/**
 * Whether two expressions of a query block are the same: names count by the column they mean, places in the text not at all.
 */
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { BlockScope } from './block-scope.ts'

const isName = (value: unknown): value is Name =>
  typeof value === 'object' && value !== null && 'parts' in value && Array.isArray(value.parts)

/** The same text exactly for expressions that mean the same. */
export const fingerprint = (expression: Expression, scope: BlockScope): string =>
  JSON.stringify(expression, (key, value: unknown) => {
    if (key === 'at') return undefined
    return isName(value) ? (scope.columnKey(value) ?? value.parts) : value
  })
