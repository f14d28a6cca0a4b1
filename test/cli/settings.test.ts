import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { query, startCliBench, text } from '../helpers/cli-bench.ts'

async function bench() {
  const rows = Array.from({ length: 5 }, (_, index) => [String(index)])
  const bench = await startCliBench({
    'select n': query([{ name: 'N', type: text(), nullable: true }], rows),
  })
  onTestFinished(() => bench.stop())
  const program = async (...argv: string[]) => {
    const run = bench.run(argv, argv[0] === 'run' ? { names: ['a'] } : {})
    return { exitCode: await run.exitCode, stdout: run.stdout(), stderr: run.stderr() }
  }
  return { ...bench, program }
}

describe('multisession settings', () => {
  test('lists all, shows one, and sets it for the runs that follow', async () => {
    const { program } = await bench()
    const list = await program('settings')
    expect(list.stdout).toMatch(/^grace +5 +seconds that a break/m)
    expect(await program('settings', 'row-limit')).toEqual({ exitCode: 0, stdout: '1000\n', stderr: '' })
    expect((await program('settings', 'row-limit', '2')).stderr).toBe('row-limit is 2\n')
    expect((await program('settings', 'row-limit')).stdout).toBe('2\n')
    expect((await program('run', 'select n', '--on', 'a')).stdout).toMatch(/a: 2 rows, cut: more followed/)
    expect((await program('run', 'select n', '--on', 'a', '--row-limit', '3')).stdout).toMatch(/a: 3 rows/)
    await program('settings', 'row-limit', 'default')
    expect((await program('run', 'select n', '--on', 'a')).stdout).toMatch(/a: 5 rows/)
  })

  test('are written for programs too', async () => {
    const { program } = await bench()
    await program('settings', 'saved-target', 'prod')
    expect(JSON.parse((await program('settings', '--format', 'json')).stdout)).toMatchObject({
      ...{ grace: '5', 'saved-target': 'prod', 'saved-cap': '0' },
    })
  })

  test('a file that cannot be read is kept aside and named, and a run goes on', async () => {
    const { program, settings } = await bench()
    await writeFile(join(settings, 'settings.json'), '{')
    const { exitCode, stderr } = await program('run', 'select n', '--on', 'a')
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(
      /the saved settings could not be read .*; the file is kept as .*settings\.unreadable/,
    )
  })

  test.each([
    [['settings', 'grcae'], /no setting is called grcae; did you mean grace\?/],
    [['settings', 'grace', 'soon'], /grace: expected a whole number/],
    [['run', 'select n'], /--on TARGET is missing/],
  ])('%j is refused in one line', async (argv, message) => {
    const { program } = await bench()
    const { exitCode, stderr } = await program(...argv)
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})
