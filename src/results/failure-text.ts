/**
 * A failure in lines for people: its text, the line of the statement with a caret under the place, what to do, and where
 * Oracle tells more.
 */
import type { Failure } from '../core/failure.ts'
import { errorLink } from '../core/known-errors/find.ts'
import { offsetIn, placeIn } from '../core/statement-place.ts'
import { visible } from '../core/visible.ts'
import { adviceFor } from '../core/words.ts'
import { widthOf } from './text-width.ts'

/** @param statement the text that was sent, where it is known: without it the place is not shown */
export function failureLines(failure: Failure, statement?: string, width?: number): string[] {
  const advice = adviceFor(failure)
  return [
    ...visible(failure.message, { keepNewlines: true }).split('\n'),
    ...(statement === undefined ? [] : placeLines(statement, failure, width)),
    ...(advice === undefined ? [] : [advice]),
  ]
}

/** The same with a link to all that Oracle tells of it. */
export function errorLines(failure: Failure, statement?: string, width?: number): string[] {
  const link = errorLink(failure.oracle)
  return [...failureLines(failure, statement, width), ...(link === undefined ? [] : [link])]
}

/** What stands for a part of a line that there is no room for. */
const cut = '...'

function placeLines(statement: string, failure: Failure, width = Number.POSITIVE_INFINITY): string[] {
  const offset = offsetIn(statement, failure)
  const place = offset === undefined ? undefined : placeIn(statement, offset)
  if (place === undefined) return []
  const { line, text, column } = place
  const head = `line ${line}: `
  const before = visible(text.slice(0, column))
  const shown = visible(text)
  const room = width - head.length - 1
  if (widthOf(shown) <= room) return [head + shown, `${' '.repeat(head.length + widthOf(before))}^`]
  // A long line is shown around the place; a third of the room for what stands before it.
  const lead = lastCells(before, Math.max(0, Math.floor(room / 3)))
  const front = lead === before ? lead : cut + lead
  const behind = firstCells(visible(text.slice(column)), Math.max(1, room - widthOf(front) - cut.length))
  return [`${head}${front}${behind}${cut}`, `${' '.repeat(head.length + widthOf(front))}^`]
}

const firstCells = (text: string, cells: number): string => {
  let used = 0
  let end = 0
  for (const character of text) {
    used += widthOf(character)
    if (used > cells) break
    end += character.length
  }
  return text.slice(0, end)
}

const lastCells = (text: string, cells: number): string => {
  const characters = [...text]
  let used = 0
  let first = characters.length
  while (first > 0 && used + widthOf(characters[first - 1] ?? '') <= cells) {
    first--
    used += widthOf(characters[first] ?? '')
  }
  return characters.slice(first).join('')
}
