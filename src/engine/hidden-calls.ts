/**
 * What calls send and nobody may keep: texts that set passwords, and values of secrets. In memory, and only while their
 * job lives.
 */
import { secretsOf, type TrueCall, withoutSecrets } from '../core/concealment.ts'
import type { Failure } from '../core/failure.ts'
import type { TaskPlan } from '../core/job.ts'
import type { State } from '../core/state.ts'
import { bindNames } from '../language/binds.ts'
import type { CallReport } from '../oracle/call.ts'

/** Values by the name of their bind, in upper case. */
export type Secrets = Readonly<Record<string, string>>

export interface HiddenCalls {
  /** Keeps what belongs to a job until it has ended. */
  keep(job: number, calls: ReadonlyMap<number, TrueCall>, secrets: Secrets): void
  /** What a task of a job really sends. */
  callOf(job: number, task: TaskPlan): TrueCall
  /** The report of a call that hides something, as it may be told. */
  reportOf(job: number, task: TaskPlan, report: CallReport): CallReport
  /** Forgets what belongs to jobs that have ended. */
  forgetEnded(state: State): void
}

export function keepHiddenCalls(): HiddenCalls {
  const kept = new Map<number, { calls: ReadonlyMap<number, TrueCall>; secrets: Secrets }>()

  const callOf = (job: number, task: TaskPlan): TrueCall => {
    const hidden = kept.get(job)
    if (hidden === undefined) return task
    const call = hidden.calls.get(task.number) ?? task
    const secrets = bindNames(call.statement).flatMap((name) => {
      const value = hidden.secrets[name.toUpperCase()]
      return value === undefined ? [] : [[name, value] as const]
    })
    return { statement: call.statement, binds: { ...call.binds, ...Object.fromEntries(secrets) } }
  }

  return {
    keep(job, calls, secrets) {
      if (calls.size > 0 || Object.keys(secrets).length > 0) kept.set(job, { calls, secrets })
    },
    callOf,
    reportOf(job, task, report) {
      const hidden = kept.get(job)
      const { end, warning } = report
      if (hidden === undefined || (!('failure' in end) && warning === undefined)) return report
      const call = hidden.calls.get(task.number)
      const secrets = [...Object.values(hidden.secrets), ...(call === undefined ? [] : secretsOf(call))]
      return {
        ...report,
        end: 'failure' in end ? { ...end, failure: maskFailure(end.failure, secrets) } : end,
        warning: warning === undefined ? undefined : withoutSecrets(warning, secrets),
      }
    },
    forgetEnded(state) {
      for (const job of kept.keys()) if (!state.active.has(job)) kept.delete(job)
    },
  }
}

/** Newer servers repeat values in their messages (ORA-01722). */
const maskFailure = (failure: Failure, secrets: readonly string[]): Failure => ({
  ...failure,
  message: withoutSecrets(failure.message, secrets),
})
