import { afterEach, describe, expect, test, vi } from 'vitest'
import { createHoldTeller, releaseQuestion } from '../../../src/ui/asking/held-jobs.ts'
import { endedWith, logOfEvents, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'
import { refusedWith, type Script } from '../scripted-connections.ts'
import { openShellBench, type ShellBench } from '../shell-bench.ts'

const sent: string[] = []

const script: Script = (statement) => {
  sent.push(statement)
  if (/nowhere/.test(statement)) throw refusedWith('ORA-00942: table or view does not exist')
  return { columns: ['NAME'], rows: [['KING'], ['SCOTT']] }
}

let bench: ShellBench | undefined

/** Three tasks, one a wave. */
function queueInWaves(tables: string): ShellBench {
  sent.length = 0
  bench = openShellBench(script, { waves: [{ tasks: 1 }] })
  bench.enter(`for t=${tables}`)
  bench.enter('select name from &t;')
  return bench
}

afterEach(async () => {
  bench?.shell.store.close()
  await bench?.engine.close()
})

describe('a job in waves', () => {
  test('says after the first what it gave and how to go on, and goes on when released', async () => {
    const { shows, enter } = queueInWaves('emp,dept,bonus')
    await shows(/job 1 is held: release 1 or cancel 1; wave 1 of 3: 1 task: succeeded, 2 rows/)
    await shows(/held for wave 1, 2 waiting, 1 of 3 ended/)
    expect(sent).toEqual(['select name from emp'])
    enter('release 1')
    await shows(/released: job 1; confirmed: what wave 1 of job 1 gave/)
    await shows(/3 succeeded/)
  })

  test('is held again where a table is missing; Ctrl-O asks, and only y goes on', async () => {
    const { shows, enter, press, type, screen } = queueInWaves('emp,nowhere,dept')
    await shows(/job 1 is held/)
    enter('release 1')
    await shows(/job 1 is held: release 1 or cancel 1; wave 2 of 3/)
    await shows(
      /held: wave 2 of 3: not as confirmed: 1\.2 nowhere: failed, 0 rows, ORA-00942 \(expected: succeeded, 2\s+rows\)/,
    )
    press('ctrl-o')
    await shows(/release job 1 \(y\/N\)\? wave 2 of 3/)
    press('enter')
    expect(screen()).not.toMatch(/\(y\/N\)/)
    expect(sent).toHaveLength(2)
    press('ctrl-o')
    type('y')
    await shows(/job 1 goes on/)
    await vi.waitFor(() => expect(sent).toHaveLength(3))
  })

  test('runs nothing more when it is cancelled instead', async () => {
    const { shows, enter } = queueInWaves('emp,dept,bonus')
    await shows(/job 1 is held/)
    enter('cancel 1')
    await shows(/1 succeeded, 2 skipped/)
    expect(sent).toHaveLength(1)
  })

  test('is what the head line says, beside the halt', async () => {
    const { enter, shows } = queueInWaves('emp,dept')
    enter('halt soon,fail=1')
    await shows(/cap 3 {2}halt soon,fail=1 {2}serial 1/)
  })
})

test('Ctrl-O says so when no job is held', async () => {
  bench = openShellBench(script)
  bench.press('ctrl-o')
  await bench.shows(/no job is held/)
})

test('a question that asks about a hold by hand is withdrawn when a wave ends: who answers has not seen that', () => {
  const log = logOfEvents()
  const tell = createHoldTeller()
  log.add(
    ...openSessions(['a']),
    { type: 'job queued', job: 1, plan: planOf({ sessions: ['a'], count: 2, waves: [{ tasks: 1 }] }) },
    { type: 'task started', task: '1.1', session: 'a' },
    { type: 'job held', job: 1, reason: 'by hand' },
  )
  const question = releaseQuestion(log.state, { job: 1 })
  expect(question?.text).toBe('release job 1 (y/N)? by hand')
  expect(tell(log.state)).toBeUndefined()
  log.add(
    { type: 'task ended', task: '1.1', ...endedWith({}) },
    { type: 'wave ended', job: 1, wave: 1, signature: [] },
    { type: 'job held', job: 1, wave: 1, reason: 'wave 1 of 2: ...' },
  )
  const hold = tell(log.state)
  expect(hold?.isOvertaken(question)).toBe(true)
  expect(hold?.isOvertaken(undefined)).toBe(false)
  // Once is enough.
  expect(tell(log.state)).toBeUndefined()
})
