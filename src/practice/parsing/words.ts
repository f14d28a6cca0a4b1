/**
 * The words that Oracle reserves, and nothing else: every other word may name a table, a column or a
 * variable.
 */

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/**
 * Words that cannot name anything in SQL unless quoted ("SQL Language Reference, Oracle SQL Reserved Words").
 */
const sqlReserved = list(`
  ACCESS ADD ALL ALTER AND ANY AS ASC AUDIT BETWEEN BY CHAR CHECK CLUSTER COLUMN COLUMN_VALUE COMMENT
  COMPRESS CONNECT CREATE CURRENT DATE DECIMAL DEFAULT DELETE DESC DISTINCT DROP ELSE EXCLUSIVE EXISTS FILE
  FLOAT FOR FROM GRANT GROUP HAVING IDENTIFIED IMMEDIATE IN INCREMENT INDEX INITIAL INSERT INTEGER INTERSECT
  INTO IS LEVEL LIKE LOCK LONG MAXEXTENTS MINUS MLSLABEL MODE MODIFY NESTED_TABLE_ID NOAUDIT NOCOMPRESS NOT
  NOWAIT NULL NUMBER OF OFFLINE ON ONLINE OPTION OR ORDER PCTFREE PRIOR PUBLIC RAW RENAME RESOURCE REVOKE ROW
  ROWID ROWNUM ROWS SELECT SESSION SET SHARE SIZE SMALLINT START SUCCESSFUL SYNONYM SYSDATE TABLE THEN TO
  TRIGGER UID UNION UNIQUE UPDATE USER VALIDATE VALUES VARCHAR VARCHAR2 VIEW WHENEVER WHERE WITH`)

/** Reserved words that stand for a value where an expression is read. */
const pseudoColumns = list('COLUMN_VALUE LEVEL ROWID ROWNUM SYSDATE UID USER')

/**
 * Words that cannot name anything in PL/SQL unless quoted ("PL/SQL Language Reference, PL/SQL Reserved
 * Words").
 */
const plsqlReserved = list(`
  ALL ALTER AND ANY AS ASC AT BEGIN BETWEEN BY CASE CHECK CLUSTER CLUSTERS COLAUTH COLUMNS COMPRESS CONNECT
  CRASH CREATE CURSOR DECLARE DEFAULT DESC DISTINCT DROP ELSE ELSIF END EXCEPTION EXCLUSIVE FETCH FOR FROM
  FUNCTION GOTO GRANT GROUP HAVING IDENTIFIED IF IN INDEX INDEXES INSERT INTERSECT INTO IS LIKE LOCK MINUS
  MODE NOCOMPRESS NOT NOWAIT NULL OF ON OPTION OR ORDER OVERLAPS PRAGMA PRIOR PROCEDURE PUBLIC RESOURCE
  REVOKE SELECT SHARE SIZE SQL START SUBTYPE TABAUTH TABLE THEN TO UNION UNIQUE UPDATE VALUES VIEW VIEWS WHEN
  WHERE WITH`)

/** SQL, PL/SQL, or SQL that stands inside PL/SQL. */
export type Dialect = 'SQL' | 'PL/SQL' | 'SQL in PL/SQL'

/** Whether an unquoted word cannot be a name. */
export const isReserved = (word: string, dialect: Dialect): boolean =>
  (dialect === 'PL/SQL' ? plsqlReserved : sqlReserved).has(word)

/** Whether an unquoted word cannot begin an expression as a name: pseudo-columns are reserved and may. */
export const isReservedInExpression = (word: string, dialect: Dialect): boolean =>
  isReserved(word, dialect) && !(dialect !== 'PL/SQL' && pseudoColumns.has(word))
