import { describe, expect, test } from 'vitest'
import { readArguments } from '../../src/cli/arguments.ts'
import type { RunRequest } from '../../src/cli/run-request.ts'

const read = (...argv: string[]) => readArguments(argv, '1.2.3', 100)

const readRun = (...argv: string[]): RunRequest => {
  const wish = read('run', ...argv)
  if (wish.type !== 'run') throw new Error(`expected a run, got ${wish.type}`)
  return wish.request
}

const refusal = (...argv: string[]): string => {
  try {
    read(...argv)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error(`${argv.join(' ')} was accepted`)
}

describe('multisession run', () => {
  test('reads the job of the seed', () => {
    const request = readRun(
      'begin &schema..task; end;',
      ...['--practice', '--on', 'scott:3', '--any', '--for', 'schema=A,B', '--cap', '3'],
    )
    expect(request).toMatchObject({
      source: { from: 'argument', text: 'begin &schema..task; end;' },
      target: 'scott:3',
      mode: 'any',
      cap: 3,
      parameters: [{ name: 'SCHEMA', values: ['A', 'B'] }],
      ending: undefined,
      rowLimit: undefined,
      isDryRun: false,
      format: 'table',
    })
    expect(request.sessions.map(({ name }) => name)).toEqual(['scott', 'a', 'b', 'c', 'd', 'e', 'f', 'g'])
  })

  test('runs in each session without a cap unless told otherwise', () => {
    expect(readRun('x', '--practice', '--on', 'a')).toMatchObject({ mode: 'each', cap: 0 })
  })

  test('retries what it is told to, five seconds later unless told otherwise', () => {
    const known = ['x', '--practice', '--on', 'a'] as const
    expect(readRun(...known).retries).toBeUndefined()
    expect(readRun(...known, '--retries', '3').retries).toEqual({ times: 3, delay: 5000, on: [] })
    expect(
      readRun(...known, '--retries', '2', '--retry-delay', '1m', '--retry-on', 'ora-1,ORA-20001').retries,
    ).toEqual({ times: 2, delay: 60_000, on: ['ORA-00001', 'ORA-20001'] })
  })

  test('keeps the order of several --for and --connect', () => {
    const request = readRun(
      ...['x', '--on', 'p', '--for', 'b=1', '--for', 'a=2,3', '--connect', 'q=u@d', '--connect', 'p=u@d'],
    )
    expect(request.parameters).toMatchObject([{ name: 'B' }, { name: 'A' }])
    expect(request.sessions.map(({ name }) => name)).toEqual(['q', 'p'])
  })

  test('takes the statement from a file or from stdin', () => {
    expect(readRun('--practice', '--on', 'a', '--file', 'fix.sql').source).toEqual({
      from: 'file',
      path: 'fix.sql',
    })
    expect(readRun('--practice', '--on', 'a', '--file', '-').source).toEqual({ from: 'stdin' })
  })

  test('a statement that begins with a hyphen is one after --', () => {
    expect(readRun('--practice', '--on', 'a', '--', '-- hello').source).toEqual({
      from: 'argument',
      text: '-- hello',
    })
  })

  test.each([
    [['run', 'x', '--practice'], /--on TARGET is missing/],
    [['run', '--practice', '--on', 'a'], /no statement/],
    [['run', 'x', '--file', 'f', '--practice', '--on', 'a'], /not both/],
    [
      ['run', 'x', '--on', 'a', '--each', '--any', '--practice'],
      /'--each' cannot be used with option '--any'/,
    ],
    [['run', 'x', '--on', 'a', '--commit', '--rollback', '--practice'], /'--commit' cannot be used with/],
    [['run', 'x', '--on', 'a', '--practice', '--timeout', 'soon'], /--timeout: expected a time/],
    [['run', 'x', '--on', 'a', '--practice', '--retry-on', 'ORA-1'], /--retry-on goes with --retries/],
    [
      ['run', 'x', '--on', 'a', '--practice', '--retries', '1', '--retry-on', 'ORA-01017'],
      /ORA-01017 is never retried/,
    ],
    [['run', 'x', '--on', 'a', '--practice', '--cap', '-1'], /--cap.*whole number from 0/],
    [['run', 'x', '--on', 'a', '--practice', '--cap', '2.5'], /--cap.*whole number from 0/],
    [
      ['run', 'x', '--on', 'a', '--practice', '--format', 'xml'],
      /Allowed choices are table, json, jsonl, csv/,
    ],
    [['run', 'x', '--on', 'a', '--practice', '--connect', 'A=u@d'], /two sessions are named A/],
    [['run', 'x', '--on'], /--on/],
    [['run', 'select', '1', 'from', 'dual', '--on', 'a'], /put the whole statement in quotes/],
    [['run', 'x', '--formt', 'csv'], /unknown option --formt \(Did you mean --format\?\)/],
    [['practise'], /unknown command practise \(Did you mean practice\?\)/],
    [['practice', '--port', '1521'], /--port goes with --serve/],
    [['practice', '--serve', '--port', '65536'], /port from 0 to 65535/],
  ])('%j is refused in one line', (argv, message) => {
    expect(refusal(...argv)).toMatch(message)
    expect(refusal(...argv)).not.toContain('\n')
  })

  test.each([
    [['scott/tiger@db1']],
    [['-S', 'scott/tiger@db1']],
    [['run', 'x', 'scott/tiger@db1']],
    [['run', 'x', '--password=tiger']],
    [['run', 'x', '-ptiger']],
    [['run', 'x', '--on', 'a', '--connect', 'a=scott/tiger@db1']],
  ])('%j is refused without its password', (argv) => {
    expect(refusal(...argv)).not.toContain('tiger')
  })
})

describe('multisession', () => {
  test('prints its version and help as texts', () => {
    expect(read('--version')).toEqual({ type: 'print', text: '1.2.3\n' })
    expect(read('run', '--help')).toMatchObject({
      type: 'print',
      text: expect.stringContaining('--row-limit'),
    })
    expect(read('--help')).toMatchObject({ type: 'print', text: expect.stringContaining('Exit codes') })
  })

  test('opens the practice shell, or serves its database', () => {
    expect(read('practice')).toEqual({ type: 'practice' })
    expect(read('practice', '--serve')).toEqual({ type: 'serve practice', port: 0 })
    expect(read('practice', '--serve', '--port', '1521')).toEqual({ type: 'serve practice', port: 1521 })
  })
})
