/** `sessions`: who is logged in where. */
import { serverAddress } from '../core/session.ts'
import type { SessionState, State } from '../core/state.ts'
import type { CommandDeclaration } from './command.ts'

export const sessions: CommandDeclaration = {
  name: 'sessions',
  aliases: [],
  parameters: '',
  summary: 'list the sessions and their logins',
  examples: [{ line: 'sessions', meaning: 'one line for each session, and the names a target may use' }],
  run(_argument, { state, known }) {
    const names = [...known.sessions, ...known.groups.keys()].join(', ')
    return {
      type: 'text',
      title: 'sessions',
      lines: [...sessionLines(state), '', `a target may name: ${names}`],
    }
  },
}

function sessionLines(state: State): string[] {
  const open = [...state.sessions.values()]
  const nameWidth = Math.max(0, ...open.map(({ spec }) => spec.name.length))
  const loginWidth = Math.max(0, ...open.map((session) => loginOf(session).length))
  return open.map((session) => {
    const address = session.identity && serverAddress(session.identity)
    const { phase, pending } = session
    const parts = [
      session.spec.name.padEnd(nameWidth),
      loginOf(session).padEnd(loginWidth),
      phase.name.padEnd(7),
      session.spec.protected ? 'protected' : '',
      session.spec.readOnly ? 'read only' : '',
      phase.name === 'busy' ? `runs ${phase.task}` : '',
      address === undefined ? '' : `sid,serial# ${address}`,
      pending.length > 0 ? `uncommitted work of ${pending.join(', ')}` : '',
      'error' in phase ? phase.error.message : '',
    ]
    return parts.filter((part) => part !== '').join('  ')
  })
}

function loginOf({ spec: { login } }: SessionState): string {
  return `${login.user}@${login.connectString}${login.role ? ` as ${login.role}` : ''}`
}
