import { expect, test } from 'vitest'
import type { SessionSpec } from '../../src/core/session.ts'
import { targetMarks } from '../../src/core/target-marks.ts'

const session = (name: string, own: Partial<SessionSpec> = {}): SessionSpec => ({
  name,
  login: { user: name, connectString: 'practice' },
  ...own,
})

const specs = [
  session('a', { colour: 'red', protected: true }),
  session('b', { colour: 'red' }),
  session('c', { colour: 'green' }),
  session('d'),
]
const known = {
  sessions: specs.map(({ name }) => name),
  groups: new Map([
    ['live', ['a', 'c', 'd']],
    ['plain', ['b', 'd']],
  ]),
}
const colours = new Map([['live', 'magenta']] as const)

test.each([
  ['a', { sessions: 1, protected: 1, colour: 'red' }],
  ['a:3', { sessions: 3, protected: 3, colour: 'red' }],
  ['a,b', { sessions: 2, protected: 1, colour: 'red' }],
  ['a,c', { sessions: 2, protected: 1 }],
  ['d', { sessions: 1, protected: 0, colour: 'magenta' }],
  ['live', { sessions: 3, protected: 1, colour: 'magenta' }],
  ['LIVE ', { sessions: 3, protected: 1, colour: 'magenta' }],
  ['plain', { sessions: 2, protected: 0 }],
  ['nobody', { sessions: 0, protected: 0 }],
])('the target %s has the marks %j', (target, marks) => {
  expect(targetMarks(target, known, specs, colours)).toEqual(marks)
})
