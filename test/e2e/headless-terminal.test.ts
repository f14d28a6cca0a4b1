import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type CliBench, query, startCliBench, text } from '../helpers/cli-bench.ts'
import { runToEnd, startAtTerminal, startProgram } from './program-process.ts'

let bench: CliBench

beforeAll(async () => {
  bench = await startCliBench({
    'select * from emp': query([{ name: 'ENAME', type: text(), nullable: true }], [['SMITH']]),
    'begin hang; end;': { kind: 'plsql', run: () => new Promise(() => {}) },
  })
})

afterAll(() => bench.stop())

const select = () => ['run', 'select * from emp', '--on', 'a', '--connect', `a=scott@${bench.connectString}`]

const patience = { timeout: 10_000 }

describe('a password', () => {
  test('is asked for at the terminal and not shown', async () => {
    const program = startAtTerminal(select())
    await vi.waitFor(() => expect(program.screen()).toContain('Password for SCOTT@'), patience)
    program.type('tigex\u007fr\r')
    expect(await program.exitCode).toBe(0)
    expect(program.screen()).toContain('SMITH')
    expect(program.screen()).not.toContain('tige')
  })

  test('is asked for once for all sessions of a login', async () => {
    const program = startAtTerminal([
      ...select(),
      '--connect',
      `b=scott@${bench.connectString}`,
      '--on',
      'a,b',
    ])
    await vi.waitFor(() => expect(program.screen()).toContain('Password for SCOTT@'), patience)
    program.type('tiger\r')
    expect(await program.exitCode).toBe(0)
    expect(program.screen().match(/Password for/g)).toHaveLength(1)
  })

  test('need not be given: Ctrl-C at the question ends the run before anything ran', async () => {
    const opened = bench.database.sessions.length
    const program = startAtTerminal(select())
    await vi.waitFor(() => expect(program.screen()).toContain('Password for SCOTT@'), patience)
    program.type('\u0003')
    expect(await program.exitCode).toBe(130)
    expect(program.screen()).toContain('stopped before anything ran')
    expect(bench.database.sessions).toHaveLength(opened)
  })

  test('that nobody can be asked for is named by its variable, with exit code 255', async () => {
    const { exitCode, stderr } = await runToEnd(select())
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(/^multisession: no password for SCOTT@.*set MULTISESSION_PASSWORD_A .*\n$/)
  })
})

describe('at a terminal', () => {
  test('a live line tells what runs and is gone at the end', async () => {
    const argv = ['run', 'begin hang; end;', '--on', 'a', '--connect', `a=scott@${bench.connectString}`]
    const program = startAtTerminal(argv, { MULTISESSION_PASSWORD: 'tiger' })
    await vi.waitFor(() => expect(program.screen()).toContain('] 0/1  1 running: a'), patience)
    program.type('\u0003')
    expect(await program.exitCode).toBe(130)
    expect(program.screen()).toMatch(/\r\u001b\[2K(?!\[)[^[]*1\.1 a cancelled/)
    expect(program.screen().trimEnd()).toMatch(/finished before that: nothing$/)
  })
})

describe('in a pipe', () => {
  // Each window of rows is more than a pipe holds.
  const rows = Array.from({ length: 5_000 }, (_, index) => [`row ${index}`.padEnd(2000, '.')])
  const selectLong = () => [
    ...['run', 'select * from long', '--on', 'a', '--format', 'csv'],
    ...['--connect', `a=scott@${bench.connectString}`],
  ]
  const env = { MULTISESSION_PASSWORD: 'tiger' }

  beforeAll(() => {
    bench.database.answer('select * from long', query([{ name: 'X', type: text(), nullable: true }], rows))
  })

  /** Starts it and stops reading in the middle of what it writes. */
  const startAndStandStill = async () => {
    const program = startProgram(selectLong(), { env })
    const output = program.child.stdout
    const moreThanTheFirstRows = 250_000
    const pause = () => {
      if (program.stdout().length > moreThanTheFirstRows) output?.pause()
    }
    output?.on('data', pause)
    await vi.waitFor(() => expect(output?.isPaused()).toBe(true), patience)
    output?.off('data', pause)
    return program
  }

  test('every row comes out, however slowly it is read', async () => {
    const program = await startAndStandStill()
    program.child.stdout?.resume()
    const { exitCode, stdout } = await program.finished
    expect(exitCode).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(rows.length + 1)
  })

  test('a reader that leaves, as head does, ends the run without a complaint', async () => {
    const program = startProgram(selectLong(), { env })
    program.child.stdout?.once('data', () => program.child.stdout?.destroy())
    const { exitCode, stderr } = await program.finished
    expect(exitCode).toBe(1)
    expect(stderr).not.toMatch(/EPIPE|Error/)
  })

  test('Ctrl-C reaches a run whose reader stands still', async () => {
    const program = await startAndStandStill()
    program.child.kill('SIGINT')
    await vi.waitFor(() => expect(program.stderr()).toContain('starts: Ctrl-C'), patience)
    program.child.kill('SIGINT')
    await vi.waitFor(() => expect(program.stderr()).toContain('still waiting'), patience)
    program.child.kill('SIGINT')
    await vi.waitFor(() => expect(program.child.exitCode).toBe(130), patience)
  })
})
