/**
 * Who writes a run of the journal: a process, told from a later one with the same number by when it started and on which
 * boot of the machine. Only a run whose owner is dead may be judged by somebody else.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Owner {
  readonly pid: number
  /** When the process started, in whatever form the platform tells it; '' where it does not. */
  readonly processStart: string
  /** Which boot of the machine; '' where the platform does not tell. */
  readonly boot: string
}

/** This process. */
export const thisOwner = (): Owner => ({
  pid: process.pid,
  processStart: processStart(process.pid) ?? '',
  boot: bootId(),
})

/** Whether the process of an owner still runs. When in doubt it does, for its work is its own to judge. */
export function isAlive(owner: Owner): boolean {
  if (owner.boot !== bootId() || !exists(owner.pid) || isZombie(owner.pid)) return false
  const start = processStart(owner.pid)
  return start === undefined || owner.processStart === '' || start === owner.processStart
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Ended, but its parent has not asked how. */
const isZombie = (pid: number): boolean => process.platform === 'linux' && linuxStat(pid)?.[0] === 'Z'

/** Clock ticks after boot on Linux (proc_pid_stat(5), field 22 `starttime`), a date elsewhere. */
function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxStat(pid)?.[19]
  if (process.platform === 'win32') return undefined
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** The fields from `state` (3) on: the command before it may hold spaces and parentheses. proc_pid_stat(5). */
function linuxStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** Linux names each boot (random(4), `boot_id`); elsewhere the start of a process is a date, and that is enough. */
function bootId(): string {
  if (process.platform !== 'linux') return ''
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
