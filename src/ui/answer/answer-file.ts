/**
 * A file that an answer is saved into. One that is there already is left alone unless the user says otherwise.
 */
import { writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { badRequest } from '../../core/failure.ts'

/** Whether it was written; not, when it exists and may not be overwritten. Throws a bad request that names it. */
export async function writeAnswer(path: string, content: string, mayOverwrite: boolean): Promise<boolean> {
  try {
    await writeFile(resolve(path.replace(/^~(?=\/|$)/, homedir())), content, {
      flag: mayOverwrite ? 'w' : 'wx',
    })
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && !mayOverwrite) return false
    throw badRequest(`${path} could not be written: ${reasons[code ?? ''] ?? message}`)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such directory',
  EACCES: 'you may not write there',
  EISDIR: 'it is a directory',
  ENOSPC: 'the disk is full',
  EROFS: 'nothing may be written there',
}
