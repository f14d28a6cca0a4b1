/**
 * GRANT of rights on one's own objects.
 */
import type { Privilege } from '../../dictionary/grants.ts'
import type { BaseObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'
import { noSuchTable } from '../query/source.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

const tablePrivileges: readonly Privilege[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'READ']

export const grantPrivileges = (
  { privileges, on, to, at }: Extract<Statement, { kind: 'grant' }>,
  { instance, authority }: Compilation,
): StatementPlan => {
  const { catalog } = instance
  const object = catalog.resolve(on, authority)
  if (object === undefined) throw noSuchTable(on)
  if (object.kind === 'DICTIONARY VIEW' || object.owner !== authority.user)
    throw new OracleError(1031, 'insufficient privileges', on.at)
  const granted = privileges.flatMap((word) => privilegesOf(word, object, at))
  for (const grantee of to)
    if (grantee !== 'PUBLIC' && catalog.user(grantee) === undefined)
      throw new OracleError(1917, `user or role '${grantee}' does not exist`)
  return {
    kind: 'ddl',
    run: immediately(() => {
      for (const grantee of to)
        for (const privilege of granted)
          catalog.grant({ owner: object.owner, object: object.name, grantee, privilege })
      return nothingWrong
    }),
  }
}

/** What a word of GRANT means for a kind of object. Raises ORA-02224 and ORA-02225 for what does not fit it. */
const privilegesOf = (word: string, object: BaseObject, at: number): readonly Privilege[] => {
  const fitting: readonly Privilege[] = object.kind === 'TABLE' ? tablePrivileges : ['EXECUTE']
  if (word === 'ALL' || word === 'ALL PRIVILEGES') return fitting
  const privilege = fitting.find((candidate) => candidate === word)
  if (privilege !== undefined) return [privilege]
  if (word === 'EXECUTE') throw new OracleError(2224, 'EXECUTE privilege not allowed for tables', at)
  if (object.kind !== 'TABLE' && tablePrivileges.some((candidate) => candidate === word))
    throw new OracleError(2225, 'only EXECUTE and DEBUG privileges are valid for procedures', at)
  throw notSupported(`privilege ${word}`, at)
}
