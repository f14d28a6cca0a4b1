/**
 * ALTER TABLE ADD of columns: rows that are there get the default.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { TableChange } from '../../parsing/ast/definition.ts'
import type { Value } from '../../values/value.ts'
import { compileDefault } from '../dml/new-values.ts'
import { rowChecker } from '../dml/target-table.ts'
import type { Compilation } from '../expression/compilation.ts'
import { evaluate } from '../expression/compiled.ts'
import { Frame, type Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { StoredTable } from '../storage/table.ts'
import { addConstraint } from './constraint-definition.ts'
import { reshape } from './reshape-table.ts'
import { drawsNumbers, storedDefault } from './stored-default.ts'
import { defineColumns } from './table-definition.ts'

/** Raises ORA-01430, ORA-01758 for a mandatory column without a default beside rows, and what constraints raise. */
export function* addColumns(
  object: TableObject,
  { columns, constraints }: Extract<TableChange, { kind: 'add' }>,
  compilation: Compilation,
  run: Run,
): Work<void> {
  const { table } = object
  const repeated = columns.find(({ name }) => table.columns.some((column) => column.name === name))
  if (repeated !== undefined)
    throw new OracleError(1430, 'column being added already exists in table', repeated.at)
  const mandatory = constraints
    .filter(({ rule }) => rule.kind === 'not null' || rule.kind === 'primary key')
    .flatMap(({ rule }) => ('columns' in rule ? rule.columns : []))
  const lacking = columns.find(
    ({ name, defaultValue }) =>
      defaultValue === undefined && mandatory.some((column) => column.name === name),
  )
  if (lacking !== undefined && table.hasRows)
    throw new OracleError(1758, 'table must be empty to add mandatory (NOT NULL) column', lacking.at)
  const counting = columns.find(({ defaultValue }) => drawsNumbers(defaultValue))
  if (counting !== undefined && table.hasRows)
    throw notSupported('ADD of a column with numbers of a sequence to rows', counting.at)
  const added = defineColumns(columns, compilation)
  const shape = {
    columns: [...table.columns, ...added],
    defaults: [
      ...object.defaults,
      ...columns.map(({ defaultValue }) => storedDefault(defaultValue, compilation)),
    ],
    move: (place: number) => place,
  }
  const values = table.hasRows ? yield* defaultValues(object, shape, compilation, run) : []
  const convert = (row: readonly Value[]): readonly Value[] => [...row, ...values]
  yield* reshape(object, { ...shape, convert }, compilation, run, function* (next) {
    for (const constraint of constraints) yield* addConstraint(constraint, next, compilation, run)
  })
}

/** The values of the new columns in the rows that are there. */
function* defaultValues(
  object: TableObject,
  shape: Pick<TableObject, 'defaults'> & Pick<TableObject['table'], 'columns'>,
  compilation: Compilation,
  run: Run,
): Work<readonly Value[]> {
  const wider = { ...object, defaults: shape.defaults, table: new StoredTable(shape.columns) }
  const checker = rowChecker(wider)
  const values: Value[] = []
  const frame = new Frame(run, undefined)
  for (let column = object.table.columns.length; column < shape.columns.length; column += 1) {
    const value = yield* evaluate(compileDefault(wider, column, compilation), frame)
    values.push(checker.fit(column, value, run.session.nls))
  }
  return values
}
