/**
 * Words for people: what went wrong and what to do about it, how a task ended, and who stands in its way. Plain text
 * of ours around text that came from outside, which whoever shows it makes visible; never a password.
 */
import type { Blocker, CancelRung, TaskEnd } from './event.ts'
import type { Failure, FailureCode } from './failure.ts'
import type { JobPlan } from './job.ts'
import type { Fate } from './outcome.ts'
import { attemptWords } from './retry.ts'
import type { Retry } from './state.ts'

const encryptionAdvice =
  'the server hung up while connecting; one that demands native network encryption does so, which Thin mode lacks'

/** What to do about a code of Oracle or of the driver, where more is known than its class tells. */
const adviceByOracleCode: Readonly<Record<string, string>> = {
  'ORA-00001': 'a row with that key is there already',
  'ORA-00018': 'the database holds as many sessions as it may: open fewer, or raise SESSIONS',
  'ORA-00020': 'the database runs as many processes as it may: open fewer sessions, or raise PROCESSES',
  'ORA-00028': 'somebody killed the session on the server',
  'ORA-00054': 'another session holds a lock there: wait, or see who in v$session',
  'ORA-00060': 'two sessions waited for each other; Oracle rolled back this one statement: run it again',
  'ORA-00900': 'this is not SQL; commands of SQL*Plus are not statements',
  'ORA-00904': 'no such column or function there, or no right to it',
  'ORA-00911': 'a character does not belong in SQL; often one pasted from a document',
  'ORA-00933': 'the statement goes on where it should end; is there a ; missing between two?',
  'ORA-00942': 'check the name, its schema, and whether this login may read it',
  'ORA-01031': 'this login lacks the privilege: ask for a grant',
  'ORA-01456': 'the transaction is read only: commit or roll back first',
  'ORA-01555': 'the query ran longer than its old data was kept: run it again, or raise UNDO_RETENTION',
  'ORA-01652': 'temporary space is used up',
  'ORA-02091': 'the commit failed and Oracle rolled the transaction back',
  'ORA-02391': "the profile's SESSIONS_PER_USER is reached: open fewer sessions alike, or raise it",
  'ORA-02396': 'idle longer than the profile allows (IDLE_TIME): the server closed the session',
  'ORA-03001': 'not known here; the message names the word',
  'ORA-03113': 'the connection broke; whether the statement took effect is not known from here',
  'ORA-04036': 'the session used more memory than it may',
  'ORA-04068': 'a package was compiled anew and lost its state: run it again',
  'ORA-06550': 'the block does not compile; the lines of the message name the place',
  'ORA-12516': 'the listener has no free handler: the limit of PROCESSES or SESSIONS is reached',
  'ORA-12519': 'the listener has no free handler: the limit of PROCESSES or SESSIONS is reached',
  'ORA-12520': 'the listener has no free handler of that kind: the limit of PROCESSES is reached',
  'ORA-28002': 'the password expires soon',
  'ORA-30006': 'another session held the lock longer than the statement wanted to wait',
  'NJS-500': encryptionAdvice,
  'NJS-505': 'the wallet or its password does not fit; Thin mode reads ewallet.pem',
  'NJS-506': 'the TLS handshake failed: is the port one for TLS (tcps), and the certificate trusted?',
  'NJS-515': 'expected host:port/service, a descriptor, or an alias of tnsnames.ora',
  'NJS-516':
    'a bare name is an alias of tnsnames.ora: set TNS_ADMIN to its directory, or write host:port/service',
  'NJS-517': 'tnsnames.ora has no such alias; to connect without one, write host:port/service',
  'NJS-519': 'the listener knows no such SID; did you mean a service name (host:port/service)?',
  'NJS-520': 'TNS_ADMIN names a directory without a tnsnames.ora',
  'NJS-521': encryptionAdvice,
  'NJS-529': 'Thin mode reads a wallet only as ewallet.pem',
  'NJS-700': 'the unit was stored, but does not compile: see user_errors',
}

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

/** What to do about a failure, in one line; undefined where its message says all that is known. */
export function adviceFor({ code, oracle }: Failure): string | undefined {
  const isConnecting = code === 'not connected' || code === 'no answer'
  if ((oracle === 'NJS-500' || oracle === 'NJS-521') && !isConnecting) return adviceByFailureCode[code]
  return (oracle !== undefined ? adviceByOracleCode[oracle] : undefined) ?? adviceByFailureCode[code]
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
