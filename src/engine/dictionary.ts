/**
 * The dictionary of each login, asked in a second session of its own and remembered until DDL of ours, or its user, says
 * that it may have changed. No task waits for it, and no question is asked twice.
 */
import type { ObjectWindow, Thing } from '../core/dictionary.ts'
import type { Event } from '../core/event.ts'
import { FailureError, failureOf } from '../core/failure.ts'
import { jobOf } from '../core/job.ts'
import { type Login, loginKey } from '../core/session.ts'
import type { State } from '../core/state.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import { objectsOf, schemasNamed, thingNamed } from './dictionary-queries.ts'
import type { Dictionary, DictionaryReader } from './door.ts'
import type { SecondSessions } from './second-sessions.ts'

export interface OwnDictionary extends Dictionary {
  /** Hears what happens: what is defined anew is read anew. */
  heed(event: Event): void
}

export interface DictionaryParts {
  readonly state: State
  readonly seconds: SecondSessions
  readonly now: () => number
}

/** Objects that are read at once: nobody looks through more. */
const windowSize = 500

/** How long a second session may take to open, in milliseconds. */
const patience = 10_000

/** How long a login whose dictionary could not be read is left alone, in milliseconds. */
const rest = 30_000

/** A schema's name is that of its user, unless one stands in quotes. */
const schemaOf = ({ login, schema }: DictionaryReader): string => {
  const user = /\[([^\]]+)\]$/.exec(login.user)?.[1] ?? login.user
  const name = schema ?? user
  return name.startsWith('"') ? name.slice(1, -1) : name.toUpperCase()
}

export function createDictionary({ state, seconds, now }: DictionaryParts): OwnDictionary {
  let known = new Map<string, Promise<unknown>>()
  const failed = new Map<string, { readonly until: number; readonly error: FailureError }>()

  function remembered<T>(
    login: Login,
    question: string,
    work: (ask: OracleConnection['ask']) => Promise<T>,
  ): Promise<T> {
    const own = loginKey(login)
    const key = `${own} ${question}`
    const cached = known.get(key)
    if (cached) return cached as Promise<T>
    const before = failed.get(own)
    if (before && before.until > now()) return Promise.reject(before.error)
    const cache = known
    const answer = seconds
      .use(login, patience, (connection) => work(connection.ask))
      .catch((error) => {
        cache.delete(key)
        const failure = error instanceof FailureError ? error : new FailureError(failureOf(error), error)
        failed.set(own, { until: now() + rest, error: failure })
        throw failure
      })
    known.set(key, answer)
    return answer
  }

  const forget = (): void => {
    known = new Map()
    failed.clear()
  }

  return {
    schemaOf,
    objects: (of, owner, prefix): Promise<ObjectWindow> =>
      remembered(of.login, `objects ${owner} ${prefix}`, (ask) => objectsOf(ask, owner, prefix, windowSize)),
    schemas: (of, prefix) =>
      remembered(of.login, `schemas ${prefix}`, (ask) => schemasNamed(ask, prefix, windowSize)),
    find: (of, names): Promise<Thing | undefined> =>
      remembered(of.login, `thing ${JSON.stringify(names)} in ${schemaOf(of)}`, (ask) =>
        thingNamed(ask, names, schemaOf(of)),
      ),
    forget,
    heed(event) {
      if (event.type !== 'task ended') return
      if (state.jobs.get(jobOf(event.task))?.plan.kind === 'ddl') forget()
    },
  }
}
