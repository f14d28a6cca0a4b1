/**
 * What stands before the text of the prompt: where it will run, or what is searched for.
 */
import { visible } from '../core/visible.ts'
import type { Label } from './prompt-lines.ts'
import type { Scene } from './scene.ts'
import { graphemes } from './text.ts'
import type { Search } from './typed-before.ts'

/** Characters that are shown of what is searched, the last ones. */
const shownQuery = 20

export const promptLabel = ({ view: { editor, settings }, theme }: Scene): Label => [
  [
    'plain',
    visible(editor.search ? searchLabel(editor.search, theme.glyphs.ellipsis) : `${settings.target}> `),
  ],
]

function searchLabel({ query, isFailing }: Search, ellipsis: string): string {
  const characters = graphemes(query)
  const isLong = characters.length > shownQuery
  const shown = isLong ? ellipsis + characters.slice(-shownQuery).join('') : query
  return `${isFailing ? 'nothing more with' : 'search'} '${shown}'> `
}
