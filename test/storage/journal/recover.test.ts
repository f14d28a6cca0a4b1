import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { EventBody } from '../../../src/core/event.ts'
import { statementKind } from '../../../src/language/kind.ts'
import { openJournal } from '../../../src/storage/journal/open.ts'
import { newHome } from '../../helpers/home.ts'
import { planFor } from '../../helpers/plans.ts'
import { numbering, openWith } from './events.ts'

/** What a program kept before it died: of a job in session a, task 1 left pending work, and task 2 was running. */
interface Death {
  readonly statement: string
  readonly commit?: boolean
  readonly isPending?: boolean
  readonly lastWords?: readonly EventBody[]
  /** `outcome, fate` of the pending task and of the running one, as the next program tells them. */
  readonly ends: readonly [string | undefined, string | undefined]
}

const deaths: Readonly<Record<string, Death>> = {
  'a query got no answer: it failed, and nothing is in doubt': {
    ...{ statement: 'select 1 from dual', ends: [undefined, 'failed, none'] },
  },
  'work without a commit was rolled back with its session': {
    ...{ statement: 'insert into t values (1)', isPending: true },
    ends: ['succeeded, rolled back', 'unknown, rolled back'],
  },
  'a statement that commits by itself is in doubt': {
    ...{ statement: 'insert into t values (1)', commit: true, ends: [undefined, 'unknown, in doubt'] },
  },
  'a block may have committed what was pending before it': {
    ...{ statement: 'begin p; end;', isPending: true },
    ends: ['succeeded, in doubt', 'unknown, in doubt'],
  },
  'DDL commits what was pending': {
    ...{ statement: 'create table u (n number)', isPending: true },
    ends: ['succeeded, in doubt', 'unknown, in doubt'],
  },
}

/** A process that has ended: its number may be anybody's again, but its start is not. */
const deadProcess = (): number => spawnSync('true').pid

async function dieAndReopen({ statement, commit = false, isPending = false, lastWords = [] }: Death) {
  const path = join(newHome(), 'own.journal')
  const dying = await openJournal({ path, program: '1' })
  const job = await dying.reserveJob()
  const events = numbering()
  const plan = planFor(statement, { count: 3, commit, kind: statementKind(statement) })
  const first: EventBody[] = isPending
    ? [
        { type: 'task started', task: `${job}.1`, session: 'a' },
        {
          ...{ type: 'task ended', task: `${job}.1`, outcome: 'succeeded', fate: 'pending' },
          ...{ rows: 1, isCut: false },
        },
      ]
    : []
  const running: EventBody[] =
    lastWords.length > 0 ? [...lastWords] : [{ type: 'task started', task: `${job}.2`, session: 'a' }]
  await dying.append(events(...openWith(job, plan), ...first, ...running))
  const hands = new DatabaseSync(path, { timeout: 10_000 })
  hands.prepare('UPDATE runs SET pid = ?').run(deadProcess())
  hands.close()
  const journal = await openJournal({ path, program: '2' })
  const tasks = await journal.history.tasks(job, 1, 3)
  const record = await journal.history.job(job)
  await journal.close()
  return { tasks, record }
}

test.each(Object.entries(deaths))('%s', async (_, death) => {
  const { tasks } = await dieAndReopen(death)
  const told = tasks.map(({ end }) => end && `${end.outcome}, ${end.fate}`)
  expect(told).toEqual([...death.ends, undefined])
})

test('a call that nobody waits for any more may still run: it is told where', async () => {
  const { tasks } = await dieAndReopen({ statement: 'begin p; end;', ends: [undefined, undefined] })
  expect(tasks[1]?.end?.mayStillRun).toBe('7,8,@1')
})

test('a task that waited for another attempt has failed as its last one did, and is left to retry', async () => {
  const error = { code: 'statement failed', message: 'ORA-00060: deadlock', oracle: 'ORA-00060' } as const
  const { tasks, record } = await dieAndReopen({
    ...{ statement: 'begin p; end;', ends: [undefined, undefined] },
    lastWords: [
      { type: 'task started', task: '1.2', session: 'a' },
      { type: 'task retrying', task: '1.2', attempt: 1, dueAt: 9000, error, fate: 'rolled back' },
    ],
  })
  expect(tasks[1]?.end).toMatchObject({ outcome: 'failed', fate: 'rolled back', error })
  expect(record).toMatchObject({ running: 0, ended: { failed: 1 } })
})

test('a task that ran its second attempt is judged by that', async () => {
  const error = { code: 'statement failed', message: 'ORA-00060: deadlock', oracle: 'ORA-00060' } as const
  const { tasks } = await dieAndReopen({
    ...{ statement: 'begin p; end;', ends: [undefined, undefined] },
    lastWords: [
      { type: 'task started', task: '1.2', session: 'a' },
      { type: 'task retrying', task: '1.2', attempt: 1, dueAt: 9000, error, fate: 'rolled back' },
      { type: 'task due', task: '1.2' },
      { type: 'task started', task: '1.2', session: 'a' },
    ],
  })
  expect(tasks[1]?.end).toMatchObject({ outcome: 'unknown', fate: 'in doubt', mayStillRun: '7,8,@1' })
})

test('what was pending is in doubt when the program died in a commit, and rolled back when in a rollback', async () => {
  for (const [how, fate] of [
    ['commit', 'in doubt'],
    ['rollback', 'rolled back'],
  ] as const) {
    const { tasks } = await dieAndReopen({
      ...{ statement: 'insert into t values (1)', isPending: true, ends: [undefined, undefined] },
      lastWords: [{ type: 'transaction ending', session: 'a', how }],
    })
    expect(tasks[0]?.end?.fate).toBe(fate)
  }
})

test('tasks that never started still wait, and the job is told as broken off', async () => {
  const { record } = await dieAndReopen({ statement: 'select 1 from dual', ends: [undefined, undefined] })
  expect(record).toMatchObject({ running: 0, ended: { failed: 1 }, owner: { state: 'ended' } })
  expect(record?.endedAt).toBeUndefined()
})

test('the work of a program that is alive is nobody’s to judge', async () => {
  const path = join(newHome(), 'own.journal')
  const alive = await openJournal({ path, program: '1' })
  const job = await alive.reserveJob()
  const events = numbering()
  await alive.append(events(...openWith(job), { type: 'task started', task: `${job}.1`, session: 'a' }))
  const other = await openJournal({ path, program: '2' })
  expect((await other.history.tasks(job, 1, 1))[0]?.end).toBeUndefined()
  await other.close()
  await alive.close()
})
