import { expect, test } from 'vitest'
import { refuseChangedParameters } from '../../src/core/changed-input.ts'
import type { ParameterTable } from '../../src/core/parameters.ts'
import { planJob } from '../../src/core/plan.ts'
import { newJob } from '../../src/core/state.ts'

const then: ParameterTable = {
  names: ['SCHEMA', 'N'],
  rows: [
    ['A', '1'],
    ['B', '2'],
  ],
}

function refusal(given: ParameterTable, mode: 'each' | 'any' = 'any'): string | undefined {
  const plan = planJob(
    {
      ...{
        text: 'select :n from &schema..t',
        target: 'a,b',
        mode,
        cap: 0,
        commit: false,
        parameters: [then],
      },
      ...{ limits: { rows: 1, bytes: 1 }, results: 'keep', whenSelfBlocked: 'stop', settlesOthers: false },
    },
    { sessions: ['a', 'b'], groups: new Map() },
  )
  try {
    refuseChangedParameters(newJob(3, plan, 0), [given])
    return undefined
  } catch (error) {
    return String(error)
  }
}

test.each(['each', 'any'] as const)(
  'rows as they were are taken, in mode %s, whatever the order of columns',
  (mode) => {
    expect(refusal(then, mode)).toBeUndefined()
    expect(
      refusal(
        {
          names: ['N', 'SCHEMA'],
          rows: [
            ['1', 'A'],
            ['2', 'B'],
          ],
        },
        mode,
      ),
    ).toBeUndefined()
  },
)

test.each<[string, string[][], string]>([
  [
    'changed',
    [
      ['A', '1'],
      ['B', '3'],
    ],
    'row 2: it was schema=B n=2, now it is schema=B n=3',
  ],
  ['taken away', [['A', '1']], 'row 2: it was schema=B n=2, now it is not there'],
  [
    'added',
    [
      ['A', '1'],
      ['B', '2'],
      ['C', ''],
    ],
    'row 3: it was not there, now it is schema=C n=""',
  ],
  [
    'put first',
    [
      ['C', '0'],
      ['A', '1'],
      ['B', '2'],
    ],
    'row 1: it was schema=A n=1, now it is schema=C n=0',
  ],
])('a row that was %s is refused, with the first difference', (_, rows, message) => {
  expect(refusal({ names: then.names, rows })).toContain(
    `job 3 has other parameters; the first difference is in ${message}`,
  )
})

test('a column that was added is refused, though the rows are the same', () => {
  const wider = { names: ['SCHEMA', 'N', 'M'], rows: then.rows.map((row) => [...row, 'x']) }
  expect(refusal(wider)).toContain('row 1: it was schema=A n=1, now it is schema=A n=1 m=x')
})
