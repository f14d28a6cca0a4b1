/** Time limits, the ladder and retries as a user of the program sees them, in a process of its own. */
import { describe, expect, test } from 'vitest'
import { newHome } from '../helpers/home.ts'
import { runToEnd } from './program-process.ts'

const practice = (statement: string, ...argv: string[]) => ['run', statement, '--practice', ...argv]

describe('a run with a time limit', () => {
  test('cancels what takes longer, and its end says so', async () => {
    const { exitCode, stderr } = await runToEnd(
      practice('select practice.wait(60) from dual', '--on', 'a', '--timeout', '500ms'),
    )
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^1\.1 a over its time limit of 500ms: a break is sent$/m)
    expect(stderr).toMatch(/^1\.1 a timed out, [\d.]+s: over its time limit of 500ms: ORA-01013/m)
    expect(stderr).toMatch(/^1 task in [\d.]+s: 1 timed out$/m)
  })

  test('shows each rung that it climbs, as lines and as jsonl', async () => {
    const env = { MULTISESSION_HOME: newHome() }
    expect((await runToEnd(['settings', 'grace', '1'], { env })).exitCode).toBe(0)
    const deaf = `begin practice.ignore_break(60, 'cancel'); end;`
    const { exitCode, stderr, stdout } = await runToEnd(
      practice(deaf, '--on', 'scott', '--timeout', '500ms', '--format', 'jsonl'),
      { env },
    )
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^1\.1 scott did not answer the break: its statement is cancelled/m)
    expect(stderr).toMatch(/^1\.1 scott did not answer the cancel: its session is killed$/m)
    const rungs = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { EVENT?: string; RUNG?: string })
      .flatMap(({ EVENT, RUNG }) => (EVENT === 'cancel climbed' ? [RUNG] : []))
    expect(rungs).toEqual(['break', 'cancel sql', 'kill'])
  })
})

describe('a run with retries', () => {
  const flaky = (...argv: string[]) => practice('begin flaky_task; end;', '--on', 'a', ...argv)

  test('runs again what failed by an error that it names, and says so', async () => {
    const env = { MULTISESSION_HOME: newHome() }
    const { exitCode, stderr } = await runToEnd(
      flaky('--retries', '3', '--retry-delay', '100ms', '--retry-on', 'ORA-20001'),
      { env },
    )
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^1\.1 a attempt 1 of 4 failed, again in 100ms: ORA-20001/m)
    expect(stderr).toMatch(/^1\.1 a started, attempt 2 of 4$/m)
    expect(stderr).toMatch(/^1\.1 a succeeded, [\d.]+s, 2 attempts$/m)
    const shown = await runToEnd(['show', '1', '--practice', '--format', 'json'], { env })
    expect(JSON.parse(shown.stdout)).toMatchObject({
      tasks: [{ outcome: 'succeeded', attempts: 2, outputCount: 1 }],
    })
  })

  test('runs nothing again that it was not told to', async () => {
    const { exitCode, stderr } = await runToEnd(flaky('--retries', '3', '--retry-delay', '0'))
    expect(exitCode).toBe(1)
    expect(stderr).not.toContain('attempt')
  })
})
