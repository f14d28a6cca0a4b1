import { expect, test } from 'vitest'
import { accountLines } from '../../src/ui/account.ts'
import { themeFor } from '../../src/ui/theme.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

const theme = themeFor({ LANG: 'C.UTF-8' }, 'linux')

test('the account names the jobs, what did not succeed and why, and what was rolled back', () => {
  const log = logOfEvents()
  const error = { code: 'statement failed', message: 'ORA-00942: no such\u001b[31m table' } as const
  log.add(
    ...openSessions(['a', 'b']),
    {
      type: 'job queued',
      job: 1,
      plan: planOf({ sessions: ['a', 'b'], count: 2, statement: 'update\n  emp' }),
    },
    { type: 'task started', task: '1.1', session: 'a' },
    { type: 'task ended', task: '1.1', ...endedWith({ fate: 'pending' }) },
    { type: 'task started', task: '1.2', session: 'b' },
    { type: 'task ended', task: '1.2', ...endedWith({ outcome: 'failed', error }) },
    { type: 'work settled', session: 'a', tasks: ['1.1'], fate: 'rolled back' },
  )
  expect(accountLines(log.state, ['1.1'], 80, theme)).toEqual([
    'job 1  1 succeeded, 1 failed  update emp',
    '  1.2 in b: failed, ORA-00942: no such␛[31m table',
    'rolled back on leaving: the work of 1.1',
  ])
})

test('a day of many jobs and failures still leaves a short account', () => {
  const log = logOfEvents()
  for (let job = 1; job <= 200; job++) {
    log.add({ type: 'job queued', job, plan: planOf({ count: 9 }) })
    for (let task = 1; task <= 9; task++) {
      log.add({ type: 'task ended', task: `${job}.${task}`, ...endedWith({ outcome: 'cancelled' }) })
    }
  }
  const lines = accountLines(log.state, [], 40, theme)
  expect(lines[0]).toBe('190 jobs before')
  expect(lines.length).toBeLessThan(80)
  expect(lines).toContain('  and 4 more')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40)
})
