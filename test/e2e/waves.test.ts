/** Halts and waves from the arguments to the exit code, on the practice database: with pipes, and at a terminal. */
import { describe, expect, test, vi } from 'vitest'
import { newHome } from '../helpers/home.ts'
import { runToEnd, startAtTerminal } from './program-process.ts'

const everySchema = ['--practice', '--on', 'a,b,c,d,e,f,g']
const emp = ['run', 'select ename from emp', ...everySchema, '--serial', '1,5,20%']

describe('a run in waves without a terminal', () => {
  test.concurrent('is refused unless it is said beforehand what its tasks give', async () => {
    const { exitCode, stdout, stderr } = await runToEnd(emp)
    expect(exitCode).toBe(255)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/no terminal to ask at: say it beforehand, as --confirm .*nothing was run\n$/)
  })

  test.concurrent('goes through all waves while each task gives what was said', async () => {
    const { exitCode, stderr } = await runToEnd([
      ...['run', 'select dname from dept', ...everySchema, '--serial', '1,5,20%'],
      ...['--confirm', 'rows=4,outcome=succeeded'],
    ])
    expect(exitCode).toBe(0)
    expect(stderr.match(/^wave \d of \d ended.*$/gm)).toEqual([
      'wave 1 of 3 ended: 1 task: succeeded, 4 rows',
      'wave 2 of 3 ended: 5 tasks: succeeded, 4 rows',
      'wave 3 of 3 ended: 1 task: succeeded, 4 rows',
    ])
  })

  test.concurrent('stops at the schema that has drifted; its exit code is the number of tasks that did not run', async () => {
    const { exitCode, stdout, stderr } = await runToEnd([...emp, '--confirm', 'rows=14,outcome=succeeded'])
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^wave 2 of 3 ended, not as confirmed: 1\.6 f: succeeded, 13 rows \(expected: succeeded, 14 rows\)$/m,
    )
    expect(stderr).toMatch(/^stopped: wave 2 is not as confirmed, and there is no terminal to ask at$/m)
    expect(stdout).toMatch(/^g: skipped$/m)
  })

  test.concurrent('takes for granted whatever is said to be: several --confirm are as many things that may be', async () => {
    const { exitCode } = await runToEnd([...emp, '--confirm', 'rows=14', '--confirm', 'rows=13'])
    expect(exitCode).toBe(0)
  })

  test.concurrent('tells other programs of its waves, as jsonl', async () => {
    const { stdout } = await runToEnd([...emp, '--confirm', 'rows=14', '--format', 'jsonl'])
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ EVENT }) => EVENT === 'wave ended' || EVENT === 'job held')
    expect(events).toMatchObject([
      { EVENT: 'wave ended', JOB: 1, WAVE: 1, GAVE: [{ TASKS: 1, OUTCOME: 'succeeded', ROWS: 14 }] },
      { EVENT: 'wave ended', JOB: 1, WAVE: 2, DIFFERENCE: '1.6 f: succeeded, 13 rows (expected: 14 rows)' },
      { EVENT: 'job held', JOB: 1 },
    ])
  })

  test.concurrent('can be gone on with: what did not run goes in waves again, by what was expected then or is now', async () => {
    const env = { MULTISESSION_HOME: newHome() }
    expect((await runToEnd([...emp, '--confirm', 'rows=13'], { env })).exitCode).toBe(6)
    const resumed = await runToEnd(['resume', '1', '--practice', '--confirm', 'rows=14'], { env })
    // Waves of the six that are left: b, then c to g, with f among them; after the last nothing is asked.
    expect(resumed.stderr).toMatch(/^wave 1 of 2 ended: 1 task: succeeded, 14 rows$/m)
    expect(resumed.stderr).toMatch(/^wave 2 of 2 ended, not as confirmed: 2\.5 f: succeeded, 13 rows/m)
    expect(resumed.exitCode).toBe(0)
  })
})

describe('a run in waves at a terminal', () => {
  const question = 'go on with 6 tasks in 2 waves, as long as each gives the same? (y/N) '

  const startAndAwaitQuestion = async () => {
    const program = startAtTerminal(emp)
    await vi.waitFor(() => expect(program.screen()).toContain(question))
    expect(program.screen()).toContain('wave 1 of 3 ended: 1 task: succeeded, 14 rows')
    return program
  }

  test.concurrent('shows what the first wave gave and asks, and asks again when a later one differs', async () => {
    const program = await startAndAwaitQuestion()
    program.type('y\r')
    await vi.waitFor(() =>
      expect(program.screen()).toContain('go on with 1 task in 1 wave, taking that as confirmed too? (y/N) '),
    )
    expect(program.screen()).toContain('not as confirmed: 1.6 f: succeeded, 13 rows')
    program.type('y\r')
    expect(await program.exitCode).toBe(0)
    expect(program.screen()).toMatch(/7 tasks in .*: 7 succeeded/)
  })

  test.concurrent('runs nothing more when the answer is no, which is what Enter means', async () => {
    const program = await startAndAwaitQuestion()
    program.type('\r')
    expect(await program.exitCode).toBe(6)
    expect(program.screen()).toContain('stopped: wave 1 was not confirmed')
    expect(program.screen()).toMatch(/7 tasks in .*: 1 succeeded, 6 skipped/)
  })

  test.concurrent('is stopped by Ctrl-C at the question', async () => {
    const program = await startAndAwaitQuestion()
    program.type('\u0003')
    expect(await program.exitCode).toBe(130)
    expect(program.screen()).toContain('finished before that: 1.1 a')
  })

  test.concurrent('asks nothing when what was said beforehand is so', async () => {
    const program = startAtTerminal([...emp, '--confirm', 'rows=14', '--confirm', 'rows=13'])
    expect(await program.exitCode).toBe(0)
    expect(program.screen()).not.toContain('(y/N)')
  })
})

describe('a run that halts', () => {
  const flaky = ['run', 'begin flaky_task; end;', ...everySchema, '--cap', '1']

  test.concurrent('starts nothing more after so many failures, says why, and counts what did not succeed', async () => {
    const { exitCode, stderr } = await runToEnd([...flaky, '--halt', 'soon,fail=20%'])
    expect(exitCode).toBe(7)
    expect(stderr).toMatch(
      /^no further task starts: halt soon,fail=20%: 2 of 7 tasks failed, and 20% of them are 2$/m,
    )
    expect(stderr).toMatch(/^7 tasks in .*: 2 failed, 5 skipped$/m)
  })

  test.concurrent('and can be resumed: what was skipped runs, by the same rule', async () => {
    const env = { MULTISESSION_HOME: newHome() }
    await runToEnd([...flaky, '--halt', 'soon,fail=1'], { env })
    const { stderr } = await runToEnd(['resume', '1', '--practice'], { env })
    expect(stderr).toMatch(/^no further task starts: halt soon,fail=1: 1 of 6 tasks failed$/m)
  })

  test.concurrent('tells the numbers in a dry run', async () => {
    const { stdout } = await runToEnd([...emp, '--halt', 'now,fail=20%', '--dry-run'])
    expect(stdout).toMatch(
      /^7 tasks in 7 sessions, no cap, in waves of 1, 5 and 1 tasks, halt now,fail=20%, that is 2;/,
    )
  })
})
