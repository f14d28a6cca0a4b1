/**
 * Defaults as they are kept with a table: checked, and with every sequence named by owner and name, whatever synonym was
 * written.
 */
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { withoutColumns } from '../expression/no-columns.ts'
import { Draws, findSequence, isSequenceValue } from '../expression/sequence-values.ts'

/** Raises what is wrong with the default. */
export const storedDefault = (
  value: Expression | undefined,
  compilation: Compilation,
): Expression | undefined => {
  if (value === undefined) return undefined
  withoutColumns(value, () => compileExpression(value, { ...compilation, draws: new Draws() }, undefined))
  return qualified(value, compilation) as Expression
}

/** Whether the default gives every row another number. */
export const drawsNumbers = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (isName(value) && isSequenceValue(value.name)) return true
  return Object.values(value).some(drawsNumbers)
}

const isName = (part: object): part is Extract<Expression, { kind: 'name' }> =>
  'kind' in part && part.kind === 'name'

const qualified = (part: unknown, compilation: Compilation): unknown => {
  if (Array.isArray(part)) return part.map((each) => qualified(each, compilation))
  // Values of literals stay the objects they are.
  if (typeof part !== 'object' || part === null || !('at' in part)) return part
  if (isName(part)) {
    const { name } = part
    if (!isSequenceValue(name)) return part
    const sequence = findSequence(name, compilation)
    return {
      ...part,
      name: { ...name, parts: [sequence.owner, sequence.name, name.parts.at(-1) ?? ''] },
    } satisfies Expression
  }
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, qualified(value, compilation)]))
}
