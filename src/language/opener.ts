/**
 * What the first words of a statement say about its end: SQL ends at a semicolon, a PL/SQL unit holds semicolons of
 * its own and ends only at a lone slash. Begin and end are never counted.
 */
import { codeTokens, isSign, isWord, type Token } from './lexer.ts'

/**
 * - `sql`: ends at `;`, which is not sent.
 * - `unit`: PL/SQL; ends at a lone `/`, keeps its last `;`.
 * - `sql with unit`: a query with PL/SQL functions of its own; ends at a lone `/`, its last `;` is not sent.
 * - `foreign`: Java or JavaScript, whose quotes and comments are not Oracle's; ends at a lone `/`.
 */
export type Form = 'sql' | 'unit' | 'sql with unit' | 'foreign'

/** Words that may stand between CREATE and the type of the object (SQL Language Reference, CREATE statements). */
const createModifiers = [
  ...['or', 'replace', 'editionable', 'noneditionable', 'editioning', 'and', 'resolve', 'compile'],
  ...[
    'no',
    'force',
    'noforce',
    'public',
    'global',
    'private',
    'temporary',
    'materialized',
    'unique',
    'bitmap',
  ],
]

/** As many tokens as tell: `create or replace and compile noforce java source`. */
const openingLength = 8

/** The form of the statement that begins at an offset. */
export function formOf(text: string, from = 0): Form {
  const opening = codeTokens(text, openingLength, from)
  const first = opening[0]
  if (isWord(first, 'declare', 'begin') || isSign(first, '<<')) return 'unit'
  if (isWord(first, 'with')) return opensFunctionInQuery(opening) ? 'sql with unit' : 'sql'
  const [object, next] = createdObject(opening)
  if (isWord(object, 'procedure', 'function', 'package', 'trigger', 'type', 'library')) return 'unit'
  if (isWord(object, 'java') || (isWord(object, 'mle') && isWord(next, 'module'))) return 'foreign'
  return 'sql'
}

/** Java or JavaScript stored by the database: signs in it do not mean what they mean in SQL. */
export const isForeign = (text: string): boolean => formOf(text) === 'foreign'

/** The token that names the type of the object that is created, and the one after it; none for other statements. */
function createdObject(opening: readonly Token[]): readonly Token[] {
  if (!isWord(opening[0], 'create')) return []
  const rest = opening.slice(1)
  return rest.slice(rest.findIndex((token) => !isWord(token, ...createModifiers)))
}

/** `with function f` and `with procedure p`, but no common table expression of that name: `with function as (`. */
export function opensFunctionInQuery([first, second, third]: readonly Token[]): boolean {
  return (
    isWord(first, 'with') &&
    isWord(second, 'function', 'procedure') &&
    ((third?.type === 'word' && !isWord(third, 'as')) || third?.type === 'quoted name')
  )
}
