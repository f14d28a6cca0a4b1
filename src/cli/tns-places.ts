/** Where a tnsnames.ora usually stands. */
import { access } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Those that exist, the likeliest first: Oracle's clients look into $TNS_ADMIN before anything else. */
export async function findTnsNames(env: Environment): Promise<string[]> {
  const { TNS_ADMIN: admin, ORACLE_HOME: oracle } = env
  const directories = [
    ...(admin ? [admin] : []),
    ...(oracle ? [join(oracle, 'network', 'admin')] : []),
    ...[homeOf(env), '/etc', '/etc/oracle'],
  ]
  const files = [...new Set(directories)].map((directory) => join(directory, 'tnsnames.ora'))
  const found = await Promise.all(files.map(isThere))
  return files.filter((_, index) => found[index])
}

/** A path as people write it: `~` is the user's own directory. */
export const pathOf = (written: string, env: Environment): string =>
  written.replace(/^~(?=$|[/\\])/, () => homeOf(env))

const homeOf = (env: Environment): string => env['HOME'] || homedir()

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
