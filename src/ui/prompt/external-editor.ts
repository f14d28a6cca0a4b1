/**
 * The user's own editor on a text. The text stands in a file that nobody else may read, and that is gone afterwards,
 * whatever the editor did.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { badRequest } from '../../core/failure.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What the user edits with: $VISUAL, $EDITOR, or what every system of that kind has. */
export const editorOf = (env: Environment, platform: string): string =>
  env['VISUAL'] || env['EDITOR'] || (platform === 'win32' ? 'notepad' : 'vi')

/** The text as it comes back, without line breaks at its end. Throws a bad request when the editor fails. */
export async function editOutside(text: string, env: Environment, platform: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'multisession-edit-'))
  try {
    const path = join(directory, 'statement.sql')
    await writeFile(path, `${text}\n`, { mode: 0o600, flag: 'wx' })
    const editor = editorOf(env, platform)
    const problem = await run(editor, path, platform)
    if (problem !== undefined) throw badRequest(`${editor} ${problem}: the text is as it was`)
    return (await readFile(path, 'utf8')).replace(/\r\n?/g, '\n').replace(/\n+$/, '')
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Runs the editor, which may be a command with arguments, on a file; resolves with what went wrong. */
function run(editor: string, path: string, platform: string): Promise<string | undefined> {
  const child =
    platform === 'win32'
      ? spawn(`${editor} "${path}"`, { stdio: 'inherit', shell: true })
      : spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', path], { stdio: 'inherit' })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be started (${error.message})`))
    child.on('exit', (code, signal) => {
      if (code === 0) resolve(undefined)
      else resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`)
    })
  })
}
