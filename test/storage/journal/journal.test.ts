import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/core/event.ts'
import type { Storage } from '../../../src/storage/door.ts'
import { openJournal } from '../../../src/storage/journal/open.ts'
import { makeTablesOf } from '../../../src/storage/journal/schema.ts'
import { newHome } from '../../helpers/home.ts'
import { planFor } from '../../helpers/plans.ts'
import { numbering, openWith } from './events.ts'

const pathIn = (home: string): string => join(home, 'own.journal')
const open = (home: string): Promise<Storage> => openJournal({ path: pathIn(home), program: '1.2.3' })

const succeeded = { outcome: 'succeeded', fate: 'none', rows: 3, isCut: false } as const
const columns = [{ name: 'N', type: 'NUMBER' }]

/** A job of which the first task has ended and the second runs. */
async function keepHalfAJob(journal: Storage, events = numbering()): Promise<number> {
  const job = await journal.reserveJob()
  await journal.append(events(...openWith(job, planFor('select n from t', { count: 3 }))))
  await journal.append(events({ type: 'task started', task: `${job}.1`, session: 'a' }))
  const answer = journal.openResult({ task: `${job}.1`, result: 0 }, columns, 'keep')
  answer.append([['1'], ['2']])
  answer.append([[null]])
  answer.complete()
  journal.appendOutput(`${job}.1`, ['hello', 'there'], 'keep')
  await journal.append(
    events(
      { type: 'task ended', task: `${job}.1`, ...succeeded },
      { type: 'task started', task: `${job}.2`, session: 'a' },
    ),
  )
  return job
}

describe('what was kept', () => {
  test('is there for the next program: jobs, tasks, rows and lines', async () => {
    const home = newHome()
    const first = await open(home)
    const job = await keepHalfAJob(first)
    await first.close()

    const journal = await open(home)
    expect(await journal.history.job(job)).toMatchObject({
      ...{ number: job, taskCount: 3, queuedAt: 1003, running: 1, ended: { succeeded: 1 } },
      plan: { statement: 'select n from t', sessions: ['a'] },
      owner: { pid: process.pid, state: 'ended' },
    })
    expect(await journal.history.tasks(job, 1, 10)).toMatchObject([
      { session: 'a', startedAt: 1004, endedAt: 1005, end: succeeded, results: [{ columns, count: 3 }] },
      { session: 'a', startedAt: 1006, results: [] },
      { plan: { number: 3, session: 'a', statement: 'select n from t' } },
    ])
    const address = { task: `${job}.1`, result: 0 } as const
    expect(await journal.rows(address, 0, 2)).toEqual({ offset: 0, rows: [['1'], ['2']], isComplete: false })
    expect(await journal.rows(address, 1, 5)).toEqual({ offset: 1, rows: [['2'], [null]], isComplete: true })
    expect(await journal.output(`${job}.1`, 1, 5)).toEqual(['there'])
    await journal.close()
  })

  test('of a task that is tried again is its last attempt, and until that began how the one before failed', async () => {
    const home = newHome()
    const journal = await open(home)
    const events = numbering()
    const job = await journal.reserveJob()
    await journal.append(events(...openWith(job, planFor('select n from t', { count: 2 }))))
    const error = { code: 'connection lost', message: 'gone' } as const
    for (const number of [1, 2]) {
      const task = `${job}.${number}` as const
      await journal.append(events({ type: 'task started', task, session: 'a' }))
      const answer = journal.openResult({ task, result: 0 }, columns, 'keep')
      answer.append([['1'], ['2']])
      answer.complete()
      journal.appendOutput(task, ['hello'], 'keep')
      journal.forget(task)
      await journal.append(
        events({ type: 'task retrying', task, attempt: 1, dueAt: 5000, error, fate: 'none' }),
      )
    }
    expect(await journal.history.tasks(job, 1, 1)).toMatchObject([
      { end: { outcome: 'failed', fate: 'none', error }, results: [], outputCount: 0 },
    ])
    await journal.append(
      events(
        { type: 'task due', task: `${job}.1` },
        { type: 'task started', task: `${job}.1`, session: 'b' },
      ),
    )
    const again = journal.openResult({ task: `${job}.1`, result: 0 }, columns, 'keep')
    again.append([['3']])
    again.complete()
    journal.appendOutput(`${job}.1`, ['again'], 'keep')
    await journal.append(events({ type: 'task ended', task: `${job}.1`, ...succeeded, rows: 1, attempts: 2 }))
    await journal.close()

    const later = await open(home)
    expect(await later.history.tasks(job, 1, 2)).toMatchObject([
      { session: 'b', end: { outcome: 'succeeded', attempts: 2 }, results: [{ count: 1 }], outputCount: 1 },
      { session: 'a', end: { outcome: 'failed', fate: 'none', error }, results: [], outputCount: 0 },
    ])
    expect((await later.rows({ task: `${job}.1`, result: 0 }, 0, 10)).rows).toEqual([['3']])
    expect(await later.output(`${job}.1`, 0, 10)).toEqual(['again'])
    await later.close()
  })

  test('can be read while it comes', async () => {
    const journal = await open(newHome())
    const job = await journal.reserveJob()
    await journal.append(numbering()(...openWith(job)))
    const address = { task: `${job}.1`, result: 0 } as const
    const answer = journal.openResult(address, columns, 'keep')
    answer.append([['1'], ['2']])
    expect(await journal.rows(address, 0, 10)).toEqual({
      offset: 0,
      rows: [['1'], ['2']],
      isComplete: false,
    })
    answer.complete()
    expect(await journal.rows(address, 2, 10)).toEqual({ offset: 2, rows: [], isComplete: true })
    await journal.close()
  })

  test('is for its owner alone', async () => {
    const home = newHome()
    const journal = await open(join(home, 'state'))
    await keepHalfAJob(journal)
    for (const name of readdirSync(join(home, 'state'))) {
      expect([name, statSync(join(home, 'state', name)).mode & 0o777]).toEqual([name, 0o600])
    }
    expect(statSync(join(home, 'state')).mode & 0o777).toBe(0o700)
    await journal.close()
  })

  test('does not hold answers that are to be held in memory or passed on', async () => {
    const home = newHome()
    const journal = await open(home)
    const job = await journal.reserveJob()
    await journal.append(numbering()(...openWith(job)))
    for (const [result, use] of (['hold', 'pass'] as const).entries()) {
      const address = { task: `${job}.1`, result } as const
      const answer = journal.openResult(address, columns, use)
      answer.append([[`kept nowhere, ${use}`]])
      expect((await journal.rows(address, 0, 9)).rows).toEqual([[`kept nowhere, ${use}`]])
    }
    journal.appendOutput(`${job}.1`, ['kept nowhere either'], 'hold')
    expect(await journal.output(`${job}.1`, 0, 9)).toEqual(['kept nowhere either'])
    await journal.close()
    for (const name of readdirSync(home))
      expect(readFileSync(join(home, name), 'latin1')).not.toContain('kept nowhere')
  })
})

