import { describe, expect, test } from 'vitest'
import type { CommandContext } from '../../src/commands/command.ts'
import { commandGroups, commands } from '../../src/commands/commands.ts'
import { findCommand } from '../../src/commands/registry.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

/** Job 1 has ended, job 2 has one task that runs and one that waits, job 3 is held. */
function context(): CommandContext {
  const log = logOfEvents()
  log.add(
    ...openSessions(['a', 'b']),
    { type: 'job queued', job: 1, plan: planOf({ sessions: ['a'], statement: 'select\n  1 from dual' }) },
    { type: 'task started', task: '1.1', session: 'a' },
    { type: 'task ended', task: '1.1', ...endedWith({}) },
    { type: 'job queued', job: 2, plan: planOf({ sessions: ['a', 'b'], count: 2 }) },
    { type: 'task started', task: '2.1', session: 'a' },
    { type: 'job queued', job: 3, plan: planOf({ sessions: ['b'] }) },
    { type: 'job held', job: 3, reason: 'look first' },
  )
  return {
    state: log.state,
    settings: { target: 'a', mode: 'each', cap: 0, parameters: [], commit: false, next: {} },
    known: { sessions: ['a', 'b'], groups: new Map([['prod', ['b']]]) },
    ...{ selected: undefined, groups: commandGroups, now: 0, isPractice: false },
  }
}

/** What a command offers at the `|` of a line, each as the whole argument would read with it. */
function offered(line: string): string[] {
  const [word = '', ...rest] = line.split(' ')
  const marked = rest.join(' ')
  const cursor = marked.indexOf('|')
  const argument = marked.replace('|', '')
  const found = findCommand(word, commands)?.complete?.(argument, cursor, context()) ?? []
  return found.map(({ from, text }) => argument.slice(0, from) + text + argument.slice(cursor))
}

describe('an argument may be', () => {
  test.each([
    ['on |', ['a', 'b', 'prod']],
    ['on a,|', ['a,a', 'a,b', 'a,prod']],
    ['on (prod!|)', ['(prod!a)', '(prod!b)', '(prod!prod)']],
    ['on a:|', []],
    ['hold |', ['3', '2']],
    ['hold 2 |', ['2 3', '2 2']],
    ['release |', ['3']],
    ['show |', ['3', '2', '1']],
    ['show 2.|', ['2.1', '2.2']],
    ['answer 9.|', ['3', '2', '1']],
    ['retry 1 |', ['1 unknown', '1 edit', '1 --as-it-was']],
    ['retry 1 e|', ['1 unknown', '1 edit', '1 --as-it-was']],
    ['resume 1 --|', ['1 --as-it-was']],
    ['move 2 |', ['2 first', '2 last', '2 before']],
    ['autocommit |', ['on', 'off']],
    ['cancel |', ['3', '2', '1', 'a', 'b', 'prod', 'all']],
    ['commit |', ['3', '2', '1', 'a', 'b', 'prod', 'all']],
    ['cap |', ['a', 'b', 'prod', 'all', 'db:', '3', '2']],
    ['cap a |', []],
    ['after 1 |', ['1 ended']],
    ['quit |', []],
  ])('in %j', (line, expected) => {
    expect(offered(line)).toEqual(expected)
  })
})

test('jobs are told with their statement, tasks with what they do, sessions and groups as such', () => {
  const hints = (word: string, argument = '') =>
    findCommand(word, commands)
      ?.complete?.(argument, argument.length, context())
      .map(({ hint }) => hint)
  expect(hints('fold')?.at(-1)).toBe('select 1 from dual')
  expect(hints('show', '2.')).toEqual(['running', 'waiting'])
  expect(hints('on')).toEqual(['session', 'session', 'group of 1'])
})

test('help offers every command with its summary', () => {
  const found = findCommand('help', commands)?.complete?.('', 0, context()) ?? []
  expect(found.map(({ text }) => text)).toEqual(commands.map(({ name }) => name))
})
