/**
 * The text of a view with every star of a select list written out, as Oracle keeps it: columns that a table gets later
 * are none of the view's.
 */
import type { SelectItem } from '../../parsing/ast/query.ts'
import { tokenize } from '../../parsing/lexer.ts'
import type { Column } from '../../values/value.ts'

/** A star and the columns it stands for. */
export interface ExpandedStar {
  readonly star: SelectItem
  readonly columns: readonly Column[]
}

/** `textAt` is where the text began in the statement that the stars' places count in. */
export const expandStars = (text: string, textAt: number, stars: readonly ExpandedStar[]): string => {
  const tokens = tokenize(text)
  const places = new Map(stars.map(({ star, columns }) => [star.at - textAt, columns]))
  let expanded = ''
  let end = 0
  for (const [at, columns] of [...places].sort(([left], [right]) => left - right)) {
    const star = tokens.find((token) => token.at >= at && token.kind === 'symbol' && token.text === '*')
    if (star === undefined) throw new Error('a star that does not stand in its text')
    const qualifier = text.slice(at, star.at)
    expanded += text.slice(end, at)
    expanded += columns.map(({ name }) => `${qualifier}"${name}"`).join(',')
    end = star.end
  }
  return expanded + text.slice(end)
}
