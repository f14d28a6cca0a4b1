/** The line above a view: what it is, how it stands, and on a wide terminal the keys of the others. */
import { visible } from '../../core/visible.ts'
import { widthOf } from '../../results/text-width.ts'
import type { Scene } from '../frame/scene.ts'
import { fit } from '../frame/text.ts'
import { listOf } from './live-view.ts'
import { viewKeys } from './view-keys.ts'

/** Cells that are left to a title, at least, where the keys of other views stand beside it. */
const leastTitle = 50

/** `── sessions: 12 of 1,000, by time ── filter phase:failed ────`. */
export function titleLine(title: string, words: readonly string[], { view, size, theme }: Scene): string {
  const { rule, ellipsis } = theme.glyphs
  const { columns } = size
  const list = listOf(view.live)
  const filter = list === undefined ? '' : view.live.stands[list].filter
  const typed = view.live.isFiltering ? `${filter}_` : filter
  const said = typed === '' ? '' : ` filter ${visible(typed)} ${rule.repeat(2)}`
  const left = `${rule.repeat(2)} ${visible([`${title}:`, words.join(', ')].join(' '))} ${rule.repeat(2)}${said}`
  const keys = ` ${viewKeys.map(({ key, name }) => `${key} ${name}`).join('  ')} ${rule.repeat(2)}`
  const right = columns - widthOf(keys) >= Math.max(leastTitle, widthOf(left)) ? keys : ''
  const room = columns - widthOf(right)
  const line = fit(left + rule.repeat(Math.max(0, room - widthOf(left))), room, ellipsis) + right
  return theme.paint(view.live.isFiltering ? 'strong' : 'faint', fit(line, columns, ''))
}
