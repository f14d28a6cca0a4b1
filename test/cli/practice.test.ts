import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { CliPorts, Input, Output, ShellStart } from '../../src/cli/ports.ts'
import { runProgram } from '../../src/cli/program.ts'
import { openPorts } from '../../src/main/ports.ts'

const terminal = (): Input & Output => Object.assign(new PassThrough(), { isTTY: true, columns: 80 })

const portsAtTerminal = (own: Partial<CliPorts>): CliPorts => ({
  ...openPorts(),
  ...{ env: {}, stdin: terminal(), stdout: terminal(), stderr: terminal(), signals: new EventEmitter() },
  ...own,
})

describe('multisession practice', () => {
  test('opens the shell at a terminal, with the job this program began with', async () => {
    let shown: ShellStart | undefined
    const openShell = async (start: ShellStart) => {
      shown = start
      await start.engine.close()
      return 3
    }
    expect(await runProgram(['practice'], portsAtTerminal({ openShell }))).toBe(3)
    expect(shown?.sessions.map(({ name }) => name)).toEqual(['scott', 'a', 'b', 'c', 'd', 'e', 'f', 'g'])
    expect(shown?.job).toMatchObject({ mode: 'any', cap: 3, sessions: ['scott#1', 'scott#2', 'scott#3'] })
    expect(shown?.job.tasks.map(({ statement }) => statement)).toEqual(
      ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((schema) => `begin ${schema}.task; end;`),
    )
  })

  test('--serve prints the connect string, and stops at a signal', async () => {
    const signals = new EventEmitter()
    const stdout = terminal()
    const seen: string[] = []
    const servePractice = async (port: number) => {
      seen.push(`port ${port}`)
      return { connectString: '127.0.0.1:1521/practice', stop: async () => void seen.push('stopped') }
    }
    const exitCode = runProgram(
      ['practice', '--serve', '--port', '1521'],
      portsAtTerminal({ stdout, signals, servePractice }),
    )
    for await (const chunk of stdout) {
      expect(String(chunk)).toBe('127.0.0.1:1521/practice\n')
      break
    }
    signals.emit('SIGTERM', 'SIGTERM')
    expect(await exitCode).toBe(0)
    expect(seen).toEqual(['port 1521', 'stopped'])
  })

  test('--serve on a port that is taken says so, with exit code 255', async () => {
    const stderr = terminal()
    const servePractice = () => Promise.reject(new Error('listen EADDRINUSE: address already in use'))
    expect(await runProgram(['practice', '--serve'], portsAtTerminal({ stderr, servePractice }))).toBe(255)
    expect(String(stderr.read())).toMatch(/^multisession: cannot serve on port 0: listen EADDRINUSE[^(]*\n$/)
  })
})
