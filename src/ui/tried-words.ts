/** How it went to open sessions for the first time, in words that say what to do where it did not. */
import type { SessionName } from '../core/session.ts'
import type { State } from '../core/state.ts'
import { adviceFor } from '../core/words.ts'
import type { Notice } from './view.ts'

export function triedWords(names: readonly SessionName[], { sessions }: State): Notice {
  const tried = names.flatMap((name) => sessions.get(name) ?? [])
  for (const { spec, phase } of tried) {
    if (phase.name !== 'refused' && phase.name !== 'lost' && phase.name !== 'waiting') continue
    const advice = adviceFor(phase.error)
    const problem = advice === undefined ? phase.error.message : `${phase.error.message}: ${advice}`
    return { tone: 'bad', text: `${spec.name} does not open: ${problem}; open tries again` }
  }
  const words = tried.map(({ spec, identity }) =>
    identity ? `${spec.name} works: ${identity.user} in ${identity.databaseName}` : spec.name,
  )
  return { tone: 'good', text: `${words.join(', ')}; type a statement and end it with ; or type help` }
}
