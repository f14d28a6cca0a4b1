/**
 * The real screen on a terminal emulator, drawn from a real shell on scripted connections: what reaches the terminal can
 * be looked at byte for byte, and its cells compared with the lines that were drawn.
 */
import { expect, vi } from 'vitest'
import type { SessionSpec } from '../../src/core/session.ts'
import { openScreen } from '../../src/ui/screen/open-screen.ts'
import { type FakeTerminal, openFakeTerminal } from './fake-terminal.ts'
import type { Script } from './scripted-connections.ts'
import { openShellBench, type ShellBench, scottAndFriends } from './shell-bench.ts'

export interface ScreenBench extends ShellBench {
  readonly terminal: FakeTerminal
  /** Draws what is so and waits until the terminal shows it. */
  flush(): Promise<void>
  /** Waits until each row of the terminal holds the line that was drawn for it, and nothing else. */
  showsItsLines(): Promise<void>
  close(): Promise<void>
}

/** Without our own looks, and without blanks at its end. */
const plainLine = (line: string): string => line.replace(/\x1b\[\d*m/g, '').trimEnd()

export async function openScreenBench(
  script: Script,
  sessions: readonly SessionSpec[] = scottAndFriends,
): Promise<ScreenBench> {
  const bench = openShellBench(script, {}, sessions)
  const { shell, engine } = bench
  const terminal = openFakeTerminal(80, 24)
  const { stdin, stdout } = terminal
  const screen = openScreen(shell, { stdin, stdout })
  await screen.isReady
  const flush = async () => {
    shell.store.draw()
    await new Promise<void>((resolve) => stdout.write('', () => resolve()))
  }
  await flush()
  return {
    ...{ ...bench, terminal, flush },
    async showsItsLines() {
      await vi.waitFor(async () => {
        await flush()
        expect(terminal.lines().map((line) => line.trimEnd())).toEqual(
          shell.store.frame().lines.map(plainLine),
        )
      })
    },
    async close() {
      await screen.close()
      shell.store.close()
      await engine.close()
    },
  }
}

/** What we send: looks, moves of the cursor, erasing, and modes that we set and reset. */
const ours =
  /\x1b\[(?:\d*[A-HJK]|\d+;\d+H|(?:0|1|2|3[0-7]|4|7|22|24|27|39|49|90)?m|\?(?:7|25|1049|2004|2026)[hl])/g

/** Fails when the terminal was sent anything that it obeys but what we send ourselves. */
export function expectNoCommands(written: string): void {
  const rest = written.replace(ours, '').replace(/\r?\n/g, '')
  const foreign = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.exec(rest)
  expect(
    foreign && JSON.stringify(rest.slice(Math.max(0, foreign.index - 20), foreign.index + 20)),
  ).toBeNull()
}
