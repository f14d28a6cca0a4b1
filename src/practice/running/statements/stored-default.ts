/**
 * Defaults as they are kept with a table: checked, and with every sequence named by owner and name, whatever synonym was
 * written.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { withoutColumns } from '../expression/no-columns.ts'
import { Draws, findSequence, isSequenceValue } from '../expression/sequence-values.ts'

/** Raises what is wrong with the default: ORA-00984 for a column, ORA-04044 for what PL/SQL gives. */
export const storedDefault = (
  value: Expression | undefined,
  compilation: Compilation,
): Expression | undefined => {
  if (value === undefined) return undefined
  if (hasQuery(value)) throw notSupported('query in DEFAULT', value.at)
  const uses = new Set<number>()
  withoutColumns(value, () =>
    compileExpression(value, { ...compilation, draws: new Draws(), uses }, undefined),
  )
  // Sequences are not among what it uses.
  if (uses.size > 0 || callsPackage(value))
    throw new OracleError(4044, 'procedure, function, package, or type is not allowed here', value.at)
  return qualified(value, compilation) as Expression
}

const hasQuery = (part: unknown): boolean =>
  typeof part === 'object' &&
  part !== null &&
  (('kind' in part && part.kind === 'query') || Object.values(part).some(hasQuery))

/** Whether a function of a package is called in it; built-in ones are no objects. */
const callsPackage = (part: unknown): boolean => {
  if (typeof part !== 'object' || part === null) return false
  if ('kind' in part && (part.kind === 'call' || part.kind === 'name') && 'name' in part) {
    const name = part.name as Name
    if (name.parts.length > 1 && !isSequenceValue(name)) return true
  }
  return Object.values(part).some(callsPackage)
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
