/**
 * Tells SQL*Plus commands, which a client carries out and which end with their line, from statements for the server.
 */
import { codeTokens, isWord } from './lexer.ts'

/** Words and abbreviations that open a command (SQL*Plus User's Guide, SQL*Plus Command Summary). */
const commandWords = new Set(
  `accept append archive attribute break btitle change clear col column compute conn connect copy def define del desc
  describe disc disconnect ed edit exec execute exit get help history ho host input list passw password pause ping print
  pro prompt quit recover rem remark repfooter repheader run save set sho show shutdown spo spool sta start startup store
  timing ttitle undef undefine var variable whenever xquery`.split(/\s+/),
)

/**
 * The command word, in lower case, when a SQL*Plus command begins at an offset: `set`, `@`, `prompt`; undefined when
 * none does. `set role`, `set transaction` and `set constraints` are statements.
 */
export function clientCommand(text: string, from = 0): string | undefined {
  const [first, second] = codeTokens(text, 2, from)
  if (first?.type === 'operator') return /^[@!]$/.test(first.text) ? first.text : undefined
  if (first?.type !== 'word') return undefined
  const word = first.text.toLowerCase()
  const isForServer = word === 'set' && isWord(second, 'role', 'transaction', 'constraint', 'constraints')
  return commandWords.has(word) && !isForServer ? word : undefined
}
