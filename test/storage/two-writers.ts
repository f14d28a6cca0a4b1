/** Two programs that change the same catalogue at once, a reader beside them, and what must have become of it. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { addSessions, type Catalogue } from '../../src/core/catalogue.ts'
import { openCatalogueFile } from '../../src/storage/catalogue-file.ts'
import { catalogueOf } from '../../src/storage/catalogue-shape.ts'

const run = promisify(execFile)

export interface Aftermath {
  readonly catalogue: Catalogue
  /** Whole files that the reader beside the writers saw. */
  readonly looks: number
  readonly setAside: unknown
}

const writers = ['a', 'b']

/** Lets two writers do `count` rounds each. Throws when a look beside them finds half a file. */
export async function letTwoWrite(directory: string, count: number): Promise<Aftermath> {
  const file = openCatalogueFile(directory)
  const shared = { name: 'shared', login: { user: 'shared', connectString: 'practice' } }
  await file.change((catalogue) => addSessions(catalogue, [shared]))
  const writer = new URL('catalogue-writer.ts', import.meta.url).pathname
  let isOver = false
  let looks = 0
  const look = async () => {
    while (!isOver) {
      // As any program would that knows nothing of the lock.
      if (existsSync(file.path)) catalogueOf(JSON.parse(await readFile(file.path, 'utf8')))
      looks++
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const work = Promise.all(
    writers.map((name) => run(process.execPath, [writer, directory, name, String(count)])),
  ).finally(() => {
    isOver = true
  })
  await Promise.all([work, look()])
  const { value: catalogue, setAside } = await file.read()
  return { catalogue, looks, setAside }
}

/** What stands in the catalogue after so many rounds, when nothing was lost. */
export function expectedAfter(count: number): Catalogue {
  const stayed = Array.from({ length: Math.floor(count / 10) }, (_, index) => (index + 1) * 10)
  const each = writers.flatMap((name) => stayed.map((number) => ({ name, number })))
  return {
    sessions: [
      {
        name: 'shared',
        login: { user: 'shared', connectString: 'practice' },
        cap: 3 * count * writers.length,
      },
      ...each.map(({ name, number }) => ({
        name: `${name}${number}`,
        login: { user: name, connectString: 'practice' },
        ...{ schema: 'edited', tags: [`t${name}${number}`] },
      })),
    ],
    groups: each.map(({ name, number }) => ({
      name: `g${name}${number}`,
      members: { kind: 'list', sessions: [`${name}${number}`] },
      cap: number,
    })),
  }
}

/** In the order of their names, for who came first is chance. */
export const inOrder = ({ sessions, groups }: Catalogue): Catalogue => ({
  sessions: sessions.toSorted((one, other) => one.name.localeCompare(other.name)),
  groups: groups.toSorted((one, other) => one.name.localeCompare(other.name)),
})
