import { expect, test } from 'vitest'
import type { CommandContext } from '../../../src/commands/command.ts'
import { commandGroups, commands } from '../../../src/commands/commands.ts'
import { emptyState } from '../../../src/core/state.ts'
import { promptPlace } from '../../../src/ui/prompt/prompt-place.ts'

const context = (): CommandContext => ({
  state: emptyState(),
  settings: { target: 'a', mode: 'each', cap: 0, parameters: [], commit: false, next: {} },
  known: { sessions: ['a', 'b'], groups: new Map() },
  ...{ selected: undefined, groups: commandGroups, now: 0, isPractice: false },
})

function told(marked: string): string {
  const cursor = marked.indexOf('|')
  const place = promptPlace(marked.replace('|', ''), cursor, commands, context)
  if (!place) return 'nothing'
  const at = `${place.from} ${place.typed}`.trim()
  if (place.knows === 'place') return `${at}: ${place.place.on}`
  return `${at}: ${place.candidates.slice(0, 2).map(({ text }) => text)}`
}

test.each([
  ['|', '0: on,each'],
  ['au|', '0 au: on,each'],
  ['autocommit |', '11: on,off'],
  ['autocommit o|', '11 o: on,off'],
  ['on a,|', '5: a,b'],
  ['cap 3\non |', '9: a,b'],
  ['select 1 from dual;\non |', '23: a,b'],
  ['select *\non |', '12: column'],
  ['select * from |', '14: table'],
  ['cap 3\nselect * from em|', '20 em: table'],
  ['select on |', '10: column'],
  ['rollback to |', 'nothing'],
  ['quit |', 'nothing'],
])('the prompt %j offers what belongs there', (marked, expected) => {
  expect(told(marked)).toBe(expected)
})
