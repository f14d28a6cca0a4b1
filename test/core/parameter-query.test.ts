import { describe, expect, test } from 'vitest'
import type { AnswerRow } from '../../src/core/answer.ts'
import type { TaskEnd } from '../../src/core/event.ts'
import { planQuery, tableOfAnswer } from '../../src/core/parameter-query.ts'
import type { ParameterQuery } from '../../src/core/parameter-source.ts'
import type { TaskState } from '../../src/core/state.ts'

const query: ParameterQuery = {
  ...{ from: 'query', names: ['A', 'B'], session: 'scott' },
  statement: 'select x, y from t',
}

const known = { sessions: ['scott', 'hr'], groups: new Map([['prod', ['scott', 'hr']]]) }

describe('a query for parameters', () => {
  test('is a job of one task in its session, which keeps a million rows and no journal of them', () => {
    expect(planQuery({ ...query, session: 'SCOTT' }, known)).toMatchObject({
      ...{ statement: 'select x, y from t', kind: 'query', sessions: ['scott'], results: 'hold' },
      ...{ commit: false, limits: { rows: 1_000_000, bytes: undefined } },
      tasks: [{ number: 1, session: 'scott' }],
    })
  })

  test.each([
    [{ session: 'prod' }, 'the query for a, b runs in one session, and "prod" is 2'],
    [{ session: 'scot' }, 'did you mean "scott"?'],
    [{ statement: 'select x, :y from t' }, 'no value for :y'],
  ])('%j is refused', (part, message) => {
    expect(() => planQuery({ ...query, ...part }, known)).toThrow(message)
  })
})

/** An ended task with an answer of so many columns, and the way to its rows. */
const answered = (rows: readonly AnswerRow[], end: Partial<TaskEnd> = {}, columns = ['X', 'Y']) =>
  tableOfAnswer(
    query,
    {
      ...{ id: '1.1', job: 1, outputCount: 0 },
      plan: { number: 1, parameters: {}, statement: '', binds: {} },
      phase: {
        ...{ name: 'ended', at: 0 },
        end: { outcome: 'succeeded', fate: 'none', rows: rows.length, isCut: false, ...end },
      },
      results: [{ columns: columns.map((name) => ({ name, type: 'VARCHAR2' })), count: rows.length }],
    } satisfies TaskState,
    async (offset, count) => ({
      rows: rows.slice(offset, offset + count),
      isComplete: offset + count >= rows.length,
    }),
  )

describe('its answer', () => {
  test('becomes rows under the names that were given, and null the empty text', async () => {
    const rows = [
      ['1', null],
      ['0.1', 'x'],
    ]
    expect(await answered(rows)).toEqual({
      names: ['A', 'B'],
      rows: [
        ['1', ''],
        ['0.1', 'x'],
      ],
    })
  })

  test('is read to its end, however many windows that takes', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => [String(index), 'x'])
    expect((await answered(rows)).rows).toEqual(rows)
  })

  test.each<[string, AnswerRow[], Partial<TaskEnd>, string[], string]>([
    ['without a row', [], {}, ['X', 'Y'], 'the query for a, b in scott gives no row'],
    ['of other columns', [['1']], {}, ['X'], 'gives 1 column for 2 names'],
    ['that was cut', [['1', '2']], { isCut: true }, ['X', 'Y'], 'gives more than 1000000 rows'],
    ['that never came', [], { outcome: 'skipped' }, [], 'was not answered: skipped'],
    [
      ...(['of an error', []] as [string, AnswerRow[]]),
      { outcome: 'failed', error: { code: 'statement failed', message: 'ORA-00942: no' } },
      ...([[], 'the query for a, b in scott: ORA-00942: no'] as [string[], string]),
    ],
  ])('%s is refused', async (_, rows, end, columns, message) => {
    await expect(answered(rows, end, columns)).rejects.toThrow(message)
  })
})
