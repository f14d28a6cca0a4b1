/**
 * What the command line asks for, filled in with the real rooms. Each is loaded when it is first needed, so that help
 * and bad usage answer at once.
 */

import packageJson from '../../package.json' with { type: 'json' }
import type { CliPorts } from '../cli/ports.ts'
import type { Engine } from '../engine/door.ts'

export function openPorts(): CliPorts {
  return {
    version: packageJson.version,
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signals: process,
    openCatalogue: async () => (await import('../storage/catalogue-file.ts')).openCatalogueFile(),
    openSettings: async () => (await import('../storage/settings-file.ts')).openSettingsFile(),
    openKeychain: async () => (await import('../storage/keychain.ts')).openKeychain(),
    startEngine: async ({ password, wrongPassword, grace }) => {
      const [{ createEngine }, { openConnection }, { openMemoryStorage }] = await Promise.all([
        import('../engine/engine.ts'),
        import('../oracle/connection.ts'),
        import('../storage/memory.ts'),
      ])
      const practice = practiceOnDemand()
      const engine = createEngine({
        storage: openMemoryStorage(),
        open: openConnection,
        resolve: practice.resolve,
        ...{ password, grace },
        ...(wrongPassword && { wrongPassword }),
      })
      return closingWith(engine, practice.stop)
    },
    servePractice: async (port) => (await import('../practice/serve.ts')).servePractice({ port }),
    openShell: async (start) => (await import('../ui/open-shell.tsx')).openShell(start),
  }
}

/** The symbolic connect string: its database starts when a session there first opens. */
function practiceOnDemand() {
  let running: Promise<{ readonly connectString: string; stop(): Promise<void> }> | undefined
  const start = async () => (await import('../practice/start.ts')).startPractice()
  return {
    resolve: async (connectString: string): Promise<string> => {
      if (connectString !== 'practice') return connectString
      running ??= start()
      return (await running).connectString
    },
    stop: async (): Promise<void> => {
      await (await running)?.stop()
    },
  }
}

/** An engine that takes its database along when it closes. */
const closingWith = (engine: Engine, afterwards: () => Promise<void>): Engine => ({
  ...engine,
  close: async () => {
    await engine.close()
    await afterwards()
  },
})
