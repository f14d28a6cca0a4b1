import { describe, expect, test } from 'vitest'
import { readArguments } from '../../src/cli/arguments.ts'
import { planRun } from '../../src/cli/run-plan.ts'
import { isGiven } from '../../src/core/parameter-source.ts'

function plan(text: string, ...argv: string[]) {
  const wish = readArguments(['run', text, ...argv], '1', 80)
  if (wish.type !== 'run') throw new Error('no run')
  const { request } = wish
  return planRun({ ...request, parameters: request.parameters.filter(isGiven) }, text)
}

describe('the plan of a run', () => {
  test('logs numbered sessions in as the one they are like, whatever the case of its name', () => {
    const { sessions } = plan('select &n from dual', '--practice', '--on', 'SCOTT:2', '--any', '--for', 'n=1')
    expect(sessions).toEqual([
      { name: 'scott#1', login: { user: 'scott', connectString: 'practice' } },
      { name: 'scott#2', login: { user: 'scott', connectString: 'practice' } },
    ])
  })

  test.each([
    ['tables keep 1,000 rows and 16 MB', [], { rows: 1000, bytes: 16 * 1024 * 1024 }, 'keep'],
    [
      'tables keep as many rows as they are told',
      ['--row-limit', '5'],
      { rows: 5, bytes: undefined },
      'keep',
    ],
    ['0 is no limit', ['--row-limit', '0'], { rows: undefined, bytes: undefined }, 'keep'],
    ['csv passes all rows on', ['--format', 'csv'], { rows: undefined, bytes: undefined }, 'pass'],
    [
      'jsonl has a limit when asked',
      ['--format', 'jsonl', '--row-limit', '7'],
      { rows: 7, bytes: undefined },
      'pass',
    ],
  ])('%s', (_, argv, limits, results) => {
    const { plan: job } = plan('select 1 from dual', '--practice', '--on', 'a', ...argv)
    expect(job).toMatchObject({ limits, results })
  })

  test.each([
    ['30s', { milliseconds: 30_000 }],
    ['5m', { milliseconds: 300_000 }],
    ['200%', { percent: 200 }],
  ])('limits the time of each task to %s', (text, timeout) => {
    expect(plan('select 1 from dual', '--practice', '--on', 'a', '--timeout', text).plan.timeout).toEqual(
      timeout,
    )
  })

  test('commits only when told to, and stops rather than wait for itself', () => {
    const practice = ['--practice', '--on', 'a']
    expect(plan('delete emp', ...practice).plan).toMatchObject({ commit: false, whenSelfBlocked: 'stop' })
    expect(plan('delete emp', ...practice, '--rollback').plan.commit).toBe(false)
    expect(plan('delete emp', ...practice, '--commit').plan.commit).toBe(true)
  })
})