describe('a plan', () => {
  test('of many tasks is given back in windows, task for task', async () => {
    const journal = await open(newHome())
    const job = await journal.reserveJob()
    const plan = planFor('begin &n; end;', { mode: 'any', count: 1201 })
    const tasks = plan.tasks.map((task) => ({
      ...task,
      parameters: { N: `p${task.number}` },
      statement: `begin p${task.number}; end;`,
    }))
    await journal.append(numbering()(...openWith(job, { ...plan, tasks })))
    const all = [
      ...(await journal.history.tasks(job, 1, 700)),
      ...(await journal.history.tasks(job, 701, 700)),
    ]
    expect(all.map((task) => task.plan)).toEqual(tasks)
    await journal.close()
  })
})

describe('several programs on one journal', () => {
  test('never get the same number', async () => {
    const home = newHome()
    const journals = await Promise.all([open(home), open(home), open(home)])
    const numbers = await Promise.all(
      Array.from({ length: 150 }, (_, index) => journals[index % 3]?.reserveJob()),
    )
    expect(new Set(numbers).size).toBe(150)
    for (const journal of journals) await journal.close()
  })

  test('see each other’s jobs, and whose they are', async () => {
    const home = newHome()
    const one = await open(home)
    const other = await open(home)
    const job = await keepHalfAJob(one)
    expect((await one.history.job(job))?.owner.state).toBe('this program')
    expect((await other.history.job(job))?.owner).toEqual({ pid: process.pid, state: 'another program' })
    expect((await other.history.jobs(5)).map(({ number }) => number)).toEqual([job])
    await one.close()
    await other.close()
  })

  test('do not go on with the same job both', async () => {
    const home = newHome()
    const one = await open(home)
    const job = await keepHalfAJob(one)
    const other = await open(home)
    const next = await other.reserveJob({ job, after: 0 })
    await expect(one.reserveJob({ job, after: 0 })).rejects.toThrow(`gone on with meanwhile, as job ${next}`)
    expect(await one.reserveJob({ job, after: next })).toBeGreaterThan(next)
    await one.close()
    await other.close()
  })
})

