/** Any changes in any order: what is refused changes nothing, and what is accepted leaves every name with one meaning. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addGroup,
  addSessions,
  type Catalogue,
  editGroup,
  editSession,
  emptyCatalogue,
  knownNames,
  removeGroups,
  removeSessions,
} from '../../src/core/catalogue.ts'
import { FailureError } from '../../src/core/failure.ts'

type Change = (catalogue: Catalogue) => Catalogue

/** Few names, in two spellings, so that they clash often. */
const name = fc.constantFrom('a', 'A', 'b', 'B', 'c', 'd')
const names = fc.uniqueArray(name, { maxLength: 3 })
const login = { user: 'u', connectString: 'db' }

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(name, names).map(
    ([added, tags]): Change =>
      (it) =>
        addSessions(it, [{ name: added, login, ...(tags.length > 0 && { tags }) }]),
  ),
  fc.tuple(name, name, names).map(
    ([old, renamed, tags]): Change =>
      (it) =>
        editSession(it, old, (before) => ({ ...before, name: renamed, tags })),
  ),
  names.map(
    (removed): Change =>
      (it) =>
        removeSessions(it, removed),
  ),
  fc.tuple(name, names).map(
    ([added, sessions]): Change =>
      (it) =>
        addGroup(it, { name: added, members: { kind: 'list', sessions } }),
  ),
  fc.tuple(name, name).map(
    ([added, target]): Change =>
      (it) =>
        addGroup(it, { name: added, members: { kind: 'rule', target } }),
  ),
  fc.tuple(name, name).map(
    ([old, renamed]): Change =>
      (it) =>
        editGroup(it, old, (before) => ({ ...before, name: renamed })),
  ),
  names.map(
    (removed): Change =>
      (it) =>
        removeGroups(it, removed),
  ),
)

test('whatever is changed in whatever order, no two things have one name, and groups stand for sessions that there are', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 25 }), (changes) => {
      let catalogue = emptyCatalogue
      for (const make of changes) {
        const before = structuredClone(catalogue)
        try {
          catalogue = make(catalogue)
          accepted++
        } catch (error) {
          if (!(error instanceof FailureError)) throw error
          expect(catalogue).toEqual(before)
        }
        const tags = new Set(
          catalogue.sessions.flatMap((session) => (session.tags ?? []).map((tag) => tag.toLowerCase())),
        )
        const all = [
          ...catalogue.sessions.map((session) => session.name.toLowerCase()),
          ...catalogue.groups.map((group) => group.name.toLowerCase()),
          ...tags,
        ]
        expect(new Set(all).size).toBe(all.length)
        const { sessions, groups } = knownNames(catalogue)
        for (const members of groups.values())
          for (const member of members) expect(sessions).toContain(member)
      }
    }),
  )
  expect(accepted).toBeGreaterThan(0)
})
