/**
 * What the command line asks for, filled in with the real rooms. Each is loaded when it is first needed, so that help
 * and bad usage answer at once.
 */

import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import packageJson from '../../package.json' with { type: 'json' }
import type { CliPorts } from '../cli/ports.ts'
import type { Place } from '../core/settings.ts'
import type { Engine } from '../engine/door.ts'
import type { Retention } from '../storage/door.ts'
import { type Places, placesOf } from '../storage/places.ts'

/** `places` are the user's own unless a test brings others; `thread` was started ahead, for the journal that is opened first. */
export function openPorts(places: Places = placesOf(process.env), thread?: Worker): CliPorts {
  const journalPath = (place: Place) => join(places.state, `${place}.journal`)
  const openJournalAt = async (place: Place, retention?: Retention) => {
    const path = journalPath(place)
    const { openJournal } = await import('../storage/journal/open.ts')
    const options = { path, program: packageJson.version, ...(retention && { retention }) }
    const opened = await openJournal(options, takeThread())
    if (opened.setAside)
      process.stderr.write(
        `multisession: ${path} could not be read (${opened.setAside.problem}): it is kept as ${opened.setAside.path}\n`,
      )
    return opened
  }
  let ahead = thread
  const takeThread = (): Worker | undefined => {
    const taken = ahead
    ahead = undefined
    return taken
  }
  const openMemory = async () => (await import('../storage/memory.ts')).openMemoryStorage()
  return {
    version: packageJson.version,
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signals: process,
    openCatalogue: async () =>
      (await import('../storage/catalogue-file.ts')).openCatalogueFile(places.settings),
    openSettings: async () => (await import('../storage/settings-file.ts')).openSettingsFile(places.settings),
    journalPath,
    openTyped: async (place) => (await import('../storage/typed-file.ts')).openTypedFile(places.state, place),
    openKeychain: async () => (await import('../storage/keychain.ts')).openKeychain(),
    openHistory: async (place) => openJournalAt(place),
    startEngine: async ({ password, wrongPassword, grace, place, retention, caps, remembered }) => {
      const [{ createEngine }, storage] = await Promise.all([
        import('../engine/engine.ts'),
        place === 'nowhere' ? openMemory() : openJournalAt(place, retention),
      ])
      const practice = practiceOnDemand()
      const engine = createEngine({
        storage,
        open: async (login) => (await import('../oracle/connection.ts')).openConnection(login),
        resolve: practice.resolve,
        ...{ password, grace, caps },
        ...(wrongPassword && { wrongPassword }),
        ...(remembered !== undefined && { remembered }),
      })
      return closingWith(engine, practice.stop)
    },
    servePractice: async (port) => (await import('../practice/serve.ts')).servePractice({ port }),
    openFirstStart: async (start) =>
      (await import('../ui/first-start/open-first-start.ts')).openFirstStart(start),
    // What goes wrong with it is told when it is opened.
    loadShell: () => void import('../ui/open-shell.ts').catch(() => undefined),
    openShell: async (start) => (await import('../ui/open-shell.ts')).openShell(start),
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
