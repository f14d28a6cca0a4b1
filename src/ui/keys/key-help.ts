/**
 * The keys of where the user is, as text.
 */

import type { Place } from '../view.ts'
import { bindingsIn } from './key-table.ts'

const headings: Readonly<Record<Place, string>> = {
  question: 'While a question is asked',
  number: 'While a number is asked for',
  password: 'While a password is asked for',
  filter: 'While a filter is typed',
  list: 'In a view (after Tab)',
  grid: 'In the rows (with an empty prompt, or after Tab)',
  reading: 'In a text (after Tab)',
  page: 'In a text',
  search: 'While what was typed before is searched',
  typing: 'While something is typed',
  popup: 'While a list of what may stand there is shown',
  chosen: 'When one of the list is chosen',
  prompt: 'In the prompt',
  anywhere: 'Everywhere',
}

export function keyHelp(places: readonly Place[]): string[] {
  return places.flatMap((place) => {
    const bindings = bindingsIn([place])
    return [headings[place], ...bindings.map(({ shown, summary }) => `  ${shown.padEnd(13)} ${summary}`), '']
  })
}
