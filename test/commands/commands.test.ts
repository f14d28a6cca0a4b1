import { describe, expect, test } from 'vitest'
import type { CommandContext, CommandResult, Settings } from '../../src/commands/command.ts'
import { commandGroups, commands } from '../../src/commands/commands.ts'
import { findCommand, nearestCommand, usageOf } from '../../src/commands/registry.ts'
import { apply } from '../../src/core/apply.ts'
import type { State } from '../../src/core/state.ts'
import type { Command as EngineCommand } from '../../src/engine/door.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

const settings: Settings = { target: 'scott:3', mode: 'any', cap: 3, parameters: [], commit: false, next: {} }
const known = { sessions: ['scott', 'a', 'b', 'c'], groups: new Map() }

/** Job 1 has succeeded and left work open in scott#1, job 2 runs one task and has one waiting. */
function context(part: Partial<CommandContext> = {}): CommandContext {
  const log = logOfEvents()
  log.add(
    ...openSessions(['scott#1', 'scott#2']),
    { type: 'job queued', job: 1, plan: planOf({ sessions: ['scott#1'], count: 2 }) },
    { type: 'task started', task: '1.1', session: 'scott#1' },
    { type: 'task ended', task: '1.1', ...endedWith({ fate: 'pending', rows: 3 }) },
    { type: 'task started', task: '1.2', session: 'scott#1' },
    { type: 'task ended', task: '1.2', ...endedWith({}) },
    { type: 'job queued', job: 2, plan: planOf({ sessions: ['scott#2'], count: 2 }) },
    { type: 'task started', task: '2.1', session: 'scott#2' },
  )
  return {
    state: log.state,
    settings,
    known,
    selected: { job: 2, task: '2.1' },
    groups: commandGroups,
    isPractice: true,
    now: Date.now(),
    ...part,
  }
}

const nextEvent = (state: State) => ({ version: 1, seq: state.seq + 1, at: 0 })

/** Runs a line as the prompt does. */
function run(line: string, part: Partial<CommandContext> = {}): CommandResult {
  const [word = '', ...rest] = line.split(' ')
  const command = findCommand(word, commands)
  if (!command) throw new Error(`no command ${word}`)
  return command.run(rest.join(' '), context(part))
}

describe('the registry', () => {
  test.each(commands.flatMap(({ examples }) => examples.map(({ line }) => line)))(
    'the example "%s" runs',
    (line) => {
      expect(run(line).type).toMatch(
        /^(settings|send|say|text|show|list jobs|recall|again|edit|edit again|save|copy|page|describe|refresh dictionary|save group|view|tour|quit)$/,
      )
    },
  )

  test('every command and every alias is found by exactly one word, in any case', () => {
    const words = commands.flatMap(({ name, aliases }) => [name, ...aliases])
    expect(new Set(words).size).toBe(words.length)
    for (const word of words) expect(findCommand(word.toUpperCase(), commands)).toBeDefined()
  })

  test.each([
    ['cansel', 'cancel'],
    ['comit', 'commit'],
    ['hepl', 'help'],
    ['exi', 'quit'],
  ])('%s is taken for a slip of %s', (typed, meant) => {
    expect(nearestCommand(typed, commands)?.name).toBe(meant)
  })

  test('the overview of help fits a terminal of 80 columns', () => {
    const help = run('help')
    if (help.type !== 'text') throw new Error(help.type)
    expect(Math.max(...help.lines.map((line) => line.length))).toBeLessThanOrEqual(80)
    for (const command of commands) expect(help.lines.join('\n')).toContain(usageOf(command))
  })

  test('help names the command that was probably meant', () => {
    expect(() => run('help cansel')).toThrow('did you mean cancel?')
  })
})

