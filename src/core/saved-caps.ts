/** The caps that a user saved: of sessions, of groups, over all. */
import { type Catalogue, knownNames } from './catalogue.ts'
import { type ScopeCap, scopeKey } from './limits.ts'
import { numberIn, type Settings } from './settings.ts'

/** Caps that stand instead of those of the same scope, and the others. */
export function withCaps(caps: readonly ScopeCap[], instead: readonly ScopeCap[]): ScopeCap[] {
  const byScope = new Map([...caps, ...instead].map((each) => [scopeKey(each.scope), each]))
  return [...byScope.values()]
}

/** Every cap that holds for whatever runs; those of 0 are none and not there. */
export function savedCaps({ sessions, groups }: Catalogue, settings: Settings): ScopeCap[] {
  const total = numberIn(settings, 'total-cap')
  const meant = knownNames({ sessions, groups }).groups
  const caps: ScopeCap[] = [
    { scope: { kind: 'all' }, cap: total },
    ...sessions.map(({ name, cap = 0 }): ScopeCap => ({ scope: { kind: 'session', session: name }, cap })),
    ...groups.map(
      ({ name, cap = 0 }): ScopeCap => ({
        ...{ scope: { kind: 'group', group: name, sessions: meant.get(name) ?? [] }, cap },
      }),
    ),
  ]
  return caps.filter(({ cap }) => cap > 0)
}
