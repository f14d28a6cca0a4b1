/**
 * Constraints of tables, and the columns they are about.
 */
import type { Instance } from '../running/instance.ts'
import { type Constraint, isKey } from '../running/storage/constraint.ts'
import { date, long, number, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import type { TableObject } from './schema-object.ts'
import { always, objectsOf, type Told, userAndAll } from './user-and-all.ts'

interface ConstraintOfTable {
  readonly owner: string
  readonly table: TableObject
  readonly constraint: Constraint
}

interface ConstrainedColumn extends ConstraintOfTable {
  readonly column: string
  /** From 1, in keys and foreign keys. */
  readonly position: number | null
}

function* constraints(user: string, instance: Instance): Generator<ConstraintOfTable, void, void> {
  for (const table of objectsOf('TABLE')(user, instance))
    for (const constraint of table.table.constraints) yield { owner: constraint.owner, table, constraint }
}

function* constrainedColumns(user: string, instance: Instance): Generator<ConstrainedColumn, void, void> {
  for (const one of constraints(user, instance))
    for (const [index, place] of one.constraint.columns.entries())
      yield {
        ...one,
        column: columnName(one.table, place),
        position: isKey(one.constraint) || one.constraint.kind === 'foreign key' ? index + 1 : null,
      }
}

const columnName = ({ table }: TableObject, place: number): string => table.columns[place]?.name ?? ''

/** "Database Reference, ALL_CONSTRAINTS", CONSTRAINT_TYPE: NOT NULL is a check like others. */
const letters = { 'primary key': 'P', unique: 'U', 'foreign key': 'R', check: 'C', 'not null': 'C' } as const

const condition = ({ table, constraint }: ConstraintOfTable): string | null => {
  switch (constraint.kind) {
    case 'check':
      return constraint.text
    case 'not null':
      return `"${columnName(table, constraint.columns[0] ?? 0)}" IS NOT NULL`
    default:
      return null
  }
}

const referred = ({ constraint }: ConstraintOfTable) =>
  constraint.kind === 'foreign key' ? constraint.key : undefined

const owner: Told<ConstraintOfTable> = [text('OWNER'), (one) => one.owner]

export const constraintViews: readonly DictionaryView[] = [
  ...userAndAll<ConstraintOfTable>({
    name: 'CONSTRAINTS',
    leading: { user: [owner], all: [owner] },
    columns: [
      [text('CONSTRAINT_NAME'), ({ constraint }) => constraint.name],
      [text('CONSTRAINT_TYPE', 1), ({ constraint }) => letters[constraint.kind]],
      [text('TABLE_NAME'), ({ table }) => table.name],
      [long('SEARCH_CONDITION'), condition],
      [text('SEARCH_CONDITION_VC', 4000), (one) => condition(one)?.slice(0, 4000)],
      [text('R_OWNER'), (one) => referred(one)?.owner],
      [text('R_CONSTRAINT_NAME'), (one) => referred(one)?.name],
      [
        text('DELETE_RULE', 9),
        ({ constraint }) => (constraint.kind === 'foreign key' ? constraint.onDelete.toUpperCase() : null),
      ],
      always(text('STATUS', 8), 'ENABLED'),
      always(text('DEFERRABLE', 14), 'NOT DEFERRABLE'),
      always(text('DEFERRED', 9), 'IMMEDIATE'),
      always(text('VALIDATED', 13), 'VALIDATED'),
      [text('GENERATED', 14), ({ constraint }) => (constraint.isGenerated ? 'GENERATED NAME' : 'USER NAME')],
      [date('LAST_CHANGE'), ({ constraint }) => constraint.created],
      [text('INDEX_NAME'), ({ constraint }) => (isKey(constraint) ? constraint.index.name : null)],
    ],
    items: constraints,
  }),
  ...userAndAll<ConstrainedColumn>({
    name: 'CONS_COLUMNS',
    leading: { user: [owner], all: [owner] },
    columns: [
      [text('CONSTRAINT_NAME'), ({ constraint }) => constraint.name],
      [text('TABLE_NAME'), ({ table }) => table.name],
      [text('COLUMN_NAME', 4000), ({ column }) => column],
      [number('POSITION'), ({ position }) => position],
    ],
    items: constrainedColumns,
  }),
]
