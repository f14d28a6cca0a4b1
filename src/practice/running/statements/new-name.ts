/**
 * Names for what is being made: whose they are, and whether they are free.
 */
import type { Authority, Catalog } from '../../dictionary/catalog.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'

/** Where an object stands in the catalog. */
export interface ObjectPlace {
  readonly owner: string
  readonly name: string
}

/** Owner and name of something to be made. Raises ORA-01031 in another's schema: nobody has such rights here. */
export const newName = (name: Name, { user, schema }: Authority): ObjectPlace => {
  const own = name.parts.at(-1)
  const owner = name.parts.length > 1 ? name.parts[0] : schema
  if (own === undefined || owner !== user) throw new OracleError(1031, 'insufficient privileges', name.at)
  return { owner, name: own }
}

/** Raises ORA-00955 for a name that a table, view, sequence, synonym or unit of the schema has. */
export const requireFreeName = ({ owner, name }: ObjectPlace, at: number, catalog: Catalog): void => {
  if (catalog.find(owner, name) !== undefined)
    throw new OracleError(955, 'name is already used by an existing object', at)
}
