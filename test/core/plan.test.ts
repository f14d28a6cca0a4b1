import { describe, expect, test } from 'vitest'
import { parseParameter } from '../../src/core/parameters.ts'
import { describePlan, type JobRequest, planJob } from '../../src/core/plan.ts'

const known = { sessions: ['scott', 'hr'], groups: new Map([['both', ['scott', 'hr']]]) }

const plan = (request: Partial<JobRequest>) =>
  planJob(
    {
      text: 'select 1 from dual',
      target: 'both',
      mode: 'each',
      parameters: [],
      cap: 0,
      commit: false,
      limits: { rows: 1000, bytes: undefined },
      results: 'keep',
      whenSelfBlocked: 'stop',
      settlesOthers: false,
      ...request,
    },
    known,
  )

const schemas = parseParameter('schema=A,B,C,D,E,F,G')

describe('tasks', () => {
  test("the seed's job is seven tasks for any of three sessions, in the order of the schemas", () => {
    const seed = plan({
      text: 'begin &schema..task; end;',
      target: 'scott:3',
      mode: 'any',
      parameters: [schemas],
      cap: 3,
    })
    expect(seed.kind).toBe('plsql')
    expect(seed.sessions).toEqual(['scott#1', 'scott#2', 'scott#3'])
    expect(seed.tasks.map(({ number, statement, session }) => [number, statement, session])).toEqual(
      ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name, index) => [
        index + 1,
        `begin ${name}.task; end;`,
        undefined,
      ]),
    )
  })

  test('each runs once per parameter row and session, the rows outside, the sessions inside', () => {
    const { tasks } = plan({ text: 'select :n from &t', parameters: ['n=1,2', 't=emp'].map(parseParameter) })
    expect(tasks.map(({ number, session, statement, binds }) => [number, session, statement, binds])).toEqual(
      [
        [1, 'scott', 'select :n from emp', { N: '1' }],
        [2, 'hr', 'select :n from emp', { N: '1' }],
        [3, 'scott', 'select :n from emp', { N: '2' }],
        [4, 'hr', 'select :n from emp', { N: '2' }],
      ],
    )
  })

  test('one parameter serves &name and :name', () => {
    const [task] = plan({ text: "select '&x', :x from dual", parameters: [parseParameter("x=it's")] }).tasks
    expect(task).toMatchObject({ statement: "select 'it''s', :x from dual", binds: { X: "it's" } })
  })

  test('a job without parameters is one task in any session', () => {
    expect(plan({ mode: 'any' }).tasks).toEqual([
      { number: 1, parameters: {}, statement: 'select 1 from dual', binds: {} },
    ])
  })

  test('a blank line does not cut the statement in two', () => {
    expect(plan({ text: 'delete from emp\n\nwhere empno = 1;\n' }).tasks[0]?.statement).toBe(
      'delete from emp\n\nwhere empno = 1',
    )
  })

  test("Java's quotes and ampersands are its own", () => {
    const text = "create java source named x as // it's\nclass X { boolean f() { return a &&b; } }"
    expect(plan({ text }).tasks[0]?.statement).toBe(text)
  })

  test('commit on each session is a job', () => {
    expect(plan({ text: 'commit;' })).toMatchObject({
      kind: 'commit',
      tasks: [{ session: 'scott' }, { session: 'hr' }],
    })
  })
})

describe('refusals', () => {
  test.each<readonly [string, Partial<JobRequest>, string]>([
    ['nothing', { text: ' -- just a comment\n' }, 'expected a statement, got nothing'],
    [
      'a second statement',
      { text: 'commit;\n\nrollback;' },
      'expected one statement, got a second one on line 3',
    ],
    [
      'a slash that would run it again',
      { text: 'commit;\n/' },
      'got a "/" that runs the statement again on line 2',
    ],
    ['a SQL*Plus command', { text: 'set define off' }, 'line 1: set is a SQL*Plus command'],
    ['exec', { text: 'exec p' }, 'write: begin ...; end;'],
    [
      'entry ended by a dot',
      { text: 'select 1 from dual\n.' },
      'a lone "." ends the statement without running it',
    ],
    [
      'a string without an end',
      { text: "select 1,\n'abc from dual" },
      "line 2: the string that begins with 'abc",
    ],
    [
      'missing values',
      { text: 'select &a, :b, :c from dual', parameters: [parseParameter('c=1')] },
      'no value for &a, :b',
    ],
    [
      'a parameter that is not used',
      { parameters: [parseParameter('x=1')] },
      'the statement uses no &x or :x',
    ],
    [
      'a value that may not stand there',
      { text: 'begin &x..p; end;', parameters: [parseParameter('x=a b')] },
      '&x: expected a name there, got "a b"',
    ],
    ['several alike with each', { target: 'scott:3' }, 'would run the same thing 3 times as scott'],
    ['commit on any session', { text: 'commit', mode: 'any' }, 'commit on any session means nothing'],
    ['rollback on any session', { text: 'rollback', mode: 'any' }, 'rollback on any session means nothing'],
    ['an unknown session', { target: 'nobody' }, 'expected a session or group, got "nobody"'],
    ['a cap below zero', { cap: -1 }, 'cap: expected 0 (no cap) or a whole number, got -1'],
    ['half a cap', { cap: 1.5 }, 'got 1.5'],
  ])('%s', (_, request, message) => {
    expect(() => plan(request)).toThrow(message)
  })
})

describe('a dry run', () => {
  test('shows every task with what it would send', () => {
    const seed = plan({
      text: 'begin &schema..task; end;',
      target: 'scott:2',
      mode: 'any',
      parameters: [schemas],
    })
    const { headings, rows } = describePlan(seed)
    expect(headings).toEqual(['TASK', 'SESSION', 'SCHEMA', 'STATEMENT'])
    expect(rows[0]).toEqual(['1', 'any of scott#1, scott#2', 'A', 'begin A.task; end;'])
    expect(rows).toHaveLength(7)
  })

  test('counts the sessions where they are many', () => {
    const { rows } = describePlan(plan({ target: 'scott:9', mode: 'any' }))
    expect(rows).toEqual([['1', 'any of 9 in scott:9', 'select 1 from dual']])
  })

  test('shows no password', () => {
    const { rows } = describePlan(plan({ text: 'alter user a identified by tiger' }))
    expect(rows[0]?.at(-1)).toBe('alter user a identified by ***')
  })

  test('shows no password that is a parameter', () => {
    const parameters = ['who=a,b', 'pw=tiger'].map(parseParameter)
    const { rows } = describePlan(
      plan({ text: 'alter user &who identified by &pw', target: 'hr', parameters }),
    )
    expect(rows).toEqual([
      ['1', 'hr', 'a', '***', 'alter user a identified by ***'],
      ['2', 'hr', 'b', '***', 'alter user b identified by ***'],
    ])
  })
})
