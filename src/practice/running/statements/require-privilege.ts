/**
 * System privileges that statements need.
 */
import type { SystemPrivilege } from '../../dictionary/privileges.ts'
import { OracleError } from '../../error.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'

/** @throws OracleError ORA-01031 without the privilege. */
export const requirePrivilege = (
  { instance, authority }: Pick<Compilation, 'instance' | 'authority'>,
  privilege: SystemPrivilege,
  at?: number,
): void => {
  if (!instance.catalog.has(authority, privilege)) throw new OracleError(1031, 'insufficient privileges', at)
}

/** What a statement needs whatever it is about ("SQL Language Reference", Prerequisites of each). */
const needed: Readonly<Partial<Record<Statement['kind'], SystemPrivilege>>> = {
  'create table': 'CREATE TABLE',
  'create unit': 'CREATE PROCEDURE',
  'create view': 'CREATE VIEW',
  'create sequence': 'CREATE SEQUENCE',
  'create user': 'CREATE USER',
  'drop user': 'DROP USER',
  'alter user proxy': 'ALTER USER',
  'create profile': 'CREATE PROFILE',
  'alter profile': 'ALTER PROFILE',
  'drop profile': 'DROP PROFILE',
  'kill session': 'ALTER SYSTEM',
  'disconnect session': 'ALTER SYSTEM',
  'cancel sql': 'ALTER SYSTEM',
}

/** @throws OracleError ORA-01031 when the user lacks what every statement of this kind needs. */
export const requireFor = (statement: Statement, compilation: Compilation): void => {
  const privilege = needed[statement.kind]
  if (privilege !== undefined) requirePrivilege(compilation, privilege, statement.at)
}
