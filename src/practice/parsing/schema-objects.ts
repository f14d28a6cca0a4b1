/**
 * The words that CREATE, DROP and ALTER may be followed by in Oracle, whether the practice database has them or not.
 */

/** "SQL Language Reference, Types of SQL Statements", Data Definition Language Statements; with words in front of kinds. */
export const oracleObjects: readonly string[] = [
  ...['ANALYTIC', 'AND', 'ASSERTION', 'ATTRIBUTE', 'AUDIT', 'BITMAP', 'BLOCKCHAIN', 'CLUSTER', 'CONTEXT'],
  ...['CONTROLFILE', 'DATABASE', 'DIMENSION', 'DIRECTORY', 'DISKGROUP', 'DOMAIN', 'DUPLICATED', 'EDITION'],
  ...['EXTERNAL', 'FLASHBACK', 'FORCE', 'FUNCTION', 'GLOBAL', 'HIERARCHY', 'HYBRID', 'IMMUTABLE', 'INDEX'],
  ...['INDEXTYPE', 'INMEMORY', 'JAVA', 'JSON', 'LIBRARY', 'LOCKDOWN', 'LOGICAL', 'MATERIALIZED', 'MLE'],
  ...[
    'MULTIVALUE',
    'NO',
    'NOFORCE',
    'OPERATOR',
    'OUTLINE',
    'PACKAGE',
    'PFILE',
    'PLUGGABLE',
    'PMEM',
    'PRIVATE',
  ],
  ...['PROCEDURE', 'PROFILE', 'PROPERTY', 'PUBLIC', 'RESOURCE', 'RESTORE', 'ROLE', 'ROLLBACK', 'SCHEMA'],
  ...['SEQUENCE', 'SESSION', 'SHARDED', 'SHARING', 'SPFILE', 'SYNONYM', 'SYSTEM', 'TABLE', 'TABLESPACE'],
  ...['TRIGGER', 'TRUE', 'TYPE', 'UNDO', 'UNIQUE', 'USER', 'VECTOR', 'VIEW'],
]
