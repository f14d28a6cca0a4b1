/**
 * The identity column of a new table, and the sequence behind it.
 */
import type { Catalog } from '../../dictionary/catalog.ts'
import type { IdentityColumn, Owned } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { ConstraintDefinition } from '../../parsing/ast/definition.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import { SequenceGenerator } from '../storage/sequence-generator.ts'
import { newRule } from './sequence-rule.ts'

/** Nothing when no column is one. Raises ORA-30669 for a second one, ORA-30675 for one that holds no numbers. */
export const newIdentity = (
  { columns }: Extract<Statement, { kind: 'create table' }>,
  table: Owned,
  catalog: Catalog,
): { readonly identity?: IdentityColumn } => {
  const place = columns.findIndex((column) => column.identity !== undefined)
  const { identity, type, at } = columns[place] ?? {}
  if (identity === undefined) return {}
  const second = columns.slice(place + 1).find((column) => column.identity !== undefined)
  if (second !== undefined) throw new OracleError(30669, 'table can have only one identity column', second.at)
  if (type?.kind !== 'built-in' || type.type.name !== 'NUMBER')
    throw new OracleError(30675, 'identity column must be a numeric type', at)
  const { generation, options } = identity
  const generator = new SequenceGenerator(newRule(options, identity.at))
  const sequence = catalog.newOwned(table.owner, `ISEQ$$_${table.id}`)
  return {
    identity: {
      column: place,
      generation,
      sequence: { ...sequence, kind: 'SEQUENCE', generator, isOfIdentity: true },
    },
  }
}

/** An identity column must have values, as if NOT NULL stood with it. */
export const identityConstraints = ({
  columns,
  constraints,
}: Extract<Statement, { kind: 'create table' }>): readonly ConstraintDefinition[] => {
  const isWritten = (name: string): boolean =>
    constraints.some(({ rule }) => rule.kind === 'not null' && rule.columns[0]?.name === name)
  return columns.flatMap(({ name, at, identity }) =>
    identity === undefined || isWritten(name)
      ? []
      : [{ rule: { kind: 'not null', columns: [{ name, at }] }, at }],
  )
}

/** The identity column at its new place, nothing when its column is gone. */
export const moveIdentity = (
  identity: IdentityColumn | undefined,
  move: (place: number) => number | undefined,
): { readonly identity?: IdentityColumn } => {
  const column = identity && move(identity.column)
  return identity === undefined || column === undefined ? {} : { identity: { ...identity, column } }
}
