/**
 * What is wrong with a statement that does not parse: Oracle's numbers and texts for SQL, and the form PL/SQL
 * gives them.
 */
import { OracleError } from '../error.ts'

/** Texts of "Database Error Messages" by number. */
const texts = {
  26: 'missing or invalid session ID',
  900: 'invalid SQL statement',
  901: 'invalid CREATE command',
  902: 'invalid datatype',
  903: 'invalid table name',
  904: ': invalid identifier',
  905: 'missing keyword',
  906: 'missing left parenthesis',
  907: 'missing right parenthesis',
  908: 'missing NULL keyword',
  910: 'specified length too long for its datatype',
  911: 'invalid character',
  917: 'missing comma',
  920: 'invalid relational operator',
  922: 'missing or invalid option',
  923: 'FROM keyword not found where expected',
  924: 'missing BY keyword',
  925: 'missing INTO keyword',
  926: 'missing VALUES keyword',
  927: 'missing equal sign',
  928: 'missing SELECT keyword',
  933: 'SQL command not properly ended',
  936: 'missing expression',
  938: 'not enough arguments for function',
  950: 'invalid DROP option',
  953: 'missing or invalid index name',
  968: 'missing INDEX keyword',
  969: 'missing ON keyword',
  971: 'missing SET keyword',
  987: 'missing or invalid username(s)',
  988: 'missing or invalid password(s)',
  990: 'missing or invalid privilege',
  995: 'missing or invalid synonym identifier',
  1723: 'zero-length columns are not allowed',
  1727: 'numeric precision specifier is out of range (1 to 38)',
  1728: 'numeric scale specifier is out of range (-84 to 127)',
  1735: 'invalid ALTER TABLE option',
  1737: 'valid modes: [ROW] SHARE, [[SHARE] ROW] EXCLUSIVE, SHARE UPDATE',
  1744: 'inappropriate INTO',
  1795: 'maximum number of expressions in a list is 1000',
  1935: 'missing user or role name',
  2065: 'illegal option for ALTER SYSTEM',
  2248: 'invalid option for ALTER SESSION',
  2253: 'constraint specification not allowed here',
  2260: 'table can have only one primary key',
  2376: 'invalid or redundant resource',
  2377: 'invalid profile limit ',
  3290: 'Invalid truncate command - missing CLUSTER or TABLE keyword',
  3291: 'Invalid truncate option - missing STORAGE keyword',
  12987: 'cannot combine drop column with other operations',
  30088: 'datetime/interval precision is out of range',
  30929: 'ORDER SIBLINGS BY clause not allowed here',
} as const

export type SyntaxErrorNumber = keyof typeof texts

export const syntaxError = (number: SyntaxErrorNumber, at: number): OracleError =>
  new OracleError(number, texts[number], at)

/** A PL/SQL compile error; `at` is the character offset in the text that was parsed. */
export class CompileError extends Error {
  readonly at: number

  /** `message` begins with `PLS-nnnnn: ` or `PL/SQL: ORA-nnnnn: `. */
  constructor(message: string, at: number) {
    super(message)
    this.name = 'CompileError'
    this.at = at
  }

  /** An error in SQL that stands inside PL/SQL. */
  static ofSql(number: SyntaxErrorNumber, at: number): CompileError {
    return new CompileError(`PL/SQL: ${syntaxError(number, at).message}`, at)
  }
}

/** Line and column of a character offset, both from 1. */
export function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at)
  const lastBreak = before.lastIndexOf('\n')
  return { line: before.split('\n').length, column: at - lastBreak }
}

/** What SQL says of a call of PL/SQL that does not compile: the number without its zeros. */
export const callError = ({ message, at }: CompileError): OracleError => {
  const reason = message.replace(/^PLS-0*/, 'PLS-')
  return reason.startsWith('PLS-382:')
    ? new OracleError(6552, `PL/SQL: Statement ignored\nORA-06553: ${reason}`, at)
    : new OracleError(6553, reason, at)
}

/** The error an anonymous block is answered with when it does not compile. */
export function blockError(sql: string, error: CompileError): OracleError {
  const { line, column } = placeOf(sql, error.at)
  return new OracleError(6550, `line ${line}, column ${column}:\n${error.message}`, error.at)
}
