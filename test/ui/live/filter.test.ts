import { expect, test } from 'vitest'
import { readFilter } from '../../../src/ui/live/filter.ts'

const row = {
  name: '1.3 schema=HR in scott#2',
  phase: 'failed',
  error: 'ORA-00942: no such table',
  text: () => 'rolled back',
}

test.each([
  ['phase:failed', true],
  ['phase:fail', true],
  ['phase:running', false],
  ['name:hr', true],
  ['name:ora', false],
  ['error:ora-00942', true],
  ['text:rolled', true],
  ['scott#2', true],
  ['ROLLED', true],
  ['hr failed', true],
  ['hr running', false],
  ['!phase:failed', false],
  ['!phase:running hr', true],
  ['phase:', true],
])('the filter "%s" on a failed task: %s', (written, expected) => {
  expect(readFilter(written)?.(row)).toBe(expected)
})

test.each(['', '  ', '!'])('the filter "%s" keeps nothing out', (written) => {
  expect(readFilter(written)).toBeUndefined()
})
