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

  test('may be spelled in any case in a list', () => {
    expect(sessionsOf(addGroup(three, list('g', 'HR_Test')), 'g')).toEqual(['hr_test'])
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

describe('a tag', () => {
  const tagged = addSessions(grouped, [
    { ...session('x'), tags: ['Live', 'emea'] },
    { ...session('y'), tags: ['live'] },
  ])

  test('stands in a target, and in a rule, for the sessions that have it', () => {
    expect(sessionsOf(tagged, 'live')).toEqual(['x', 'y'])
    expect(sessionsOf(tagged, 'LIVE!emea,hr_test')).toEqual(['y', 'hr_test'])
    expect(sessionsOf(addGroup(tagged, rule('both', 'live,prod')), 'both')).toEqual([
      ...['x', 'y', 'hr_prod', 'fin_prod'],
    ])
  })

  test('goes with its last session, and rules that named it say so', () => {
    const ruled = addGroup(tagged, rule('european', 'emea'))
    const without = editSession(ruled, 'x', ({ tags: _, ...rest }) => rest)
    expect(meanings(without).get('european')?.problem).toMatch(/emea/)
  })

  test.each([
    [
      'a session',
      () => addSessions(tagged, [{ ...session('z'), tags: ['hr_test'] }]),
      /tag hr_test: a session/,
    ],
    ['a group', () => addSessions(tagged, [{ ...session('z'), tags: ['PROD'] }]), /tag PROD: a group/],
    ['the session itself', () => addSessions(tagged, [{ ...session('z'), tags: ['Z'] }]), /tag Z: a session/],
    [
      'a session added with it',
      () => addSessions(tagged, [session('q'), { ...session('z'), tags: ['q'] }]),
      /tag q/,
    ],
    ['a session by being edited', () => editSession(tagged, 'x', (it) => ({ ...it, tags: ['y'] })), /tag y/],
  ])('that is the name of %s is refused', (_, change, message) => {
    expect(change).toThrow(message)
  })

  test('keeps its name to itself: no session, group or renamed one is called so', () => {
    expect(() => addSessions(tagged, [session('emea')])).toThrow('a tag is called emea already')
    expect(() => addGroup(tagged, list('EMEA', 'x'))).toThrow('a tag is called EMEA already')
    expect(() => editSession(tagged, 'y', (it) => ({ ...it, name: 'emea' }))).toThrow('a tag is called emea')
    expect(() => editGroup(tagged, 'hr', (it) => ({ ...it, name: 'emea' }))).toThrow('a tag is called emea')
  })

  test('may become the name of the only session that had it', () => {
    const renamed = editSession(tagged, 'x', ({ tags: _, ...it }) => ({ ...it, name: 'emea' }))
    expect(sessionsOf(renamed, 'emea')).toEqual(['emea'])
  })
})

describe('what a session may not be is refused when it is saved', () => {
  test.each<[Partial<SessionSpec>, RegExp]>([
    [{ schema: 'hr; drop' }, /"hr; drop" is no schema/],
    [{ schema: 'a.b' }, /no schema/],
    [{ schema: '"' }, /no schema/],
    [{ keepalive: -1 }, /seconds from 0/],
    [{ keepalive: 0.5 }, /seconds from 0/],
    [{ cap: 1.5 }, /a cap is a whole number/],
    [{ tags: ['a,b'] }, /"a,b" is no tag/],
    [{ tags: ['a', 'A'] }, /tag A is given twice/],
    [{ init: ['select 1 from dual; select 2 from dual'] }, /init statement 1: expected one statement/],
    [{ init: ['select 1 from dual', ''] }, /init statement 2: expected one statement/],
    [{ init: ['set role x;'] }, /without what ends/],
    [{ init: ['set echo on'] }, /SQL\*Plus command/],
    [{ init: ['set role secret identified by s3cret'] }, /holds a password/],
    [{ readOnly: true, init: ['delete from emp'] }, /read-only session may/],
    [{ readOnly: true, init: ['begin task; end;'] }, /read-only session may/],
  ])('%j', (part, message) => {
    const error = () => addSessions(emptyCatalogue, [{ ...session('s'), ...part }])
    expect(error).toThrow(message)
    expect(error).not.toThrow(/s3cret/)
  })

  test.each<Partial<SessionSpec>>([
    { schema: '"Mixed Case"' },
    { init: ['begin dbms_application_info.set_module(1, 2); end;', 'set role all'] },
    { readOnly: true, init: ["alter session set nls_date_format = 'YYYY'", 'select 1 from dual'] },
  ])('%j may be', (part) => {
    expect(addSessions(emptyCatalogue, [{ ...session('s'), ...part }]).sessions).toHaveLength(1)
  })
})
