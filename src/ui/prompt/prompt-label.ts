/**
 * What stands before the text of the prompt: where it will run and how many tasks at once, or what is searched for. That
 * it will run in protected sessions is said first, in words, and is never cut off.
 */
import type { TargetMarks } from '../../core/target-marks.ts'
import { visible } from '../../core/visible.ts'
import type { Scene } from '../frame/scene.ts'
import { graphemes, truncate } from '../frame/text.ts'
import type { Search } from './editor-state.ts'
import type { Label } from './prompt-lines.ts'

/** Characters that are shown of what is searched, the last ones. */
const shownQuery = 20

/** The least that is shown of a target, in cells. */
const leastTarget = 12

export function promptLabel({ view: { editor, settings, marks }, size, theme }: Scene): Label {
  const { ellipsis } = theme.glyphs
  if (editor.search) return [['plain', visible(searchLabel(editor.search, ellipsis))]]
  const { target, cap } = settings
  const room = Math.max(leastTarget, Math.floor(size.columns / 3))
  return [
    ...protectedParts(marks),
    ['plain', cap === 0 ? '' : `cap ${cap} `],
    [marks?.colour ?? 'plain', truncate(target, room, ellipsis)],
    ['plain', '> '],
  ]
}

function protectedParts(marks: TargetMarks | undefined): Label {
  if (!marks || marks.protected === 0) return []
  const count = marks.protected < marks.sessions ? `${marks.protected} of ${marks.sessions} ` : ''
  return [
    ['alarm', ` ${count}PROTECTED `],
    ['plain', ' '],
  ]
}

function searchLabel({ query, isFailing }: Search, ellipsis: string): string {
  const characters = graphemes(query)
  const isLong = characters.length > shownQuery
  const shown = isLong ? ellipsis + characters.slice(-shownQuery).join('') : query
  return `${isFailing ? 'nothing more with' : 'search'} '${shown}'> `
}
