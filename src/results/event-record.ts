/**
 * What happens to a job as JSON objects, for programs that follow a run: each has EVENT, which rows and lines of output
 * have not. Names of fields are as in rows; times are ISO 8601 in UTC.
 */
import type { Event } from '../core/event.ts'

/** The record of an event; undefined for what only our own screen needs to know. */
export function eventRecord(event: Event): string | undefined {
  const fields = fieldsOf(event)
  if (fields === undefined) return undefined
  return JSON.stringify({ EVENT: event.type, AT: new Date(event.at).toISOString(), ...fields })
}

function fieldsOf(event: Event): Readonly<Record<string, unknown>> | undefined {
  switch (event.type) {
    case 'job queued':
      return { JOB: event.job, TASKS: event.plan.tasks.length }
    case 'job stopped':
      return { JOB: event.job, REASON: event.reason }
    case 'job held':
      return { JOB: event.job, REASON: event.reason }
    case 'job released':
    case 'job due':
      return { JOB: event.job }
    case 'round ended':
      return { JOB: event.job, LAST: event.last ?? null }
    case 'wave ended': {
      const { job, wave, signature, difference } = event
      const gave = signature.map(({ tasks, outcome, rows, error }) => ({
        ...{ TASKS: tasks, OUTCOME: outcome, ROWS: rows },
        ...(error !== 'none' && { CODE: error }),
      }))
      return { JOB: job, WAVE: wave, GAVE: gave, ...(difference !== undefined && { DIFFERENCE: difference }) }
    }
    case 'task started':
      return { TASK: event.task, SESSION: event.session }
    case 'task retrying':
      return {
        ...{ TASK: event.task, ATTEMPT: event.attempt, DUE: new Date(event.dueAt).toISOString() },
        ...{ FATE: event.fate, ERROR: event.error.message },
        ...(event.error.oracle !== undefined && { CODE: event.error.oracle }),
      }
    case 'cancel climbed':
      return { TASK: event.task, RUNG: event.rung, ...(event.why !== undefined && { WHY: event.why }) }
    case 'task blocked':
      return { TASK: event.task, BY: event.by.session ?? null, SID: event.by.sid }
    case 'task unblocked':
      return { TASK: event.task }
    case 'task ended': {
      const { task, outcome, fate, rows, isCut, error, mayStillRun, notKilled, attempts } = event
      return {
        ...{ TASK: task, OUTCOME: outcome, FATE: fate, ROWS: rows },
        ...(isCut && { IS_CUT: true }),
        ...(attempts !== undefined && { ATTEMPTS: attempts }),
        ...(error && { ERROR: error.message, ...(error.oracle !== undefined && { CODE: error.oracle }) }),
        ...(mayStillRun !== undefined && { MAY_STILL_RUN: mayStillRun }),
        ...(notKilled !== undefined && { NOT_KILLED: notKilled }),
      }
    }
    case 'work settled':
      return { SESSION: event.session, TASKS: event.tasks, FATE: event.fate }
    case 'session waiting':
    case 'session refused':
    case 'session lost':
      return { SESSION: event.session, ERROR: event.error.message }
    default:
      return undefined
  }
}
