/** The program as users get it: the bundle, which is built anew when a source is newer. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..', '..')

/** What a Node is started with to run the program. */
export const program = join(root, 'dist', 'main.js')

const sources = ['src', 'package.json', 'package-lock.json', '.config/rolldown.config.ts']

const changedAt = (path: string): number => statSync(path).mtimeMs

const newestUnder = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(
        changedAt(path),
        ...readdirSync(path, { recursive: true }).map((name) => changedAt(join(path, String(name)))),
      )
    : changedAt(path)

/** Runs once, before the first test that starts the program. */
export function setup(): void {
  const newest = Math.max(...sources.map((source) => newestUnder(join(root, source))))
  if (existsSync(program) && changedAt(program) >= newest) return
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}
