/**
 * What an execution tells the client beside its result: a current schema that has changed, and the rows each iteration
 * of an array DML touched.
 */
import type { Conversation } from './conversation.ts'

const PARAMETERS = 8
const CURRENT_SCHEMA = 168

/** Writes what the client does not know yet, if anything; `rowCounts` only where it asked for them. */
export function writeParameters(conversation: Conversation, rowCounts: readonly number[] | undefined): void {
  const { reply, session } = conversation
  const isSchemaNew = session.currentSchema !== conversation.knownSchema
  if (!isSchemaNew && !rowCounts) return
  reply.u8(PARAMETERS)
  reply.ub(0) // output vector
  reply.ub(0) // transaction text
  reply.ub(isSchemaNew ? 1 : 0)
  if (isSchemaNew) {
    reply.lengthAndText(session.currentSchema)
    reply.ub(0) // binary value
    reply.ub(CURRENT_SCHEMA)
    conversation.knownSchema = session.currentSchema
  }
  reply.ub(0) // registration
  if (!rowCounts) return
  reply.ub(rowCounts.length)
  for (const count of rowCounts) reply.ub(count)
}
