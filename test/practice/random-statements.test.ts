import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { BindType, Call, Database } from '../../src/practice/door.ts'
import { InternalError, OracleError } from '../../src/practice/error.ts'
import { randomStatement } from './random-statements.ts'
import { openDatabase, openSession, type PracticeSession } from './running/practice-session.ts'

/** How long new statements are thought of; longer on demand. */
const seconds = Number(process.env['RANDOM_STATEMENTS_SECONDS'] ?? 6)

/** Turns of the event loop after which a call is cancelled, again and again, until this many later it has to have ended. */
const PATIENCE = 20
const GRACE = 2000

/** What a call gives, or the error of Oracle's that it ends with; anything else is a fault of the server. */
async function outcome<T>(call: Call<T>): Promise<T | OracleError> {
  let turns = 0
  let hasEnded = false
  const settled = call.done
    .catch((error: unknown) => {
      if (error instanceof OracleError && !(error instanceof InternalError)) return error
      throw error
    })
    .finally(() => {
      hasEnded = true
    })
  settled.catch(() => undefined)
  for (; !hasEnded; turns += 1) {
    if (turns > 0 && turns % PATIENCE === 0) call.cancel()
    if (turns > PATIENCE + GRACE) throw new Error('a cancel did not end it')
    await nextTurn()
  }
  return settled
}

const anyText: BindType = {
  type: { name: 'VARCHAR2', length: 4000 },
  isArray: false,
  maxSize: 32_767,
  maxElements: 0,
}

async function ask({ door }: PracticeSession, sql: string): Promise<void> {
  const options = { commit: false, batchErrors: false }
  let executed: Call<Awaited<ReturnType<typeof door.execute>['done']>>
  try {
    const prepared = door.prepare(sql)
    const { binds } = prepared
    executed = door.execute(
      prepared,
      binds.map(() => anyText),
      [binds.map(() => '1')],
      options,
    )
  } catch (error) {
    if (error instanceof OracleError && !(error instanceof InternalError)) return
    throw error
  }
  const result = await outcome(executed)
  if (result instanceof OracleError || result.rows === undefined) return
  await outcome(result.rows.fetch(50))
  result.rows.close()
}

/** Asks in one session; a second one has to be answered whatever happened. */
async function askAll(database: Database, statements: readonly string[]): Promise<void> {
  let session = openSession(database, 'a')
  const other = openSession(database)
  let isDead = false
  for (const sql of statements) {
    if (isDead) session = openSession(database, 'a')
    isDead = false
    session.door.onKilled(() => {
      isDead = true
    })
    try {
      await ask(session, sql)
      expect(await other.rows('select 1 from dual')).toEqual([[1]])
    } catch (error) {
      throw new Error(`asked: ${sql}`, { cause: error })
    }
  }
  await Promise.all([session.door.close(), other.door.close()])
}

it('a statement made of known words has an answer or an ORA error, and never harms the server', {
  timeout: seconds * 1000 + 30_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomStatement, { minLength: 40, maxLength: 80, size: 'max' }), (statements) =>
      askAll(openDatabase({ seed: true }), statements),
    ),
    { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false },
  )
})
