/** Opens sessions once each, and says who they are or why they did not open. */
import type { SessionSpec } from '../core/session.ts'
import { serverAddress } from '../core/session.ts'
import type { SessionState, State } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { renderTable } from '../results/table.ts'
import { mostCounted } from './exit-code.ts'
import { failureLine } from './failure-line.ts'
import { followJob } from './job-follower.ts'
import { onEngine } from './on-engine.ts'
import { openSessions } from './open-sessions.ts'
import type { CliPorts } from './ports.ts'
import { writeText } from './result-output.ts'
import type { SecretVariables } from './secret-variables.ts'
import { readSettings } from './settings.ts'

const headings = ['NAME', 'OPENS', 'USER', 'DATABASE', 'VERSION', 'SID,SERIAL#,@INST', 'WHY NOT'].map(
  (name) => ({
    name,
    type: 'VARCHAR2',
  }),
)

/** Writes a table to stdout; resolves with the number of sessions that did not open, as an exit code. */
export const testSessions = async (
  sessions: readonly SessionSpec[],
  variables: SecretVariables,
  ports: CliPorts,
): Promise<number> =>
  onEngine(
    { place: 'saved', sessions, variables, settings: await readSettings(ports), caps: [] },
    ports,
    async ({ engine, stop }) => {
      const { state, stop: unfollow } = followJob(engine)
      const { count } = await stop.unlessStopped(openSessions(engine, state, sessions))
      unfollow()
      const rows = sessions.map(({ name }) => rowOf(name, state))
      await writeText(ports.stdout, `${renderTable(headings, rows).join('\n')}\n`)
      return Math.min(sessions.length - count, mostCounted + 1)
    },
  )

function rowOf(name: string, { sessions }: State): (string | null)[] {
  const { phase, identity }: Partial<SessionState> = sessions.get(name) ?? {}
  if (identity === undefined || phase?.name === 'refused' || phase?.name === 'waiting') {
    const why =
      phase?.name === 'refused' || phase?.name === 'waiting' ? failureLine(phase.error) : 'it was not tried'
    return [name, 'no', null, null, null, null, visible(why)]
  }
  const { user, databaseName, serverVersion } = identity
  return [name, 'yes', user, databaseName, serverVersion, serverAddress(identity) ?? null, null]
}
