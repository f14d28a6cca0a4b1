/**
 * What a statement is, as far as its first words and its shape tell: enough to know what may become of its work.
 */

export type StatementKind =
  /** SELECT or WITH, without FOR UPDATE: leaves no work. */
  | 'query'
  | 'query for update'
  /** INSERT, UPDATE, DELETE, MERGE, LOCK TABLE, EXPLAIN PLAN. */
  | 'dml'
  /** An anonymous block or CALL: may do anything, commit included. */
  | 'plsql'
  /** CREATE, ALTER, DROP, GRANT ...: commits before and after. */
  | 'ddl'
  | 'commit'
  | 'rollback'
  /** SAVEPOINT, ROLLBACK TO, SET TRANSACTION, SET CONSTRAINTS. */
  | 'transaction control'
  /** ALTER SESSION, SET ROLE. */
  | 'session control'
  /** ALTER SYSTEM: does not commit. */
  | 'system control'
  | 'unknown'
