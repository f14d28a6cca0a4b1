/**
 * What a screen has of its terminal: the alternate screen, and that no line wraps at the right edge by itself. Let go
 * before somebody else uses the terminal, and taken again afterwards.
 */
import type { Streams } from './keyboard.tsx'

export interface TerminalHold {
  take(): void
  letGo(): void
}

/**
 * The alternate screen (xterm, private mode 1049), and DECAWM, reset and set. Terminals and we do not always agree how
 * wide a character is; a line that one of them finds too long is cut at the edge then, and pushes no other line away.
 */
const takeScreen = '\x1b[?1049h\x1b[?7l'
const leaveScreen = '\x1b[?25h\x1b[?7h\x1b[?1049l'

export function createTerminalHold({ stdin, stdout }: Streams): TerminalHold {
  // Whatever ends the program, the terminal is as it was.
  const letGoAtExit = () => stdout.write(leaveScreen)
  return {
    take() {
      stdin.setRawMode(true)
      stdout.write(takeScreen)
      process.once('exit', letGoAtExit)
    },
    letGo() {
      process.off('exit', letGoAtExit)
      stdout.write(leaveScreen)
    },
  }
}
