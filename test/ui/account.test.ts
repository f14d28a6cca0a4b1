import { expect, test } from 'vitest'
import { accountLines } from '../../src/ui/account.ts'
import { themeFor } from '../../src/ui/frame/theme.ts'
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
  expect(accountLines(log.state, ['1.1'], { width: 80, theme })).toEqual([
    'job 1  1 succeeded, 1 failed  update emp',
    '  1.2 in b: failed, ORA-00942: no such␛[31m table',
    'rolled back on leaving: the work of 1.1',
  ])
})

const where = { show: 'multisession show', journal: '/home/me/.local/state/saved.journal' }
const view = { width: 80, theme, where }

test('the account says where it is to be found, and what may still run on the server as which session', () => {
  const log = logOfEvents()
  log.add(
    { type: 'job queued', job: 7, plan: planOf({ count: 1, statement: 'begin wait; end;' }) },
    {
      ...{ type: 'task ended', task: '7.1' },
      ...endedWith({ outcome: 'unknown', fate: 'in doubt', mayStillRun: '12,345,@1' }),
    },
  )
  expect(accountLines(log.state, [], view)).toEqual([
    'job 7  1 unknown  begin wait; end;',
    '  7.1: unknown, in doubt',
    "may still run on the server: 7.1 as '12,345,@1'",
    'multisession show 7 finds it again; all is in',
    '  /home/me/.local/state/saved.journal',
  ])
})

test('tasks with the same error share a line, and only the first line of it stands there', () => {
  const log = logOfEvents()
  const error = (message: string) =>
    ({ outcome: 'failed', error: { code: 'statement failed', message } }) as const
  log.add({ type: 'job queued', job: 1, plan: planOf({ count: 3, statement: 'x' }) })
  log.add({ type: 'task ended', task: '1.1', ...endedWith(error('ORA-06550: line 1\nPLS-00201: x')) })
  log.add({ type: 'task ended', task: '1.2', ...endedWith(error('ORA-00942: no such table')) })
  log.add({ type: 'task ended', task: '1.3', ...endedWith(error('ORA-00942: no such table')) })
  expect(accountLines(log.state, [], { width: 80, theme })).toEqual([
    'job 1  3 failed  x',
    '  1.1: failed, ORA-06550: line 1',
    '  1.2 and 1 task alike: failed, ORA-00942: no such table',
  ])
})

test('jobs that were only looked at are no part of it, and where nothing ran there is none', () => {
  const log = logOfEvents()
  log.add({ type: 'job queued', job: 1, plan: planOf({ count: 1 }) })
  expect(accountLines(log.state, [], { ...view, since: 5_000 })).toEqual([])
})

test('jobs that are not kept any more are counted, and what of them may still run is named', () => {
  const log = logOfEvents()
  for (const job of [1, 2, 3]) {
    log.add({ type: 'job queued', job, plan: planOf({ statement: 'x' }) })
    const failed = { outcome: 'failed', mayStillRun: '12,345,@1' } as const
    log.add({ type: 'task ended', task: `${job}.1`, ...endedWith(job === 2 ? failed : {}) })
  }
  log.add({ type: 'job forgotten', job: 1 }, { type: 'job forgotten', job: 2 })
  expect(accountLines(log.state, [], { width: 80, theme })).toEqual([
    '2 jobs before, 1 of them not all succeeded',
    'job 3  1 succeeded  x',
    "may still run on the server: 2.1 as '12,345,@1'",
  ])
})

test.each([40, 80])(
  'a day of many jobs and failures is told in 15 lines of %d cells, the rest counted',
  (width) => {
    const log = logOfEvents()
    for (let job = 1; job <= 200; job++) {
      log.add({ type: 'job queued', job, plan: planOf({ count: 9 }) })
      for (let task = 1; task <= 9; task++) {
        const error = {
          code: 'statement failed',
          message: `ORA-${20_000 + task}: ${'no '.repeat(90)}`,
        } as const
        const end = endedWith({ outcome: 'failed', error, mayStillRun: `${task},${job},@1` })
        log.add({ type: 'task ended', task: `${job}.${task}`, ...end })
      }
    }
    const lines = accountLines(log.state, ['1.1', '1.2', '1.3', '1.4'], { ...view, width })
    expect(lines[0]).toMatch(/^19\d jobs before, 19\d of them not/)
    expect(lines).toHaveLength(15)
    expect(lines).toContain('  and 6 tasks with other errors')
    expect(lines.join('\n')).toMatch(
      /job 200 [\s\S]*rolled back[\s\S]*may still run[\s\S]*multisession show 200/,
    )
    expect(Math.max(...lines.slice(0, -2).map((line) => line.length))).toBeLessThanOrEqual(width)
  },
)
