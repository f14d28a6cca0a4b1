/**
 * PRACTICE: hard cases on purpose. The only package here that Oracle does not have; the README lists its calls.
 */
import type { ListenerMood } from '../../door.ts'
import { OracleError } from '../../error.ts'
import { Decimal } from '../../values/number.ts'
import { numberType } from '../expression/types.ts'
import { breakOff } from '../faults/break-off.ts'
import type { CommitMoment } from '../faults/session-faults.ts'
import type { Slot } from '../frame.ts'
import { sleepFor } from '../pause.ts'
import {
  type BuiltInPackage,
  numberIn,
  numberOf,
  optional,
  procedure,
  textIn,
  textOf,
  waitingFunction,
  waitingProcedure,
} from './library.ts'

/** What a listener refuses with unless told: TNS-12514, the service is not known. */
const UNKNOWN_SERVICE = new Decimal(12514)
const ONE_SECOND = new Decimal(1000)
const LARGEST_ERROR = 65_535

export const practice: BuiltInPackage = {
  name: 'PRACTICE',
  routines: {
    WAIT: waitingFunction('WAIT', [numberIn('SECONDS')], numberType, function* ([given]) {
      const seconds = amount(given, 'SECONDS')
      yield sleepFor(seconds * 1000)
      return new Decimal(seconds)
    }),
    IGNORE_BREAK: waitingProcedure(
      'IGNORE_BREAK',
      [numberIn('SECONDS'), optional(textIn('IGNORES'), 'break')],
      function* ([seconds, given]) {
        const ignores = oneOf(given, ['break', 'cancel', 'kill'], 'IGNORES')
        const until = performance.now() + amount(seconds, 'SECONDS') * 1000
        yield { kind: 'sleep', until, ignores }
      },
    ),
    DROP_CONNECTION: procedure(
      'DROP_CONNECTION',
      [optional(numberIn('SID'))],
      ([sid], { session, instance }) => {
        const dropped = sid === null ? session : instance.sessions.get(numberOf(sid) ?? 0)
        if (dropped === undefined) throw invalid(`there is no session ${numberOf(sid)}`)
        breakOff(dropped)
      },
    ),
    DROP_DURING_FETCH: procedure(
      'DROP_DURING_FETCH',
      [optional(numberIn('AFTER_ROWS'), new Decimal(1))],
      ([rows], { session }) => session.faults.dropDuringFetch(Math.floor(amount(rows, 'AFTER_ROWS'))),
    ),
    DROP_DURING_COMMIT: procedure('DROP_DURING_COMMIT', [textIn('MOMENT')], ([moment], { session }) =>
      session.faults.dropDuringCommit(oneOf<CommitMoment>(moment, ['before', 'after'], 'MOMENT')),
    ),
    SLOW_ROWS: procedure('SLOW_ROWS', [numberIn('MILLISECONDS')], ([milliseconds], { session }) => {
      session.faults.millisecondsARow = amount(milliseconds, 'MILLISECONDS')
    }),
    FAIL_NEXT: procedure(
      'FAIL_NEXT',
      [numberIn('ERROR'), optional(numberIn('TIMES'), new Decimal(1)), optional(textIn('USERNAME'))],
      ([error, given, name], { session, instance }) => {
        const number = errorNumber(error)
        const times = amount(given, 'TIMES')
        const user = textOf(name)
        if (user === null) session.faults.failNext(number, times)
        else instance.faults.failNext({ number, left: times, user: user.toUpperCase(), spares: session.sid })
      },
    ),
    LISTENER: procedure(
      'LISTENER',
      [
        textIn('MOOD'),
        optional(numberIn('SECONDS')),
        optional(numberIn('MILLISECONDS'), ONE_SECOND),
        optional(numberIn('ERROR'), UNKNOWN_SERVICE),
      ],
      ([mood, seconds, milliseconds, error], { instance }) =>
        instance.faults.setListenerMood(
          moodOf(mood, milliseconds, error),
          seconds === null ? undefined : amount(seconds, 'SECONDS'),
        ),
    ),
    CLEAR_LEDGER: procedure('CLEAR_LEDGER', [], (_, { instance }) => instance.ledger.clear()),
    RESET: procedure('RESET', [], (_, { instance }) => {
      instance.faults.clear()
      for (const session of instance.sessions.values()) session.faults.clear()
    }),
  },
}

const moodOf = (
  given: Slot | undefined,
  milliseconds: Slot | undefined,
  error: Slot | undefined,
): ListenerMood => {
  const kind = oneOf<ListenerMood['kind']>(given, ['normal', 'refuse', 'reset', 'hang', 'late'], 'MOOD')
  switch (kind) {
    case 'refuse':
      return { kind, error: errorNumber(error) }
    case 'late':
      return { kind, milliseconds: amount(milliseconds, 'MILLISECONDS') }
    default:
      return { kind }
  }
}

const invalid = (what: string): OracleError => new OracleError(20000, `PRACTICE: ${what}`)

/** A number from 0 on. */
const amount = (slot: Slot | undefined, name: string): number => {
  const number = numberOf(slot)
  if (number === null || number < 0) throw invalid(`${name} is a number from 0 on`)
  return number
}

const errorNumber = (slot: Slot | undefined): number => {
  const number = numberOf(slot)
  if (number === null || !Number.isInteger(number) || number < 1 || number > LARGEST_ERROR)
    throw invalid(`ERROR is the number of an ORA error, from 1 to ${LARGEST_ERROR}`)
  return number
}

const oneOf = <T extends string>(slot: Slot | undefined, words: readonly T[], name: string): T => {
  const given = textOf(slot)?.toLowerCase()
  const word = words.find((each) => each === given)
  if (word === undefined) throw invalid(`${name} is one of ${words.map((each) => `'${each}'`).join(', ')}`)
  return word
}
