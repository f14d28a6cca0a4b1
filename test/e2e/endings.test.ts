/** Run on all, look, then commit or roll back all: from the arguments to what the database holds afterwards. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startNewPractice } from '../helpers/new-practice.ts'
import { runToEnd, startAtTerminal } from './program-process.ts'

let practice: Awaited<ReturnType<typeof startNewPractice>>

beforeAll(async () => {
  practice = await startNewPractice()
})

afterAll(() => practice.stop())

const env = {
  MULTISESSION_PASSWORD_A: 'tiger',
  MULTISESSION_PASSWORD_B: 'tiger',
}

const run = (statement: string, ...argv: string[]) => [
  ...['run', statement, '--on', 'a,b', ...argv],
  ...['a', 'b'].flatMap((name) => ['--connect', `${name}=${name}@${practice.connectString}`]),
]

/** Salaries of SMITH in both schemas, as another session sees them. */
async function salaries(): Promise<number[]> {
  const { stdout } = await runToEnd(run('select sal from emp where empno = 7369', '--format', 'json'), {
    env,
  })
  return (JSON.parse(stdout) as { SAL: number }[]).map(({ SAL }) => SAL)
}

const raise = 'update emp set sal = sal + 1 where empno = 7369'
const raiseInOne = `begin if user = 'B' then raise_application_error(-20001, 'not here'); end if;
  update emp set sal = sal + 1 where empno = 7369; end;`

describe('commit at the end', () => {
  test('commits every session when every task succeeded', async () => {
    const [a = 0, b = 0] = await salaries()
    const { exitCode, stderr } = await runToEnd(run(raise, '--commit-all'), { env })
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^committed: work of \d+\.1 a, \d+\.2 b$/m)
    expect(await salaries()).toEqual([a + 1, b + 1])
  })

  test('rolls back every session when one task failed', async () => {
    const before = await salaries()
    const { exitCode, stderr } = await runToEnd(run(raiseInOne, '--commit-all'), { env })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^ROLLED BACK: work of \d+\.1 a; not every task succeeded$/m)
    expect(await salaries()).toEqual(before)
  })
})

describe('a user who is asked', () => {
  test.each([
    ['commits all with y', 'y\r', 1],
    ['rolls all back with anything else', '\r', 0],
  ])('%s, after seeing what came back', async (_, answer, more) => {
    const [a = 0, b = 0] = await salaries()
    const program = startAtTerminal(run(raise, '--ask'), env)
    await vi.waitFor(() =>
      expect(program.screen()).toMatch(/1 row affected[\s\S]*commit the work of 2 tasks in 2 sessions\?/i),
    )
    program.type(answer)
    expect(await program.exitCode).toBe(0)
    expect(program.screen()).toMatch(more === 1 ? /committed: work of/ : /rolled back, as asked/)
    expect(await salaries()).toEqual([a + more, b + more])
  })

  test('must be there: without a terminal nothing is run', async () => {
    const before = await salaries()
    const { exitCode, stderr } = await runToEnd(run(raise, '--ask'), { env })
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(/--ask asks whether to commit, and there is no terminal/)
    expect(await salaries()).toEqual(before)
  })
})

test('only one ending can be asked for', async () => {
  for (const pair of [
    ['--commit', '--ask'],
    ['--commit-all', '--rollback'],
    ['--commit-all', '--ask'],
  ]) {
    const { exitCode, stderr } = await runToEnd(run(raise, ...pair), { env })
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(/cannot be used with|conflict/)
  }
})
