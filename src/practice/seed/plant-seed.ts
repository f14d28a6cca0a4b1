/**
 * The seed: seven schemas with the same tables and tasks, one of them drifted, and SCOTT, who has his own EMP and DEPT and
 * may run the tasks of all. All of it is made by statements that the database runs itself.
 */
import { executeAll } from '../running/execute-all.ts'
import type { Instance } from '../running/instance.ts'
import { finish } from '../running/pause.ts'
import { Session } from '../running/session.ts'
import { prepareStatement } from '../running/statements/prepared-statement.ts'
import { commitTransaction } from '../running/transactions.ts'
import { ordersTable, staffTables } from './classic-tables.sql.ts'
import { drift } from './drift.sql.ts'
import { createFlakyCalls, createFlakyTask, createTask, grantsToScott, type Pace } from './tasks.sql.ts'

/** One to four seconds a task, no two neighbours alike. */
const paces: Readonly<Record<string, Pace>> = {
  A: { steps: 4, secondsAStep: 0.5 },
  B: { steps: 4, secondsAStep: 0.75 },
  C: { steps: 4, secondsAStep: 0.25 },
  D: { steps: 4, secondsAStep: 1 },
  E: { steps: 4, secondsAStep: 0.4 },
  F: { steps: 4, secondsAStep: 0.6 },
  G: { steps: 4, secondsAStep: 0.85 },
}

const drifted = 'F'

/** Runs once, before anybody can log on; nothing in it waits. */
export const plantSeed = (
  instance: Instance,
  addAccount: (name: string, password: string) => unknown,
): void => {
  runAs('SCOTT', staffTables, instance)
  for (const [schema, pace] of Object.entries(paces)) {
    addAccount(schema, 'tiger')
    const statements = [
      ...staffTables,
      ...ordersTable,
      ...(schema === drifted ? drift : []),
      createFlakyCalls,
      createTask(schema, pace),
      createFlakyTask(schema),
      ...grantsToScott,
    ]
    runAs(schema, statements, instance)
  }
}

const runAs = (user: string, statements: readonly string[], instance: Instance): void => {
  const session = new Session({
    sid: 0,
    serial: 0,
    audsid: 0,
    logon: { user, service: '', program: '', machine: '', terminal: '', osUser: '', process: '' },
    user,
    userId: 0,
  })
  for (const text of statements) {
    const prepared = prepareStatement(text, session.authority, instance)
    const { hasWarning } = finish(
      executeAll(prepared, [], [[]], { commit: false, batchErrors: false }, session, instance),
    )
    if (hasWarning) throw new Error(`a unit of the seed does not compile: ${text}`)
  }
  finish(commitTransaction(session, instance, instance.calls.newPulse()))
}