describe('what the next statement gets', () => {
  test.each<[string, Partial<Settings>]>([
    ['on a,b', { target: 'a,b' }],
    ['each', { mode: 'each' }],
    ['any', { mode: 'any' }],
    ['cap 7', { cap: 7 }],
    ['cap 0', { cap: 0 }],
    ['timeout 30s', { timeout: { milliseconds: 30_000 } }],
    ['timeout 200%', { timeout: { percent: 200 } }],
    ['halt now,fail=20%', { halt: { when: 'now', cause: 'fail', share: { percent: 20 } } }],
    ['serial 1,5,20%', { waves: [{ tasks: 1 }, { tasks: 5 }, { percent: 20 }] }],
    ['autocommit ON', { commit: true }],
    ['retries 3', { retries: { times: 3, delay: 5000, on: [] } }],
    ['retries 2 30s on ORA-1555', { retries: { times: 2, delay: 30_000, on: ['ORA-01555'] } }],
    ['for schema=A,B', { parameters: [{ name: 'SCHEMA', values: ['A', 'B'] }] }],
  ])('%s sets just that', (line, changed) => {
    expect(run(line)).toMatchObject({ type: 'settings', settings: { ...settings, ...changed } })
  })

  test('several for clauses multiply, the same name is replaced, and for alone clears them', () => {
    const parameters = [
      { name: 'SCHEMA', values: ['A', 'B'] },
      { name: 'YEAR', values: ['2024'] },
    ]
    const both = { settings: { ...settings, parameters } }
    expect(run('for n=1,2', both)).toMatchObject({ message: expect.stringContaining('4 rows') })
    expect(run('for schema=X', both)).toMatchObject({
      settings: { parameters: [{ name: 'SCHEMA', values: ['X'] }, parameters[1]] },
    })
    expect(run('for', both)).toMatchObject({ settings: { parameters: [] } })
  })

  test('for takes the columns of a file, and the rows of a query, without reading either', () => {
    const file = { from: 'file', path: 'rows.csv', names: ['A', 'B'] } as const
    const query = { from: 'query', names: ['A'], statement: 'select 1 from dual', session: 'scott' } as const
    const result = run('for a,b=@rows.csv')
    expect(result).toMatchObject({ settings: { parameters: [file] } })
    expect(result).toMatchObject({
      message: expect.stringContaining('read when it is queued, of a, b of rows'),
    })
    expect(run('for a=(select 1 from dual)@scott')).toMatchObject({ settings: { parameters: [query] } })
    const before = { settings: { ...settings, parameters: [{ name: 'N', values: ['1'] }, file] } }
    expect(run('for a=(select 1 from dual)@scott', before)).toMatchObject({
      settings: { parameters: [{ name: 'N' }, query] },
    })
  })

  test.each([
    ['for @-', 'stdin is where you type'],
    ['for a=(delete from emp)@scott', 'only a plain query'],
    ['on', 'known sessions are scott, a, b, c'],
    ['on scot', 'did you mean "scott"?'],
    ['cap three', 'whole number'],
    ['halt', 'expected never, or soon or now'],
    ['halt fail=1', 'expected never, or soon or now'],
    ['serial', 'expected sizes of waves'],
    ['serial 1,0', 'got "0" in "1,0"'],
    ['cap scot 3', 'did you mean scott?'],
    ['cap 1 3', 'job 1 has ended'],
    ['cap 7 3', 'there is no job 7'],
    ['after x', 'number of a job'],
    ['retries many', 'retries 3 30s on ORA-20001'],
    ['retries 3 on ORA-01017', 'is never retried'],
    ['at noon', '+5m, 14:30'],
    ['repeat 5x', '30s, 5m'],
    ['repeat 5s until done', 'rows=0'],
    ['repeat 5s times 0', 'from 1'],
    ['hold 1', 'job 1 has ended'],
    ['hold 2.1', 'is a task'],
    ['priority high', 'whole number'],
    ['move 2 up', 'JOB first'],
    ['move 2 before 2', 'before itself'],
    ['autocommit', 'on or off'],
    ['for schema', 'NAME=VALUE'],
    ['each a,b', 'on TARGET'],
  ])('"%s" says what it wants', (line, words) => {
    expect(() => run(line)).toThrow(words)
  })
})

test('halt never and serial off take back what was set', () => {
  const rule = { when: 'soon', cause: 'fail', share: { tasks: 1 } } as const
  const both = { settings: { ...settings, halt: rule, waves: [{ tasks: 1 }] } }
  expect(run('halt NEVER', both)).toMatchObject({ settings: { ...settings, waves: [{ tasks: 1 }] } })
  expect(run('halt never', both)).not.toHaveProperty('settings.halt')
  expect(run('serial OFF', both)).not.toHaveProperty('settings.waves')
})

