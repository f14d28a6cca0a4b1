/**
 * What comes back through binds: the values of PL/SQL's OUT and IN OUT binds, the rows of RETURNING, and the results
 * that PL/SQL returns implicitly.
 */
import type { BindValue, Direction, Executed, RowSource } from '../door.ts'
import type { Value } from '../values/value.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Conversation } from './conversation.ts'
import type { Cursor } from './cursors.ts'
import type { Declaration } from './declarations.ts'
import { writeColumns } from './describe.ts'
import { ROW_DATA } from './rows.ts'
import { valueWriter, type WriteValue } from './values.ts'

const IO_VECTOR = 11
const IMPLICIT_RESULTS = 27
const directionCodes: Record<Direction, number> = { out: 16, in: 32, 'in out': 48 }

/** Writes which binds of PL/SQL are IN, OUT or both, and for each iteration the values of those that bring one back. */
export function writeOutBinds(
  conversation: Conversation,
  cursor: Cursor,
  iterations: readonly (readonly BindValue[])[],
): void {
  const { reply } = conversation
  const { binds, directions } = cursor
  writeIoVector(reply, directions, iterations.length)
  const out = binds
    .map((declared, index) => ({ declared, index, write: bindWriter(declared, conversation) }))
    .filter(({ index }) => directions[index] !== 'in')
  if (out.length === 0) return
  for (const values of iterations) {
    reply.u8(ROW_DATA)
    for (const { declared, index, write } of out) {
      const value = values[index] ?? null
      if (isList(value)) writeList(reply, value, write)
      else if (declared.isArray) writeList(reply, [], write)
      else write(reply, value)
    }
  }
}

function writeIoVector(writer: ByteWriter, directions: readonly Direction[], iterations: number): void {
  writer.u8(IO_VECTOR)
  writer.u8(0) // flags
  writer.ub(directions.length % 256)
  writer.ub(Math.floor(directions.length / 256))
  writer.ub(iterations)
  writer.zeros(3) // buffer length, bit vector, row id
  for (const direction of directions) writer.u8(directionCodes[direction])
}

/** Every value that comes back is followed by its full length where it was cut; it never is. */
function bindWriter(declared: Declaration, conversation: Conversation): WriteValue {
  const write = valueWriter(declared.number, declared.form, conversation)
  return (writer, value) => {
    write(writer, value)
    writer.ub(0)
  }
}

const isList = (value: BindValue): value is readonly Value[] => Array.isArray(value)

function writeList(writer: ByteWriter, values: readonly Value[], write: WriteValue): void {
  writer.ub(values.length)
  for (const value of values) write(writer, value)
}

/** Writes the values that RETURNING brought back: for each iteration and bind, one for each row touched. */
export function writeReturned(
  conversation: Conversation,
  cursor: Cursor,
  iterations: Executed['returned'],
): void {
  const { reply } = conversation
  const declared = (cursor.prepared?.returning ?? []).flatMap((index) => cursor.binds[index] ?? [])
  const writers = declared.map((bind) => bindWriter(bind, conversation))
  for (const lists of iterations) {
    reply.u8(ROW_DATA)
    for (const [index, write] of writers.entries()) writeList(reply, lists[index] ?? [], write)
  }
}

/** Writes the results that PL/SQL returned with dbms_sql.return_result, each with a cursor of its own. */
export function writeImplicitResults(conversation: Conversation, results: readonly RowSource[]): void {
  const { reply, cursors, dialect } = conversation
  reply.u8(IMPLICIT_RESULTS)
  reply.ub(results.length)
  for (const rows of results) {
    reply.u8(0)
    writeColumns(reply, rows.columns, dialect)
    reply.ub(cursors.openRows(rows).id)
  }
}
