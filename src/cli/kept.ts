/** Reads and changes what is saved, and says what a user must know when it cannot be. */
import { badRequest } from '../core/failure.ts'
import { visible } from '../core/visible.ts'
import type { CliPorts, Kept, KeptPort } from './ports.ts'

/** What is saved; says on stderr when its file could not be read. Throws a bad request when it cannot be reached. */
export const readKept = async <T>(what: string, file: KeptPort<T>, ports: CliPorts): Promise<T> =>
  tellSetAside(what, await reached(what, file.read()), ports)

/** Changes what is saved and gives what it is then. Throws as `readKept` does, and what `change` throws. */
export const changeKept = async <T>(
  what: string,
  file: KeptPort<T>,
  change: (value: T) => T,
  ports: CliPorts,
): Promise<T> => tellSetAside(what, await reached(what, file.change(change)), ports)

/** Errors of the file system are the user's to see, not defects of ours. */
async function reached<T>(what: string, work: Promise<Kept<T>>): Promise<Kept<T>> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw badRequest(`saved ${what} cannot be reached: ${error.message}`)
  }
}

function tellSetAside<T>(what: string, { value, setAside }: Kept<T>, { stderr }: CliPorts): T {
  if (setAside !== undefined) {
    const words = `the saved ${what} could not be read (${setAside.problem}); the file is kept as ${setAside.path}`
    stderr.write(`multisession: ${visible(words)}\n`)
  }
  return value
}