describe('the queue', () => {
  test.each<[string, EngineCommand]>([
    ['cap 2 5', { type: 'set cap', job: 2, cap: 5 }],
    ['cap all 20', { type: 'limit', scope: { kind: 'all' }, cap: 20 }],
    ['cap SCOTT 1', { type: 'limit', scope: { kind: 'session', session: 'scott' }, cap: 1 }],
    ['cap pair 2', { type: 'limit', scope: { kind: 'group', group: 'Pair', sessions: ['a', 'b'] }, cap: 2 }],
    ['cap db:free 0', { type: 'limit', scope: { kind: 'database', database: 'FREE' }, cap: 0 }],
    ['pause', { type: 'pause queue' }],
    ['hold', { type: 'hold jobs', jobs: [2], reason: 'at the prompt' }],
    ['hold 2', { type: 'hold jobs', jobs: [2], reason: 'at the prompt' }],
    ['priority 2 -3', { type: 'set priority', job: 2, priority: -3 }],
    ['move 2 FIRST', { type: 'move job', job: 2, to: 'first' }],
    ['move 2 before 1', { type: 'move job', job: 2, to: { before: 1 } }],
  ])('"%s" is one command to the engine', (line, command) => {
    const groups = new Map([['Pair', ['a', 'b']]])
    expect(run(line, { known: { ...known, groups } })).toMatchObject({ type: 'send', command })
  })

  test('a job that is held is released by name, or with all others', () => {
    const held = context()
    apply(held.state, { ...nextEvent(held.state), type: 'job held', job: 2, reason: 'look first' })
    const released = { type: 'send', command: { type: 'release jobs', jobs: [2] } }
    expect(run('release 2', held)).toMatchObject(released)
    expect(run('release', held)).toMatchObject(released)
    expect(run('release')).toMatchObject({ type: 'say', message: 'no job is held' })
  })

  test('a job that is held for a wave is released by name or where one stands, and not with all others: what the wave gave has to be seen', () => {
    const log = logOfEvents()
    log.add(
      ...openSessions(['a']),
      { type: 'job queued', job: 1, plan: planOf({ sessions: ['a'], count: 2, waves: [{ tasks: 1 }] }) },
      { type: 'task started', task: '1.1', session: 'a' },
      { type: 'task ended', task: '1.1', ...endedWith({}) },
      { type: 'wave ended', job: 1, wave: 1, signature: [] },
      { type: 'job held', job: 1, wave: 1, reason: 'wave 1 of 2' },
    )
    const released = {
      ...{ type: 'send', command: { type: 'release jobs', jobs: [1] } },
      done: 'released: job 1; confirmed: what wave 1 of job 1 gave',
    }
    expect(run('release 1', { state: log.state, selected: undefined })).toEqual(released)
    expect(run('release', { state: log.state, selected: { job: 1 } })).toEqual(released)
    expect(run('release', { state: log.state, selected: undefined })).toEqual({
      type: 'say',
      message: 'held for what a wave gave: job 1; name the job',
    })
  })

  test('resume alone lets a paused queue go on, and says so when it is not paused', () => {
    const paused = context()
    apply(paused.state, { ...nextEvent(paused.state), type: 'queue paused' })
    expect(run('resume', paused)).toMatchObject({ type: 'send', command: { type: 'resume queue' } })
    expect(run('pause', paused)).toMatchObject({ type: 'say' })
    expect(run('resume')).toMatchObject({
      type: 'say',
      message: expect.stringContaining('not paused'),
    })
  })

  test('cap alone tells every cap that holds', () => {
    const capped = context()
    const scope = { kind: 'all' } as const
    apply(capped.state, { ...nextEvent(capped.state), type: 'cap set', scope, cap: 4 })
    expect(run('cap', capped)).toMatchObject({
      lines: ['the next job: 3', 'job 2: no cap, 1 run', 'all tasks: 4, 1 run'],
    })
  })

  test('after, at, repeat and priority hold for the next statement, together, until they are taken back', () => {
    let context: Partial<CommandContext> = {}
    for (const line of ['after 2 ended', 'at +5m', 'repeat 5s times 3 until rows=0', 'priority 7']) {
      const result = run(line, { ...context, now: 1000 })
      if (result.type !== 'settings') throw new Error(result.type)
      context = { settings: result.settings }
    }
    expect(context.settings?.next).toEqual({
      ...{ after: { job: 2, if: 'ended' }, startAt: 301_000, priority: 7 },
      repeat: { every: 5000, times: 3, until: { of: 'rows', is: '=', count: 0 } },
    })
    expect(run('after', context)).toMatchObject({ settings: { next: { startAt: 301_000, priority: 7 } } })
    expect(run('repeat', context)).not.toHaveProperty('settings.next.repeat')
  })
})

