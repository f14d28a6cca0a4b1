/** A shell on the real engine with scripted connections: keys go in, lines come out. */
import { expect, vi } from 'vitest'
import { readText } from '../../src/cli/statement-source.ts'
import type { Settings } from '../../src/commands/command.ts'
import type { SessionSpec } from '../../src/core/session.ts'
import type { Engine } from '../../src/engine/door.ts'
import { createEngine, type EngineOptions } from '../../src/engine/engine.ts'
import { openMemoryStorage } from '../../src/storage/memory.ts'
import { graphemes } from '../../src/ui/frame/text.ts'
import { themeFor } from '../../src/ui/frame/theme.ts'
import type { WayOut } from '../../src/ui/outside.ts'
import { createShell, type Shell } from '../../src/ui/shell.ts'
import { type Script, scriptedConnections } from './scripted-connections.ts'

export interface ShellBench {
  readonly shell: Shell
  readonly engine: Engine
  press(...keys: string[]): void
  /** Types characters, one key each. */
  type(text: string): void
  /** Types a line and Enter. */
  enter(text: string): void
  /** What is on the screen, without colours. */
  screen(): string
  /** Waits until the screen shows it. */
  shows(what: string | RegExp): Promise<void>
}

export const scottAndFriends: readonly SessionSpec[] = ['scott', 'a', 'b'].map((name) => ({
  name,
  login: { user: name, connectString: 'practice' },
}))

export function openShellBench(
  script: Script,
  settings: Partial<Settings> = {},
  sessions = scottAndFriends,
  outside: Partial<WayOut> = {},
  given: Partial<EngineOptions> = {},
): ShellBench {
  const storage = openMemoryStorage()
  const engine = createEngine({ storage, grace: 200, ...scriptedConnections(script), ...given })
  const shell = createShell({
    engine,
    sessions,
    readText,
    settings: {
      target: 'scott:3',
      mode: 'any',
      cap: 3,
      parameters: [],
      commit: false,
      next: {},
      ...settings,
    },
    outside: {
      edit: async (text) => text,
      page: async () => {},
      copy: () => {},
      stop: async () => {},
      attach: () => {},
      isTaken: () => false,
      ...outside,
    },
    size: { columns: 100, rows: 30 },
    theme: themeFor({ LANG: 'C.UTF-8', NO_COLOR: '1', TERM: 'dumb' }, 'linux'),
    now: Date.now,
  })
  const press = (...keys: string[]) => {
    for (const key of keys) shell.press([{ key }])
  }
  const type = (text: string) => {
    for (const character of graphemes(text)) shell.press([{ key: 'text', text: character }])
  }
  const screen = () => shell.store.frame().lines.join('\n')
  return {
    ...{ shell, engine, press, type, screen },
    enter(text) {
      type(text)
      press('enter')
    },
    async shows(what) {
      await vi.waitFor(() => expect(screen()).toMatch(what), { timeout: 5_000, interval: 5 })
    },
  }
}
