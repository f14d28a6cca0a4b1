import { describe, expect, test } from 'vitest'
import {
  addGroup,
  addSessions,
  type Catalogue,
  editGroup,
  editSession,
  emptyCatalogue,
  type Group,
  knownNames,
  meanings,
  removeGroups,
  removeSessions,
} from '../../src/core/catalogue.ts'
import type { SessionSpec } from '../../src/core/session.ts'
import { resolveTarget } from '../../src/core/target.ts'

const session = (name: string): SessionSpec => ({ name, login: { user: name, connectString: 'practice' } })
const list = (name: string, ...sessions: string[]): Group => ({ name, members: { kind: 'list', sessions } })
const rule = (name: string, target: string): Group => ({ name, members: { kind: 'rule', target } })

const three = addSessions(emptyCatalogue, ['hr_test', 'hr_prod', 'fin_prod'].map(session))
const grouped = [list('hr', 'hr_test', 'hr_prod'), rule('prod', '*_prod'), rule('hrprod', 'hr&prod')].reduce(
  addGroup,
  three,
)

const sessionsOf = (catalogue: Catalogue, target: string) =>
  resolveTarget(target, knownNames(catalogue)).sessions

describe('saved sessions and groups', () => {
  test('are what targets name', () => {
    expect(sessionsOf(grouped, 'hr')).toEqual(['hr_test', 'hr_prod'])
    expect(sessionsOf(grouped, 'prod')).toEqual(['hr_prod', 'fin_prod'])
    expect(sessionsOf(grouped, 'hrprod,fin_prod')).toEqual(['hr_prod', 'fin_prod'])
  })

  test('a rule is read anew, in whatever order its groups were saved', () => {
    const more = addSessions(grouped, [session('new_prod')])
    expect(sessionsOf(more, 'prod')).toEqual(['hr_prod', 'fin_prod', 'new_prod'])
    const reversed = { ...more, groups: [...more.groups].reverse() }
    expect(sessionsOf(reversed, 'hrprod')).toEqual(['hr_prod'])
  })

  test('rules follow a session or group that is renamed', () => {
    const named = addGroup(grouped, rule('two', 'HR_test,(hr_prod&prod)'))
    const renamed = editSession(named, 'hr_test', (before) => ({ ...before, name: 'dev' }))
    expect(sessionsOf(renamed, 'two')).toEqual(['dev', 'hr_prod'])
    const regrouped = editGroup(renamed, 'prod', (before) => ({ ...before, name: 'live' }))
    expect(sessionsOf(regrouped, 'two')).toEqual(['dev', 'hr_prod'])
  })

  test('a session that is renamed or removed is so in every list', () => {
    const renamed = editSession(grouped, 'HR_TEST', (before) => ({ ...before, name: 'hr_dev' }))
    expect(sessionsOf(renamed, 'hr')).toEqual(['hr_dev', 'hr_prod'])
    expect(sessionsOf(removeSessions(renamed, ['hr_dev']), 'hr')).toEqual(['hr_prod'])
  })

  test('a group can be renamed, changed and removed; its sessions stay', () => {
    const changed = editGroup(grouped, 'hr', () => list('people', 'hr_test'))
    expect(sessionsOf(changed, 'people')).toEqual(['hr_test'])
    expect(removeGroups(grouped, ['hr', 'prod', 'hrprod'])).toEqual(three)
  })

  test('a rule that has come to mean nothing says why, and stops no other', () => {
    const without = removeSessions(grouped, ['hr_prod', 'fin_prod'])
    expect(meanings(without).get('prod')).toEqual({
      sessions: [],
      problem: 'target "*_prod", position 1: no session matches "*_prod"',
    })
    expect(sessionsOf(without, 'hr')).toEqual(['hr_test'])
  })

  test('a change gives a new catalogue and leaves the old one as it was', () => {
    const before = structuredClone(grouped)
    editSession(grouped, 'hr_test', () => session('other'))
    removeSessions(grouped, ['hr_test'])
    expect(grouped).toEqual(before)
  })

  test.each<[string, () => Catalogue, string]>([
    ['a taken name', () => addSessions(three, [session('HR_test')]), 'a session is called HR_test already'],
    ['a group’s name', () => addSessions(grouped, [session('prod')]), 'a group is called prod already'],
    ['a name that is none', () => addSessions(three, [session('a,b')]), '"a,b" is no name'],
    ['one name twice', () => addSessions(three, [session('x'), session('X')]), 'called X already'],
    ['an unknown session', () => removeSessions(three, ['hr_tset']), 'did you mean "hr_test"?'],
    ['an unknown session of none', () => removeSessions(emptyCatalogue, ['x']), 'none are saved'],
    ['an unknown member', () => addGroup(three, list('g', 'nobody')), 'no saved session is called nobody'],
    ['an unknown group', () => removeGroups(grouped, ['prot']), 'did you mean "prod"?'],
    ['a rule with a slip', () => addGroup(three, rule('g', 'hr_test,')), 'group g: target "hr_test,"'],
    ['a rule of several alike', () => addGroup(three, rule('g', 'hr_test:3')), 'not hr_test:N'],
    [
      'a rule on itself',
      () => addGroup(three, rule('g', 'hr_test,g')),
      'group g: "hr_test,g": the rule of g means nothing yet',
    ],
    [
      'a rule that leads back to itself',
      () => editGroup(grouped, 'prod', () => rule('prod', 'hrprod')),
      'group prod: "hrprod": the rule of hrprod means nothing yet, or leads back to this one',
    ],
    ['a rename to a taken name', () => editSession(three, 'hr_test', () => session('hr_prod')), 'already'],
  ])('%s is refused', (_, change, message) => {
    expect(change).toThrow(message)
  })
})
