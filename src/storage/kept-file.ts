/**
 * Something small that a user keeps in a file: written whole, one change after the other even when several programs
 * make them. A file that cannot be read is kept aside under another name and never stops the start.
 */
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type ConfFile from 'conf'
import { lock } from 'proper-lockfile'
import { Conf } from './conf.ts'
import { UnreadableFile } from './stored-fields.ts'

/** What is kept, and where a file that could not be read now stands. */
export interface Kept<T> {
  readonly value: T
  readonly setAside?: { readonly path: string; readonly problem: string }
}

export interface KeptFile<T> {
  readonly path: string
  /** What is kept now. Throws an error of the file system, and one when others hold the lock for too long. */
  read(): Promise<Kept<T>>
  /**
   * Reads, changes and writes while nobody else can. What `change` throws is thrown on, and then nothing is written.
   * Throws as `read` does.
   */
  change(change: (value: T) => T): Promise<Kept<T>>
}

/** What a file holds, and how it stands there. */
export interface Shape<T> {
  /** The file's name without its extension. */
  readonly name: string
  /** What the file's name ends in; JSON is in it in any case. */
  readonly extension?: 'json' | 'history'
  /** What is kept where nobody has written. */
  readonly empty: T
  /** Throws UnreadableFile. */
  read(stored: unknown): T
  write(value: T): Record<string, unknown>
}

/** Only their owner may look in. */
const directoryMode = 0o700
const fileMode = 0o600

/** A lock whose owner died is taken over after this long, in milliseconds. */
const stale = 5000

/** Longer than that in all; at first every few milliseconds, with chance in between, so that waiters do not march in step. */
const patience = { retries: 70, factor: 1.2, minTimeout: 2, maxTimeout: 200, randomize: true }

/** Opens a file in a directory, which is made when something is first written. */
export function openKeptFile<T>(directory: string, shape: Shape<T>): KeptFile<T> {
  const { extension = 'json' } = shape
  const path = join(directory, `${shape.name}.${extension}`)

  const open = (): ConfFile<Record<string, unknown>> =>
    new Conf({
      ...{ cwd: directory, configName: shape.name, fileExtension: extension },
      configFileMode: fileMode,
    })

  const readOrSetAside = async (): Promise<Kept<T>> => {
    if (!existsSync(path)) return { value: shape.empty }
    try {
      return { value: shape.read(open().store) }
    } catch (error) {
      if (!(error instanceof UnreadableFile || error instanceof SyntaxError)) throw error
      return { value: shape.empty, setAside: { path: await setAside(path), problem: error.message } }
    }
  }

  const locked = async <R>(work: () => Promise<R>): Promise<R> => {
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
    read: async () => (existsSync(path) ? locked(readOrSetAside) : { value: shape.empty }),
    change: (change) =>
      locked(async () => {
        const before = await readOrSetAside()
        const value = change(before.value)
        open().store = shape.write(value)
        return { ...before, value }
      }),
  }
}

/** Renames a file to a name of its own beside it. */
async function setAside(path: string): Promise<string> {
  const stamp = new Date().toISOString().replaceAll(':', '-')
  const aside = path.replace(/\.\w+$/, (extension) => `.unreadable-${stamp}-${process.pid}${extension}`)
  await rename(path, aside)
  return aside
}
