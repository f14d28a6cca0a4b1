/**
 * A text in the user's own pager, which reads the keyboard from the terminal itself. A pager that is left before it has
 * read everything is no failure.
 */
import { spawn } from 'node:child_process'
import { badRequest } from '../../core/failure.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What the user reads with: $PAGER, or what the platform has. Lines are not wrapped: tables are wide. */
export const pagerOf = (env: Environment, platform: string): string =>
  env['PAGER'] || (platform === 'win32' ? 'more' : 'less -S')

/** Resolves when the pager is left. Throws a bad request when it cannot be started. */
export async function pageOutside(text: string, env: Environment, platform: string): Promise<void> {
  const pager = pagerOf(env, platform)
  const child = spawn(pager, { stdio: ['pipe', 'inherit', 'inherit'], shell: true })
  const problem = await new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(`could not be started (${error.message})`))
    // 127: the shell has found no such program.
    child.on('exit', (code) => resolve(code === 127 ? 'could not be started' : undefined))
    child.stdin.on('error', () => undefined)
    child.stdin.end(text)
  })
  if (problem !== undefined) throw badRequest(`${pager} ${problem}: set PAGER to a program that shows text`)
}
