/**
 * Words for people: what went wrong and what to do about it, how a task ended, and who stands in its way. Plain text
 * of ours around text that came from outside, which whoever shows it makes visible; never a password.
 */
import type { Blocker, CancelRung, TaskEnd } from './event.ts'
import type { Failure, FailureCode } from './failure.ts'
import type { JobPlan } from './job.ts'
import { knownErrors } from './known-errors/find.ts'
import type { Fate } from './outcome.ts'
import { attemptWords } from './retry.ts'
import type { Retry } from './state.ts'

/** What to do about a class of failures. Closed: a new code must say what to do. */
const adviceByFailureCode: Readonly<Record<FailureCode, string | undefined>> = {
  'statement failed': undefined,
  'call cancelled': undefined,
  'connection lost': 'the session is opened again for its next task; what ran there got no answer',
  'bad value': 'nothing ran; check the value',
  'wrong password': 'tried once and not again, for repeated tries lock accounts; check user and password',
  'account locked': 'a DBA unlocks it: alter user ... account unlock',
  'password expired': 'set a new one with another client, then try again',
  'too many sessions': 'open fewer sessions, or raise the limit',
  'unknown service': 'the listener answers but knows no such service: compare with lsnrctl services',
  'unknown host': 'the name of the host is not known: check its spelling, DNS, and whether a VPN is up',
  'nobody listens': 'nothing listens at that host and port: check both, and whether the listener is up',
  'no answer': 'the host did not answer in time: a firewall, a wrong address, or a host that is down',
  'bad connect string': 'expected host:port/service, a descriptor, or an alias of tnsnames.ora',
  'not connected': undefined,
  'bad request': undefined,
  'storage failed': 'nothing more is started; free space on the disk or see to its rights, then start anew',
  internal: 'this is a defect of multisession: please report it with the text above',
}

/** Classes whose advice tells what this program does, or what it needs: more than any number of an error could. */
const ours: readonly FailureCode[] = [
  ...(['wrong password', 'account locked', 'password expired', 'unknown service', 'unknown host'] as const),
  ...(['nobody listens', 'bad value', 'bad request', 'call cancelled'] as const),
  ...(['storage failed', 'internal'] as const),
]

/** Numbers by which the driver tells of a server that hangs up: while connecting for want of encryption, later of any cause. */
const hangsUp = ['NJS-500', 'NJS-521']

/** What to do about a failure, in one line; undefined where its message says all that is known. */
export function adviceFor({ code, oracle = '' }: Failure): string | undefined {
  const isConnecting = code === 'not connected' || code === 'no answer'
  const isOfClass = ours.includes(code) || (hangsUp.includes(oracle) && !isConnecting)
  const known = isOfClass ? undefined : knownErrors.get(oracle)
  return known?.action ?? adviceByFailureCode[code]
}

/** What went wrong, and on the next line what to do about it. */
export function explain(failure: Failure): string {
  const advice = adviceFor(failure)
  return advice === undefined ? failure.message : `${failure.message}\n${advice}`
}

/** What became of a task's work; empty where there was none. */
export function fateWords(fate: Fate): string {
  switch (fate) {
    case 'none':
      return ''
    case 'pending':
      return 'changes pending'
    case 'committed':
      return 'committed'
    case 'rolled back':
      return 'rolled back'
    case 'in doubt':
      return 'in doubt'
  }
}

/** How a task ended, outcome and fate: `cancelled, changes pending`. */
export function endWords({ outcome, fate }: Pick<TaskEnd, 'outcome' | 'fate'>): string {
  if ((outcome === 'cancelled' || outcome === 'timed out') && fate === 'in doubt')
    return `${outcome}, effect unknown`
  return fate === 'none' ? outcome : `${outcome}, ${fateWords(fate)}`
}

/** That the call of a dropped connection may run on, and where it may be found; empty where none does. */
export function stillRunsWords({
  mayStillRun,
  notKilled,
}: Pick<TaskEnd, 'mayStillRun' | 'notKilled'>): string {
  if (mayStillRun === undefined) return ''
  const where = mayStillRun === '?' ? '' : ` as session '${mayStillRun}'`
  const why = notKilled === undefined ? '' : ` (${notKilled})`
  return `may still run on the server${where}${why}`
}

/** That a task failed and is tried again: `attempt 1 of 4 failed, again in 5s: ORA-00060: ...`. */
export const retryWords = (
  { attempt, error }: Pick<Retry, 'attempt' | 'error'>,
  plan: JobPlan['retries'],
  wait?: string,
): string =>
  attempt === 0
    ? error.message
    : `${attemptWords(attempt, plan)} failed${wait === undefined ? '' : `, again in ${wait}`}: ${error.message}`

/** How far the cancel of a running task has climbed; `why` it was begun, or rungs were passed over. */
export function rungWords(rung: CancelRung, why?: string): string {
  switch (rung) {
    case 'break':
      return `${why ?? 'cancelling'}: a break is sent`
    case 'cancel sql':
      return 'did not answer the break: its statement is cancelled from a second session'
    case 'kill':
      return 'did not answer the cancel: its session is killed'
    case 'drop':
      return `did not answer the cancel in time: its connection is dropped${why === undefined ? '' : ` (${why})`}`
  }
}

/** Who a task waits for. */
export function blockerWords({ session, sid, user }: Blocker): string {
  if (session !== undefined) return `waits for our session ${session}`
  return user === undefined ? `waits for sid ${sid}` : `waits for ${user} (sid ${sid})`
}
