/**
 * What a statement of any kind becomes when it is compiled.
 */
import { OracleError } from '../../error.ts'
import type { Parsed, Statement } from '../../parsing/ast/statement.ts'
import { blockError, CompileError, callError } from '../../parsing/syntax-error.ts'
import { compileDml } from '../dml/compile-dml.ts'
import type { DmlPlan } from '../dml/dml-plan.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Run } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { type BlockPlan, compileAnonymousBlock } from '../plsql/anonymous-block.ts'
import { controlTransaction } from '../plsql/transaction-step.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { alterSession } from './alter-session.ts'
import { cancelSql, disconnectSession, killSession } from './alter-system.ts'
import { alterTable } from './alter-table.ts'
import { grantPrivileges, revokePrivileges } from './grant.ts'
import { createIndex, dropIndex } from './index-definition.ts'
import { lockTable } from './lock-table.ts'
import { dropProfile, setProfile } from './profile-definition.ts'
import { requireFor } from './require-privilege.ts'
import { alterSequence, createSequence, dropSequence } from './sequence-definition.ts'
import { setTransaction } from './set-transaction.ts'
import { createSynonym, dropSynonym } from './synonym-definition.ts'
import { changeRights } from './system-grant.ts'
import { createTable, dropTable } from './table-definition.ts'
import { truncateTable } from './truncate-table.ts'
import { compileUnit, createUnit, dropUnit } from './unit-definition.ts'
import { alterProxies, alterUser, createUser, dropUser } from './user-definition.ts'
import { createView, dropView, recompileView } from './view-definition.ts'

/** What DDL reports. */
export interface DefinitionResult {
  /** A unit was stored with compilation errors. */
  readonly hasWarning: boolean
}

export const nothingWrong: DefinitionResult = { hasWarning: false }

export type StatementPlan =
  | { readonly kind: 'query'; readonly query: QueryPlan }
  | { readonly kind: 'dml'; readonly dml: DmlPlan; readonly returning: readonly number[] }
  | { readonly kind: 'plsql'; readonly block: BlockPlan }
  | { readonly kind: 'ddl'; run(run: Run): Work<DefinitionResult> }
  | { readonly kind: 'lock'; run(run: Run): Work<void> }
  | { readonly kind: 'session'; run(run: Run): void }
  | { readonly kind: 'transaction'; run(run: Run): Work<unknown> }
  | { readonly kind: 'system'; run(run: Run): Work<void> }

/** A definition that has nothing to wait for. */
export const immediately = (define: () => DefinitionResult): ((run: Run) => Work<DefinitionResult>) =>
  function* () {
    yield turn
    return define()
  }

/** Resolves names and rights. Raises what Oracle raises, with the offset. */
export const compileStatement = (
  { statement, binds }: Parsed,
  text: string,
  compilation: Compilation,
): StatementPlan => {
  try {
    return compile(statement, binds, text, compilation)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw statement.kind === 'block' ? blockError(text, error) : callError(error)
  }
}

const compile = (
  statement: Statement,
  binds: readonly string[],
  text: string,
  compilation: Compilation,
): StatementPlan => {
  requireFor(statement, compilation)
  switch (statement.kind) {
    case 'query':
      return {
        kind: 'query',
        query: compileQuery(statement.query, { ...compilation, drawingQuery: statement.query }, undefined),
      }
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return {
        kind: 'dml',
        dml: compileDml(statement, compilation, undefined),
        returning: (statement.returning?.into ?? []).map((target) => {
          if (target.kind !== 'bind')
            throw new OracleError(1745, 'invalid host/bind variable name', target.at)
          return target.index
        }),
      }
    case 'block':
      return { kind: 'plsql', block: compileAnonymousBlock(statement.block, text, binds, compilation) }
    case 'create table':
      return createTable(statement, compilation)
    case 'drop table':
      return dropTable(statement, compilation)
    case 'alter table':
      return alterTable(statement, compilation)
    case 'truncate table':
      return truncateTable(statement, compilation)
    case 'create index':
      return createIndex(statement, compilation)
    case 'drop index':
      return dropIndex(statement, compilation)
    case 'lock table':
      return lockTable(statement, compilation)
    case 'create unit':
      return createUnit(statement, compilation)
    case 'drop unit':
      return dropUnit(statement, compilation)
    case 'compile unit':
      return compileUnit(statement, compilation)
    case 'create sequence':
      return createSequence(statement, compilation)
    case 'alter sequence':
      return alterSequence(statement, compilation)
    case 'drop sequence':
      return dropSequence(statement, compilation)
    case 'create view':
      return createView(statement, compilation)
    case 'drop view':
      return dropView(statement, compilation)
    case 'compile view':
      return recompileView(statement, compilation)
    case 'create synonym':
      return createSynonym(statement, compilation)
    case 'drop synonym':
      return dropSynonym(statement, compilation)
    case 'grant':
      return grantPrivileges(statement, compilation)
    case 'alter session':
      return alterSession(statement)
    case 'create user':
      return createUser(statement, compilation)
    case 'alter user':
      return alterUser(statement, compilation)
    case 'alter user proxy':
      return alterProxies(statement, compilation)
    case 'drop user':
      return dropUser(statement, compilation)
    case 'create profile':
    case 'alter profile':
      return setProfile(statement, compilation)
    case 'drop profile':
      return dropProfile(statement, compilation)
    case 'grant system':
    case 'revoke system':
      return changeRights(statement, compilation)
    case 'revoke':
      return revokePrivileges(statement, compilation)
    case 'kill session':
      return killSession(statement)
    case 'disconnect session':
      return disconnectSession(statement)
    case 'cancel sql':
      return cancelSql(statement)
    case 'set transaction':
      return setTransaction(statement)
    case 'commit':
    case 'rollback':
    case 'savepoint':
      return { kind: 'transaction', run: (run) => controlTransaction(statement, run) }
  }
}