describe('commit and rollback', () => {
  test('end the transactions of just those sessions of the target that hold work', () => {
    expect(run('commit', { settings: { ...settings, target: 'scott:1' } })).toEqual({
      type: 'send',
      command: { type: 'end transactions', sessions: ['scott#1'], how: 'commit' },
      done: 'committed the work of 1.1 in scott#1',
    })
    expect(run('rollback')).toMatchObject({ command: { how: 'rollback' } })
  })

  test('leave what still runs alone, and say so', () => {
    const both = { settings: { ...settings, target: 'scott:2' } }
    expect(run('commit', both)).toMatchObject({
      command: { sessions: ['scott#1'] },
      done: 'committed the work of 1.1 in scott#1; job 2 has not ended and is not part of it',
    })
  })

  test('are refused while the only work of the target still runs', () => {
    const log = logOfEvents()
    log.add(...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ sessions: ['a'] }) })
    const part = { state: log.state, settings: { ...settings, target: 'a' } }
    expect(() => run('commit', part)).toThrow('job 1 has not ended: commit when it has')
  })

  test('may name a job, a target, or all', () => {
    expect(run('commit 1')).toMatchObject({
      command: { type: 'end transactions', sessions: ['scott#1'], how: 'commit', job: 1 },
    })
    expect(run('rollback scott:2')).toMatchObject({ command: { sessions: ['scott#1'], how: 'rollback' } })
    const elsewhere = { settings: { ...settings, target: 'a' } }
    expect(run('commit all', elsewhere)).toMatchObject({ command: { sessions: ['scott#1'] } })
    expect(run('commit scott', elsewhere)).toMatchObject({ type: 'say' })
    expect(() => run('commit 2')).toThrow('job 2 has not ended')
    expect(() => run('commit 1.1')).toThrow('1.1 is a task')
    expect(() => run('commit 9')).toThrow('there is no job 9')
  })

  test('say so when there is nothing to end', () => {
    const elsewhere = { settings: { ...settings, target: 'a' } }
    expect(run('commit', elsewhere)).toEqual({
      type: 'say',
      message: 'no session of a holds uncommitted work',
    })
  })
})

describe('cancel', () => {
  test.each([
    ['cancel', { type: 'cancel task', task: '2.1' }],
    ['cancel 2.2', { type: 'cancel task', task: '2.2' }],
    ['cancel 2', { type: 'cancel job', job: 2, reason: 'cancelled at the prompt' }],
    [
      'cancel scott:2',
      {
        ...{ type: 'cancel sessions', sessions: ['scott#1', 'scott#2'] },
        reason: 'cancelled at the prompt',
      },
    ],
    ['cancel ALL', { type: 'cancel all', reason: 'cancelled at the prompt' }],
  ])('%s sends what it says', (line, command) => {
    expect(run(line)).toMatchObject({ type: 'send', command })
  })

  test('of what has ended sends nothing and says how it ended', () => {
    expect(run('cancel 1.1')).toEqual({ type: 'say', message: '1.1 has ended: succeeded' })
    expect(run('cancel 1')).toEqual({ type: 'say', message: 'job 1 has ended' })
  })

  test.each([
    ['cancel 9', 'there is no job 9'],
    ['cancel 2.3', 'its tasks are 2.1 to 2.2'],
    ['cancel soon', 'name a task as 1.2'],
  ])('"%s" is refused with what there is', (line, words) => {
    expect(() => run(line)).toThrow(words)
  })

  test('without a name and a selection asks for one', () => {
    expect(() => run('cancel', { selected: undefined })).toThrow('nothing is selected')
  })
})

test('answer shows the selected task, fold the job it belongs to', () => {
  expect(run('answer')).toEqual({ type: 'show', subject: { job: 2, task: '2.1' } })
  expect(run('fold')).toEqual({ type: 'show', subject: { job: 2 } })
})

describe('what the journal has', () => {
  test('is listed, shown, gone on with and tried again', () => {
    expect(run('jobs')).toEqual({ type: 'list jobs', count: 30 })
    expect(run('jobs 5')).toEqual({ type: 'list jobs', count: 5 })
    expect(run('show 17.2')).toEqual({ type: 'recall', job: 17, task: 2 })
    expect(run('retry 17 unknown')).toMatchObject({ type: 'again', how: 'retry unknown', job: 17 })
    expect(run('retry 17 EDIT')).toEqual({ type: 'edit again', how: 'retry', job: 17 })
    expect(run('resume 17')).toEqual({ type: 'again', how: 'resume', job: 17, isAsItWas: false })
    expect(run('retry 17 --as-it-was')).toEqual({ type: 'again', how: 'retry', job: 17, isAsItWas: true })
  })

  test('is not asked for a job that is in the list', () => {
    expect(run('show 2.1')).toEqual({ type: 'show', subject: { job: 2, task: '2.1' } })
  })

  test.each(['show', 'show x', 'resume x', 'retry 3.1', 'jobs all'])(
    '"%s" is told what was expected',
    (line) => {
      expect(() => run(line)).toThrow(/expected/)
    },
  )
})

