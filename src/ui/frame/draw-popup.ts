/**
 * The list of what could stand at the cursor, laid over the lines above the prompt, or below it where there is more room.
 * It never covers what is typed, nor more than it needs of the rest.
 */
import { visible } from '../../core/visible.ts'
import { widthOf } from '../../results/text-width.ts'
import type { Candidate, Popup } from '../prompt/popup.ts'
import { overlay } from './overlay.ts'
import type { Scene } from './scene.ts'
import { fit, truncate } from './text.ts'

/** Where the prompt stands: its first line and their number, and the cell of the cursor. */
export interface PromptPosition {
  readonly top: number
  readonly height: number
  readonly x: number
}

/** Lines of the list, a last one that counts the rest included. */
const mostLines = 8

/** The most that is shown of a name, in cells. */
const widestName = 40

/** The lines of the screen with the list over them. */
export function withPopup(
  lines: readonly string[],
  { view: { popup, editor }, size: { columns }, theme }: Scene,
  prompt: PromptPosition,
): readonly string[] {
  if (!popup) return lines
  const below = lines.length - prompt.top - prompt.height
  const isAbove = prompt.top >= below
  const height = Math.min(mostLines, popup.shown.length, isAbove ? prompt.top : below)
  if (height < 1 || columns < 12) return lines
  const drawn = drawList(popup, height, columns - 1, { theme })
  const typed = widthOf(visible(editor.text.slice(popup.from, editor.cursor)))
  // The names stand above the word: an edge and a sign are before them.
  const x = Math.max(0, Math.min(prompt.x - typed - 3, columns - drawn.width))
  const first = isAbove ? prompt.top - height : prompt.top + prompt.height
  return lines.map((line, index) => {
    const own = drawn.lines[index - first]
    return own === undefined ? line : overlay(line, x, drawn.width, own)
  })
}

function drawList(
  { shown, chosen }: Popup,
  height: number,
  room: number,
  { theme }: Pick<Scene, 'theme'>,
): { readonly lines: readonly string[]; readonly width: number } {
  const { edge, pointer, ellipsis } = theme.glyphs
  const isCut = shown.length > height
  const count = isCut ? Math.max(1, height - 1) : height
  const top = Math.max(0, Math.min((chosen ?? 0) - Math.floor(count / 2), shown.length - count))
  const seen = shown.slice(top, top + count)
  const rest = isCut && height > 1 ? [`${shown.length - count} more ${ellipsis}`] : []
  const nameWidth = Math.min(widestName, Math.max(...seen.map(({ text }) => widthOf(visible(text)))))
  const lead = widthOf(edge) + 2
  const hintRoom = Math.max(0, room - lead - nameWidth - 3)
  const hintWidth = Math.min(hintRoom, Math.max(0, ...[...seen.map(({ hint }) => widthOf(visible(hint)))]))
  const width = Math.min(room, lead + nameWidth + (hintWidth > 0 ? hintWidth + 2 : 0) + 1)
  const rowOf = ({ text, hint }: Candidate, index: number): string => {
    const isChosen = top + index === chosen
    const name = `${edge}${isChosen ? pointer : ' '} ${fit(text, Math.min(nameWidth, room - lead), ellipsis)}`
    const used = widthOf(name)
    const told = fit(hintWidth > 0 ? `  ${truncate(hint, hintWidth, ellipsis)}` : '', width - used, '')
    return isChosen ? theme.paint('chosen', name + told) : name + theme.paint('faint', told)
  }
  const more = rest.map((text) => theme.paint('faint', fit(`${edge}  ${text}`, width, '')))
  return { lines: [...seen.map(rowOf), ...more], width }
}
