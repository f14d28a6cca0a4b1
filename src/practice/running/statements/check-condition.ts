/**
 * The condition of a CHECK constraint: compiled over the columns of one table, and nothing in it may change from one day
 * or session to the next.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import { Frame } from '../frame.ts'
import { BlockScope } from '../query/block-scope.ts'
import { refuseAggregates } from '../query/group.ts'
import type { Check } from '../storage/constraint.ts'

/** What a CHECK may not look at ("SQL Language Reference, constraint", Restrictions on Check Constraints). */
const changingNames: ReadonlySet<string> = new Set([
  ...['SYSDATE', 'SYSTIMESTAMP', 'CURRENT_DATE', 'CURRENT_TIMESTAMP', 'LOCALTIMESTAMP', 'DBTIMEZONE'],
  ...['SESSIONTIMEZONE', 'USER', 'UID', 'USERENV', 'SYS_CONTEXT'],
])
const rowNames: ReadonlySet<string> = new Set(['ROWNUM', 'LEVEL', 'PRIOR', 'ROWID', 'NEXTVAL', 'CURRVAL'])

export interface CheckedCondition {
  readonly columns: readonly number[]
  readonly allows: Check['allows']
}

/** Raises ORA-00904, ORA-02251 for a query, ORA-02436 for the time or the user, ORA-02438 beside another column. */
export const compileCheck = (
  condition: Expression,
  only: string | undefined,
  { owner, name, table }: Pick<TableObject, 'owner' | 'name' | 'table'>,
  compilation: Compilation,
): CheckedCondition => {
  refuseChanging(condition, condition.at)
  const source = {
    index: 0,
    alias: name,
    owner,
    columns: table.columns,
    table: undefined,
    isDual: false,
    needs: new Set<number>(),
    *rows() {},
  }
  const scope = new BlockScope([source], undefined)
  const own: Compilation = { ...compilation, dialect: 'SQL', bindTypes: [], substitute: refuseAggregates }
  const test = compileExpression(condition, own, scope)
  if (compileExpression(condition, { ...own, isAtOnce: true }, scope).pauses)
    throw notSupported('CHECK with a stored function', condition.at)
  const names = namesIn(condition)
  const columns = [...table.columns.keys()].filter((place) => names.has(table.columns[place]?.name ?? ''))
  if (only !== undefined && columns.some((place) => table.columns[place]?.name !== only))
    throw new OracleError(2438, 'Column check constraint cannot reference other columns', condition.at)
  return {
    columns,
    *allows(values, run) {
      const frame = new Frame(run, undefined)
      frame.tuple = [{ values }]
      return (yield* evaluate(test, frame)) !== false
    },
  }
}

/** Anything inside an expression: names have parts. */
interface Part {
  readonly kind?: unknown
  readonly parts?: unknown
}

/** Every object inside an expression, itself included. */
function* partsOf(part: unknown): Generator<Part, void, void> {
  if (typeof part !== 'object' || part === null) return
  yield part
  for (const inner of Object.values(part)) yield* partsOf(inner)
}

const refuseChanging = (condition: Expression, at: number): void => {
  for (const part of partsOf(condition)) {
    if (part.kind === 'query') throw new OracleError(2251, 'subquery not allowed here', at)
    for (const word of Array.isArray(part.parts) ? part.parts : []) {
      if (changingNames.has(word))
        throw new OracleError(2436, 'date or system variable wrongly specified in CHECK constraint', at)
      if (rowNames.has(word))
        throw new OracleError(976, `Specified pseudocolumn or operator not allowed here.`, at)
    }
  }
}

/** The last parts of all names: columns among them. */
const namesIn = (condition: Expression): ReadonlySet<unknown> => {
  const names = new Set<unknown>()
  for (const part of partsOf(condition)) if (Array.isArray(part.parts)) names.add(part.parts.at(-1))
  return names
}
