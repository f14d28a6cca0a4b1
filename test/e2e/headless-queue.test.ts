/** The controls of the queue as options of a run, in a process of its own. */
import { describe, expect, test, vi } from 'vitest'
import { newHome } from '../helpers/home.ts'
import { runToEnd, startProgram } from './program-process.ts'

const practice = (statement: string, ...argv: string[]) => ['run', statement, '--practice', ...argv]

describe('a repeated run', () => {
  test.concurrent('writes the answer of every round and ends with the number asked for', async () => {
    const { exitCode, stdout, stderr } = await runToEnd(
      practice('select 7 n from dual', '--on', 'a', '--repeat', '200ms', '--times', '3'),
    )
    expect(exitCode).toBe(0)
    expect(stdout.match(/^a: 1 row$/gm)).toHaveLength(3)
    expect(stderr).toMatch(/round 3/)
    expect(stderr).toMatch(/no further round: 3 of 3 rounds/)
  })

  test.concurrent('as json is one document', async () => {
    const { stdout } = await runToEnd(
      practice('select 7 n from dual', '--on', 'a', '--repeat', '200ms', '--times', '2', '--format', 'json'),
    )
    expect(JSON.parse(stdout)).toEqual([
      { SESSION: 'a', TASK: '1.1', N: 7 },
      { SESSION: 'a', TASK: '2.1', N: 7 },
    ])
  })

  test.concurrent('ends with the code of its last round when what it waits for fails', async () => {
    const { exitCode, stderr } = await runToEnd(
      practice('select 1/0 from dual', '--on', 'a', '--repeat', '200ms', '--until', 'rows=1'),
    )
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/no further round: 1\.1 failed, in round 1/)
  })

  test.concurrent('ends with Ctrl-C between two rounds', async () => {
    const { child, stderr, finished } = startProgram(
      practice('select 1 from dual', '--on', 'a', '--repeat', '1h'),
    )
    await vi.waitFor(() => expect(stderr()).toMatch(/round 2/))
    child.kill('SIGINT')
    expect(await finished).toMatchObject({ exitCode: 130 })
  })
})

test.concurrent('SIGUSR2 pauses a run, and lets it go on', async () => {
  const { child, stderr, finished } = startProgram(
    practice(
      'begin dbms_session.sleep(&n); end;',
      '--on',
      'scott:1',
      '--any',
      '--for',
      'n=1,0,0',
      '--cap',
      '1',
    ),
  )
  await vi.waitFor(() => expect(stderr()).toMatch(/1\.1 1 started/))
  child.kill('SIGUSR2')
  await vi.waitFor(() => expect(stderr()).toMatch(/paused: nothing starts until SIGUSR2 comes again/))
  await vi.waitFor(() => expect(stderr()).toMatch(/1\.1 1 succeeded/))
  expect(stderr()).not.toMatch(/1\.2 0 started/)
  child.kill('SIGUSR2')
  expect(await finished).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/goes on[\s\S]*3 succeeded/),
  })
})

describe('a run that starts later', () => {
  test.concurrent('says when, and can be stopped before that', async () => {
    const { child, stderr, finished } = startProgram(
      practice('select 1 from dual', '--on', 'a', '--start-at', '+1h'),
    )
    await vi.waitFor(() => expect(stderr()).toMatch(/^job 1: not before .*\d\d:\d\d:\d\d$/m))
    child.kill('SIGINT')
    expect(await finished).toMatchObject({ exitCode: 130, stderr: expect.stringMatching(/1 skipped/) })
  })

  test.concurrent('starts when its time has come', async () => {
    const before = Date.now()
    const { exitCode, stderr } = await runToEnd(
      practice('select 1 from dual', '--on', 'a', '--start-at', '+2s'),
    )
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/1 task in .*: 1 succeeded/)
    expect(Date.now() - before).toBeGreaterThanOrEqual(2000)
  })

  test.concurrent('waits for a job of another program, and is skipped when that did not succeed', async () => {
    const env = { MULTISESSION_HOME: newHome() }
    const first = startProgram(practice('begin dbms_session.sleep(30); end;', '--on', 'a'), { env })
    await vi.waitFor(() => expect(first.stderr()).toMatch(/1\.1 a started/))
    const whatever = startProgram(practice('select 1 from dual', '--on', 'b', '--after', '1:ended'), { env })
    const succeeded = startProgram(practice('select 1 from dual', '--on', 'b', '--after', '1'), { env })
    await vi.waitFor(() => expect(whatever.stderr()).toMatch(/after job 1, however it ends/))
    await vi.waitFor(() => expect(succeeded.stderr()).toMatch(/after job 1 has succeeded/))
    first.child.kill('SIGINT')
    await first.finished
    expect(await whatever.finished).toMatchObject({ exitCode: 0 })
    expect(await succeeded.finished).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/job 1, which it came after, did not succeed/),
    })
  })
})

test.concurrent('a cap over all, of a session and of a database each hold tasks back', async () => {
  for (const cap of [
    ['--total-cap', '1'],
    ['--name-cap', 'scott=1'],
    ['--database-cap', 'practice=1'],
  ]) {
    const { exitCode, stderr } = await runToEnd(
      practice('select &n from dual', '--on', 'scott:3', '--any', '--for', 'n=1,2,3,4,5,6', ...cap),
    )
    expect(exitCode).toBe(0)
    let running = 0
    for (const [, what] of stderr.matchAll(/^1\.\d \d (started|succeeded)/gm)) {
      running += what === 'started' ? 1 : -1
      expect(running).toBeLessThanOrEqual(1)
    }
    expect(stderr.match(/succeeded, 1 row/g)).toHaveLength(6)
  }
})

test.concurrent.each([
  [['--times', '3'], '--times and --until go with --repeat'],
  [['--after', 'x'], '--after: expected the number of a job'],
  [['--after', '99'], 'there is no job 99 to come after'],
  [['--start-at', 'soon'], '--start-at: expected +5m, 14:30'],
  [['--name-cap', 'nobody=1'], 'no session or group is called nobody'],
  [['--name-cap', 'a'], '--name-cap: expected NAME=N'],
])('%j is refused with what was expected', async (argv, words) => {
  const { exitCode, stderr } = await runToEnd(practice('select 1 from dual', '--on', 'a', ...argv))
  expect(exitCode).toBe(255)
  expect(stderr).toContain(words)
})
