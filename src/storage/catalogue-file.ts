/**
 * The user's sessions and groups in a file: small, written whole, one change after the other even when several programs
 * make them. A file that cannot be read is kept aside under another name and never stops the start.
 */
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import Conf from 'conf'
import { lock } from 'proper-lockfile'
import { type Catalogue, emptyCatalogue } from '../core/catalogue.ts'
import { catalogueOf, type StoredCatalogue, storedVersion, UnreadableCatalogue } from './catalogue-shape.ts'

export interface KeptCatalogue {
  readonly catalogue: Catalogue
  /** Where a file that could not be read now stands, and what was wrong with it. */
  readonly setAside?: { readonly path: string; readonly problem: string }
}

export interface CatalogueFile {
  readonly path: string
  /** What is kept now. Throws an error of the file system, and one when others hold the lock for too long. */
  read(): Promise<KeptCatalogue>
  /**
   * Reads, changes and writes while nobody else can. What `change` throws is thrown on, and then nothing is written.
   * Throws as `read` does.
   */
  change(change: (catalogue: Catalogue) => Catalogue): Promise<KeptCatalogue>
}

/** Only their owner may look in. */
const directoryMode = 0o700
const fileMode = 0o600

/** A lock whose owner died is taken over after this long, in milliseconds. */
const stale = 5000

/** Longer than that in all; at first every few milliseconds, with chance in between, so that waiters do not march in step. */
const patience = { retries: 70, factor: 1.2, minTimeout: 2, maxTimeout: 200, randomize: true }

/** Opens the catalogue in a directory, which is made when something is first written. */
export function openCatalogueFile(directory: string): CatalogueFile {
  const path = join(directory, 'sessions.json')

  const open = (): Conf<StoredCatalogue> =>
    new Conf({ cwd: directory, configName: 'sessions', configFileMode: fileMode })

  const readOrSetAside = async (): Promise<KeptCatalogue> => {
    if (!existsSync(path)) return { catalogue: emptyCatalogue }
    try {
      return { catalogue: catalogueOf(open().store) }
    } catch (error) {
      if (!(error instanceof UnreadableCatalogue || error instanceof SyntaxError)) throw error
      return { catalogue: emptyCatalogue, setAside: { path: await setAside(path), problem: error.message } }
    }
  }

  const locked = async <T>(work: () => Promise<T>): Promise<T> => {
    await mkdir(directory, { recursive: true, mode: directoryMode })
    const unlock = await lock(path, { realpath: false, stale, retries: patience })
    try {
      return await work()
    } finally {
      await unlock()
    }
  }

  return {
    path,
    read: async () => (existsSync(path) ? locked(readOrSetAside) : { catalogue: emptyCatalogue }),
    change: (change) =>
      locked(async () => {
        const before = await readOrSetAside()
        const catalogue = change(before.catalogue)
        open().store = { version: storedVersion, ...catalogue }
        return { ...before, catalogue }
      }),
  }
}

/** Renames a file to a name of its own beside it. */
async function setAside(path: string): Promise<string> {
  const stamp = new Date().toISOString().replaceAll(':', '-')
  const aside = path.replace(/\.json$/, `.unreadable-${stamp}-${process.pid}.json`)
  await rename(path, aside)
  return aside
}
