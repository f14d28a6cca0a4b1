/**
 * DBMS_OUTPUT ("PL/SQL Packages and Types Reference").
 */
import { Decimal } from '../../values/number.ts'
import {
  type BuiltInPackage,
  listOut,
  numberIn,
  numberInOut,
  numberOf,
  numberOut,
  optional,
  procedure,
  textIn,
  textOf,
  textOut,
} from './library.ts'

/** The limit that ENABLE has when none is given, and the least it takes. */
const DEFAULT_LIMIT = 20_000
const LEAST_LIMIT = 2_000

/** GET_LINE and GET_LINES give 0 for a line, 1 for none. */
const FOUND = new Decimal(0)
const NOT_FOUND = new Decimal(1)

export const dbmsOutput: BuiltInPackage = {
  name: 'DBMS_OUTPUT',
  routines: {
    ENABLE: procedure(
      'ENABLE',
      [optional(numberIn('BUFFER_SIZE'), new Decimal(DEFAULT_LIMIT))],
      ([limit], { session }) => {
        const bytes = numberOf(limit)
        session.output.enable(bytes === null ? undefined : Math.max(bytes, LEAST_LIMIT))
      },
    ),
    DISABLE: procedure('DISABLE', [], (_, { session }) => session.output.disable()),
    PUT: procedure('PUT', [textIn('A')], ([text], { session }) => session.output.put(textOf(text) ?? '')),
    PUT_LINE: procedure('PUT_LINE', [textIn('A')], ([text], { session }) => {
      session.output.put(textOf(text) ?? '')
      session.output.endLine()
    }),
    NEW_LINE: procedure('NEW_LINE', [], (_, { session }) => session.output.endLine()),
    GET_LINE: procedure('GET_LINE', [textOut('LINE'), numberOut('STATUS')], (slots, { session }) => {
      const [line] = session.output.take(1)
      slots[0] = line || null
      slots[1] = line === undefined ? NOT_FOUND : FOUND
    }),
    GET_LINES: procedure('GET_LINES', [listOut('LINES'), numberInOut('NUMLINES')], (slots, { session }) => {
      const lines = session.output.take(Math.max(0, numberOf(slots[1]) ?? 0))
      slots[0] = lines.map((line) => line || null)
      slots[1] = new Decimal(lines.length)
    }),
  },
}
