/**
 * Reads one request of a session: what is sent along first, then the one function that gets a reply.
 */
import { notSupported } from '../error.ts'
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { Conversation, Work } from './conversation.ts'
import { writeStatus } from './end-of-call.ts'
import { executeWork, fetchWork } from './execute.ts'
import { readExecute, readReexecute } from './execute-request.ts'
import { readLobOperation } from './lob-operations.ts'
import { readPiggyback } from './piggybacks.ts'

const FUNCTION = 3
const PIGGYBACK = 17

const FunctionCode = {
  REEXECUTE: 4,
  FETCH: 5,
  LOGOFF: 9,
  COMMIT: 14,
  ROLLBACK: 15,
  REEXECUTE_AND_FETCH: 78,
  EXECUTE: 94,
  LOB_OPERATION: 96,
  PING: 147,
} as const

/**
 * Reads a request to its end.
 * @returns the work it asks for; nothing has been done yet but what piggybacks say.
 * @throws OutOfBytes while it is not all there, OracleError where it is refused.
 */
export function readRequest(reader: ByteReader, conversation: Conversation): Work {
  let kind = reader.u8()
  while (kind === PIGGYBACK) {
    const code = reader.u8()
    reader.u8() // sequence
    readPiggyback(code, reader, conversation)
    kind = reader.u8()
  }
  if (kind !== FUNCTION) throw new Malformed(`message type ${kind}`)
  const code = reader.u8()
  reader.u8() // sequence
  return readFunction(code, reader, conversation)
}

function readFunction(code: number, reader: ByteReader, conversation: Conversation): Work {
  const { session } = conversation
  switch (code) {
    case FunctionCode.EXECUTE:
      return executeWork(conversation, readExecute(reader, conversation, session))
    case FunctionCode.REEXECUTE:
      return executeWork(conversation, readReexecute(reader, conversation, false))
    case FunctionCode.REEXECUTE_AND_FETCH:
      return executeWork(conversation, readReexecute(reader, conversation, true))
    case FunctionCode.FETCH: {
      const cursor = conversation.cursors.find(reader.ub())
      return fetchWork(conversation, cursor, reader.ub())
    }
    case FunctionCode.LOB_OPERATION:
      return readLobOperation(reader, conversation)
    case FunctionCode.COMMIT:
      return statusWork(conversation, () => conversation.run(() => session.commit()))
    case FunctionCode.ROLLBACK:
      return statusWork(conversation, () => conversation.run(() => session.rollback()))
    case FunctionCode.LOGOFF:
      return statusWork(conversation, async () => {
        conversation.cursors.closeAll()
        await conversation.closeSession()
      })
    case FunctionCode.PING:
      return statusWork(conversation, () => conversation.run(() => session.ping()))
    default:
      throw notSupported(`TTC function ${code}`)
  }
}

/** Work that only says how the session stands afterwards. */
const statusWork = (conversation: Conversation, perform: () => Promise<void>): Work => ({
  cursorId: 0,
  perform: async () => {
    await perform()
    writeStatus(conversation.reply, conversation.session)
  },
})