test('sessions list what there is, with open work', () => {
  const { lines } = run('sessions') as Extract<CommandResult, { type: 'text' }>
  expect(lines[0]).toMatch(/^scott#1 .*idle .*uncommitted work of 1\.1$/)
  expect(lines[1]).toMatch(/^scott#2 .*runs 2\.1/)
})

describe('open', () => {
  test('has nothing to do while no session was refused', () => {
    expect(run('open')).toMatchObject({
      type: 'say',
      message: expect.stringMatching(/no session of scott:3 was refused/),
    })
  })

  test('tries those of the target that were refused, and no others', () => {
    const log = logOfEvents()
    const error = { code: 'wrong password', message: 'ORA-01017' } as const
    log.add(...openSessions(['a', 'b', 'c']), { type: 'session refused', session: 'b', error })
    expect(run('open a,b', { state: log.state })).toMatchObject({
      type: 'send',
      command: { type: 'open sessions', sessions: ['b'] },
    })
    expect(run('open a', { state: log.state })).toMatchObject({ type: 'say' })
  })
})

describe('what leaves the screen, and what is explained', () => {
  test.each([
    ['save staff.csv', { type: 'save', path: 'staff.csv', format: 'csv' }],
    ['save staff.CSV text', { type: 'save', path: 'staff.CSV', format: 'text' }],
    ['save my staff csv', { type: 'save', path: 'my staff', format: 'csv' }],
    ['save "a b.txt"', { type: 'save', path: 'a b.txt', format: 'text' }],
    ['copy', { type: 'copy', format: 'text' }],
    ['copy CSV', { type: 'copy', format: 'csv' }],
    ['copy sql', { type: 'copy', format: 'sql' }],
    ['pager', { type: 'page' }],
    ['desc hr.emp;', { type: 'describe', names: ['HR', 'EMP'], written: 'hr.emp' }],
    ['describe "Mixed Case".x', { type: 'describe', names: ['Mixed Case', 'X'] }],
  ])('"%s" asks for just that', (line, result) => {
    expect(run(line)).toMatchObject(result)
  })

  test.each([
    ['save', 'wants the name of a file'],
    ['copy all', 'expected csv, text or sql'],
    ['desc', 'expected a name'],
    ['desc a.b.c.d', 'expected a name'],
    ['desc select * from', 'expected a name'],
    ['oerr emp', 'expected the number of an error'],
  ])('"%s" says what it wants', (line, words) => {
    expect(() => run(line)).toThrow(words)
  })

  test('oerr alone wants a number where the selected task has failed with none', () => {
    expect(run('oerr')).toMatchObject({ type: 'say', message: expect.stringContaining('has none') })
  })

  test('oerr explains by number, and that of the selected task', () => {
    const lines = (line: string, part: Partial<CommandContext> = {}) => {
      const result = run(line, part)
      if (result.type !== 'text') throw new Error(result.type)
      return [result.title, ...result.lines].join('\n')
    }
    expect(lines('oerr 942')).toMatch(/ORA-00942\nCause: {2}no such table[\s\S]*error-help\/db\/ora-00942\//)
    expect(lines('oerr ORA-12345')).toMatch(/not among those[\s\S]*ora-12345/)
    expect(lines('oerr NJS-502')).toMatch(/Did you mean NJS-50/)
    const log = logOfEvents()
    const error = { code: 'statement failed', message: 'ORA-01476: x', oracle: 'ORA-01476' } as const
    log.add(
      ...openSessions(['a']),
      { type: 'job queued', job: 1, plan: planOf({ sessions: ['a'] }) },
      { type: 'task started', task: '1.1', session: 'a' },
      { type: 'task ended', task: '1.1', ...endedWith({ outcome: 'failed', error }) },
    )
    expect(lines('oerr', { state: log.state, selected: { job: 1, task: '1.1' } })).toMatch(/ORA-01476/)
  })
})

describe('group', () => {
  test('saves the sessions of the prompt, or of a target', () => {
    expect(run('group shops')).toMatchObject({ type: 'save group', name: 'shops' })
    expect(run('group most a,b')).toEqual({ type: 'save group', name: 'most', sessions: ['a', 'b'] })
  })

  test.each([
    ['group', /wants a name/],
    ['group a,b', /a,b is no name/],
    ['group most nobody', /nobody/],
  ])('%s is refused', (line, why) => {
    expect(() => run(line)).toThrow(why)
  })
})
