/**
 * What a function may not look at while DML calls it: the tables which that very statement changes ("PL/SQL Language
 * Reference, PL/SQL Subprograms Invoked by SQL Statements").
 */
import type { TableObject } from '../dictionary/schema-object.ts'
import { OracleError } from '../error.ts'
import type { TableChange } from './dml/lock-tables.ts'
import type { UsedObjects } from './expression/compilation.ts'
import type { Run } from './frame.ts'
import type { Instance } from './instance.ts'
import { usesOfView } from './query/stored-view.ts'
import type { StoredTable } from './storage/table.ts'

/** Raises ORA-04091 for a statement that uses a table which a statement around it is changing. */
export const requireSettled = (uses: UsedObjects, { mutating, instance }: Run): void => {
  if (mutating.size === 0) return
  for (const { owner, name, table } of tablesOf(uses, instance))
    if (mutating.has(table))
      throw new OracleError(4091, `table ${owner}.${name} is mutating, trigger/function may not see it`)
}

function* tablesOf(uses: UsedObjects, instance: Instance): Generator<TableObject, void, void> {
  for (const id of uses) {
    const object = instance.catalog.byId(id)
    if (object?.kind === 'TABLE') yield object
    if (object?.kind === 'VIEW') yield* tablesOf(usesOfView(object, instance), instance)
  }
}

/** Those tables and the ones that a statement changes, with the children that follow a deleted parent. */
export const withChanged = (
  mutating: ReadonlySet<StoredTable>,
  { table, deletes }: TableChange,
): ReadonlySet<StoredTable> => {
  const all = new Set([...mutating, table])
  if (!deletes) return all
  const changed = [table]
  for (const parent of changed)
    for (const { table: child, onDelete } of parent.references)
      if (onDelete !== 'no action' && !changed.includes(child)) changed.push(child)
  return new Set([...all, ...changed])
}
