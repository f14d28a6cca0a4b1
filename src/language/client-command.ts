/**
 * Tells SQL*Plus commands, which a client carries out and which end with their line, from statements for the server.
 */

/** Words and abbreviations that open a command (SQL*Plus User's Guide, SQL*Plus Command Summary). */
const commandWords = new Set([
  ...['accept', 'append', 'archive', 'attribute', 'break', 'btitle', 'change', 'clear', 'col', 'column'],
  ...['compute', 'conn', 'connect', 'copy', 'def', 'define', 'del', 'desc', 'describe', 'disc', 'disconnect'],
  ...[
    'ed',
    'edit',
    'exec',
    'execute',
    'exit',
    'get',
    'help',
    'history',
    'ho',
    'host',
    'input',
    'list',
    'passw',
  ],
  ...['password', 'pause', 'ping', 'print', 'pro', 'prompt', 'quit', 'recover', 'rem', 'remark', 'repfooter'],
  ...[
    'repheader',
    'run',
    'save',
    'set',
    'sho',
    'show',
    'shutdown',
    'spo',
    'spool',
    'sta',
    'start',
    'startup',
  ],
  ...['store', 'timing', 'ttitle', 'undef', 'undefine', 'var', 'variable', 'whenever', 'xquery'],
])

/** SET of the database, not of SQL*Plus. */
const serverSet = /^set\s+(?:role|transaction|constraints?)\b/i

/**
 * The command word, in lower case, when a line opens a SQL*Plus command: `set`, `@`, `prompt`; undefined when it
 * does not. `set role`, `set transaction` and `set constraints` are statements.
 */
export function clientCommand(line: string): string | undefined {
  const text = line.trimStart()
  if (/^[@!]/.test(text)) return /^(?:@@|@|!)/.exec(text)?.[0]
  const word = /^[a-z]+(?![\w$#.])/i.exec(text)?.[0].toLowerCase()
  if (word === undefined || !commandWords.has(word) || serverSet.test(text)) return undefined
  return word
}