describe('a journal that cannot be used', () => {
  test('of a newer program is left alone, and both versions are told', async () => {
    const home = newHome()
    await (await open(home)).close()
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(pathIn(home))
    database.exec('PRAGMA user_version = 99')
    database.close()
    await expect(open(home)).rejects.toThrow('version 99, which a newer program wrote; this one knows 2')
    expect(existsSync(pathIn(home))).toBe(true)
  })

  test('of an earlier version becomes one of today, with what it holds', async () => {
    const home = newHome()
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(pathIn(home))
    makeTablesOf(1, database)
    database.exec(`
      INSERT INTO runs VALUES (1, 1, 'long ago', 'another boot', '0.0.1', 1000, 2000);
      INSERT INTO jobs (job, run, ended_at) VALUES (1, 1, 2000);
      INSERT INTO answers VALUES (1, 1, 0, 0, 2, '[{"name":"N","type":"NUMBER"}]', '[["1"],["2"]]');
    `)
    database.close()
    const journal = await open(home)
    expect(await journal.rows({ task: '1.1', result: 0 }, 0, 5)).toMatchObject({ rows: [['1'], ['2']] })
    const job = await keepHalfAJob(journal)
    expect(await journal.history.job(job)).toMatchObject({ taskCount: 3 })
    await journal.close()
  })

  test('that is damaged or none at all is kept aside, and a new one begun', async () => {
    const home = newHome()
    const text = 'no database at all, but long enough to look at '.repeat(100)
    writeFileSync(pathIn(home), text)
    const journal = await openJournal({ path: pathIn(home), program: '1' })
    expect(journal.setAside?.problem).toBe('file is not a database')
    expect(readFileSync(journal.setAside?.path ?? '', 'utf8')).toBe(text)
    await keepHalfAJob(journal)
    expect(await journal.history.jobs(5)).toHaveLength(1)
    await journal.close()
  })
})

describe('old jobs', () => {
  const end = async (journal: Storage, job: number, events: ReturnType<typeof numbering>) =>
    journal.append(
      [2, 3].flatMap((task): Event[] => events({ type: 'task ended', task: `${job}.${task}`, ...succeeded })),
    )

  test('are forgotten as a whole when they are older than asked, and numbers are not given again', async () => {
    const home = newHome()
    const first = await open(home)
    const events = numbering()
    const job = await keepHalfAJob(first, events)
    await end(first, job, events)
    expect(await first.clean({ days: 1 })).toBe(0)
    await first.close()
    const journal = await open(home)
    expect(await journal.clean({ days: 1 })).toBe(1)
    expect(await journal.history.jobs(5)).toEqual([])
    expect(await journal.output(`${job}.1`, 0, 5)).toEqual([])
    expect(await journal.reserveJob()).toBe(job + 1)
    await journal.close()
  })

  test('go by themselves when a program that kept something closes the journal', async () => {
    const home = newHome()
    const first = await open(home)
    const events = numbering()
    const job = await keepHalfAJob(first, events)
    await end(first, job, events)
    await first.close()
    const second = await openJournal({ path: pathIn(home), program: '1', retention: { days: 1 } })
    expect(await second.history.jobs(5)).toHaveLength(1)
    const next = await keepHalfAJob(second, numbering(Date.now()))
    await second.close()
    const journal = await open(home)
    expect((await journal.history.jobs(5)).map(({ number }) => number)).toEqual([next])
    await journal.close()
  })

  test('are kept while nobody knows what became of their work', async () => {
    const home = newHome()
    const first = await open(home)
    const events = numbering()
    const job = await keepHalfAJob(first, events)
    await first.append(
      events({
        ...{ type: 'task ended', task: `${job}.2`, outcome: 'unknown', fate: 'in doubt' },
        ...{ rows: 0, isCut: false },
      }),
    )
    await first.close()
    const journal = await open(home)
    expect(await journal.clean({ days: 1, megabytes: 0 })).toBe(0)
    expect((await journal.history.jobs(5)).map(({ inDoubt }) => inDoubt)).toEqual([1])
    await journal.close()
  })
})

describe('a job that the program forgets', () => {
  test('is kept as it was, but for rows and lines that stood in memory alone', async () => {
    const home = newHome()
    const journal = await open(home)
    const events = numbering()
    const job = await keepHalfAJob(journal, events)
    const held = { task: `${job}.2`, result: 0 } as const
    const answer = journal.openResult(held, columns, 'hold')
    answer.append([['3']])
    answer.complete()
    journal.appendOutput(held.task, ['said'], 'hold')
    await journal.append(events({ type: 'task ended', task: held.task, ...succeeded }))
    expect((await journal.rows(held, 0, 5)).rows).toEqual([['3']])
    const before = await journal.history.job(job)
    await journal.append(events({ type: 'job forgotten', job }))
    expect(await journal.rows(held, 0, 5)).toEqual({ offset: 0, rows: [], isComplete: true })
    expect(await journal.output(held.task, 0, 5)).toEqual([])
    expect((await journal.rows({ task: `${job}.1`, result: 0 }, 0, 5)).rows).toHaveLength(3)
    expect(await journal.history.job(job)).toEqual(before)
    await journal.close()
  })
})

test('an answer that was broken off is complete once its task has ended', async () => {
  const home = newHome()
  const journal = await open(home)
  const events = numbering()
  const job = await keepHalfAJob(journal, events)
  const address = { task: `${job}.2`, result: 0 } as const
  journal.openResult(address, columns, 'keep').append([['4']])
  expect(await journal.rows(address, 0, 5)).toMatchObject({ rows: [['4']], isComplete: false })
  await journal.append(events({ type: 'task ended', task: address.task, ...succeeded, outcome: 'cancelled' }))
  expect(await journal.rows(address, 0, 5)).toMatchObject({ rows: [['4']], isComplete: true })
  await journal.close()
})
