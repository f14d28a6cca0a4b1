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
    case 'task started':
      return { TASK: event.task, SESSION: event.session }
    case 'cancel climbed':
      return { TASK: event.task, RUNG: event.rung }
    case 'task blocked':
      return { TASK: event.task, BY: event.by.session ?? null, SID: event.by.sid }
    case 'task unblocked':
      return { TASK: event.task }
    case 'task ended': {
      const { task, outcome, fate, rows, isCut, error, mayStillRun } = event
      return {
        ...{ TASK: task, OUTCOME: outcome, FATE: fate, ROWS: rows },
        ...(isCut && { IS_CUT: true }),
        ...(error && { ERROR: error.message, ...(error.oracle !== undefined && { CODE: error.oracle }) }),
        ...(mayStillRun !== undefined && { MAY_STILL_RUN: mayStillRun }),
      }
    }
    case 'work settled':
      return { SESSION: event.session, TASKS: event.tasks, FATE: event.fate }
    case 'session refused':
    case 'session lost':
      return { SESSION: event.session, ERROR: event.error.message }
    default:
      return undefined
  }
}
