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
    expect(shown?.job?.tasks.map(({ statement }) => statement)).toEqual(
      ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((schema) => `begin ${schema}.task; end;`),
    )
  })

  test('--serve serves on the port that is asked for until it is stopped', async () => {
    const ports: number[] = []
    const servePractice = async (port: number) => {
      ports.push(port)
    }
    expect(
      await runProgram(['practice', '--serve', '--port', '1521'], portsAtTerminal({ servePractice })),
    ).toBe(0)
    expect(ports).toEqual([1521])
  })

  test('--serve on a port that is taken says so, with exit code 255', async () => {
    const stderr = terminal()
    const servePractice = () => Promise.reject(new Error('listen EADDRINUSE: address already in use'))
    expect(await runProgram(['practice', '--serve'], portsAtTerminal({ stderr, servePractice }))).toBe(255)
    expect(String(stderr.read())).toMatch(/^multisession: cannot serve on port 0: listen EADDRINUSE[^(]*\n$/)
  })
})
