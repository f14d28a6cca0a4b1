/**
 * What a server says of a session whose program has ended: whether it is still there, and what it does.
 */

export type ServerSession =
  /** The server has ended it; its open work was rolled back. */
  | { readonly is: 'gone' }
  /** `seconds`: since its call began, or since it has been idle. */
  | {
      readonly is: 'there'
      readonly status: string
      readonly event?: string
      readonly sqlId?: string
      readonly seconds: number
    }
  /** The login may not read V$SESSION, or the server is not to be reached. */
  | { readonly is: 'not to be seen' }

/** In words, for a line about its task. */
export function serverSessionWords(session: ServerSession): string {
  switch (session.is) {
    case 'gone':
      return 'its session is gone from the server'
    case 'not to be seen':
      return 'whether its session is still on the server is not to be seen from this login'
    case 'there': {
      const { status, event, sqlId, seconds } = session
      const doing = [...(event ? [event] : []), ...(sqlId ? [`SQL ${sqlId}`] : [])].join(', ')
      return `its session is still on the server: ${status.toLowerCase()} for ${seconds}s${doing ? ` (${doing})` : ''}`
    }
  }
}
