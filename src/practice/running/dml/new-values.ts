/**
 * The values that INSERT, UPDATE and MERGE give to columns, DEFAULT among them.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { atOffset, OracleError } from '../../error.ts'
import type { Assignment, NewValue } from '../../parsing/ast/dml.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { PlacedName } from '../../parsing/ast/name.ts'
import type { Row, Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, constant, evaluate, plain } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { drawNext } from '../expression/sequence-values.ts'
import { numberType } from '../expression/types.ts'
import type { Frame } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { BlockScope, Place, Uses } from '../query/block-scope.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { next } from '../query/stream.ts'
import { columnIndex, type RowChecker } from './target-table.ts'

const missing = constant(undefined, null)

/**
 * A column's DEFAULT or the next number of an identity column; null where it has neither. Defaults know no names but
 * those of functions and sequences.
 */
export const compileDefault = (object: TableObject, column: number, compilation: Compilation): Compiled => {
  const { identity } = object
  if (identity?.column === column)
    return plain(numberType, ({ run }) => drawNext(identity.sequence, run.session))
  const value: Expression | undefined = object.defaults[column]
  return value === undefined ? missing : compileStored(value, compilation)
}

/** Its errors have no place: the default stands in another statement. */
const compileStored = (value: Expression, compilation: Compilation): Compiled => {
  try {
    return compileExpression(value, { ...compilation, bindTypes: [] }, undefined)
  } catch (error) {
    throw error instanceof OracleError ? atOffset(error, undefined) : error
  }
}

/** Raises ORA-32795 or ORA-32796 where a column that always makes its own values is given one. */
export const refuseIdentity = (
  { identity }: TableObject,
  column: number,
  change: 'insert' | 'update',
  at: number,
): void => {
  if (identity?.column !== column || identity.generation !== 'ALWAYS') return
  throw change === 'insert'
    ? new OracleError(32795, 'cannot insert into a generated always identity column', at)
    : new OracleError(32796, 'cannot update a generated always identity column', at)
}

/** What is written for a column; a column that always makes its own values takes DEFAULT only. */
export const compileNewValue = (
  value: NewValue,
  object: TableObject,
  column: number,
  change: 'insert' | 'update',
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  if (value.kind === 'default') return compileDefault(object, column, compilation)
  refuseIdentity(object, column, change, value.at)
  return compileExpression(value, compilation, scope)
}

/** The places of the columns that INSERT names, all where it names none. Raises ORA-00904 and ORA-00957. */
export const targetColumns = (columns: readonly PlacedName[], object: TableObject): readonly number[] => {
  if (columns.length === 0) return object.table.columns.map((_, index) => index)
  const places = columns.map(({ name, at }) => columnIndex(object, name, at))
  const repeated = columns.find((_, index) => places.indexOf(places[index] ?? -1) !== index)
  if (repeated !== undefined) throw new OracleError(957, 'duplicate column name', repeated.at)
  return places
}

/** Raises ORA-00947 and ORA-00913. */
export const checkCount = (given: number, wanted: number, at: number): void => {
  if (given < wanted) throw new OracleError(947, 'not enough values', at)
  if (given > wanted) throw new OracleError(913, 'too many values', at)
}

/** SET, compiled. */
export interface Assignments {
  readonly columns: readonly number[]
  /** The columns that are read for an entry that holds a query. */
  readonly besideQueries: Pick<Uses, 'columns'>
  /** The values of a row after SET, fitted to its columns. */
  apply(frame: Frame, values: Row, checker: RowChecker): Work<Row>
}

/** Raises ORA-00904, ORA-00957, and ORA-00947 or ORA-00913 for a query of too few or too many columns. */
export const compileAssignments = (
  set: readonly Assignment[],
  object: TableObject,
  compilation: Compilation,
  scope: BlockScope,
): Assignments => {
  const besideQueries = new Set<Place>()
  const steps = set.map((assignment) => {
    const { result, uses } = scope.collectUses(() =>
      compileAssignment(assignment, object, compilation, scope),
    )
    if (holdsQuery(assignment)) for (const place of uses.columns) besideQueries.add(place)
    return result
  })
  const columns = steps.flatMap((step) => step.columns)
  const repeated = set.find((_, index) =>
    steps[index]?.columns.some((column) => columns.indexOf(column) !== columns.lastIndexOf(column)),
  )
  if (repeated !== undefined) throw new OracleError(957, 'duplicate column name', repeated.at)
  return {
    columns,
    besideQueries: { columns: besideQueries },
    *apply(frame, values, checker) {
      const changed: Value[] = [...values]
      for (const step of steps) {
        const given = yield* step.read(frame)
        for (const [index, column] of step.columns.entries())
          changed[column] = checker.fit(column, given[index] ?? null, frame.run.session.nls)
      }
      checker.requirePresent(changed, 'update')
      return changed
    },
  }
}

const holdsQuery = (part: unknown): boolean =>
  typeof part === 'object' &&
  part !== null &&
  (('kind' in part && part.kind === 'query') || Object.values(part).some(holdsQuery))

interface CompiledAssignment {
  readonly columns: readonly number[]
  read(frame: Frame): Work<readonly Value[]>
}

const compileAssignment = (
  assignment: Assignment,
  object: TableObject,
  compilation: Compilation,
  scope: Scope | undefined,
): CompiledAssignment => {
  if (assignment.kind === 'column') {
    const column = columnIndex(object, assignment.column, assignment.at)
    const value = compileNewValue(assignment.value, object, column, 'update', compilation, scope)
    return {
      columns: [column],
      *read(frame) {
        return [yield* evaluate(value, frame)]
      },
    }
  }
  const plan = compileQuery(assignment.query, compilation, scope)
  checkCount(plan.columns.length, assignment.columns.length, assignment.query.at)
  const columns = assignment.columns.map(({ name, at }) => {
    const column = columnIndex(object, name, at)
    refuseIdentity(object, column, 'update', at)
    return column
  })
  return {
    columns,
    read: (frame) => readOnlyRow(plan, frame),
  }
}

/** The one row of a query; nothing when it has none. Raises ORA-01427. */
function* readOnlyRow(plan: QueryPlan, frame: Frame): Work<readonly Value[]> {
  const rows = plan.rows(frame, frame.run)
  const first = yield* next(rows)
  if (first === undefined) return []
  if ((yield* next(rows)) !== undefined)
    throw new OracleError(1427, 'single-row subquery returns more than one row')
  rows.return()
  return first
}
