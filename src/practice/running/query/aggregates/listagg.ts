/**
 * LISTAGG: the texts of a group in an order, with a delimiter between them ("SQL Language Reference, LISTAGG").
 */
import { notSupported, OracleError } from '../../../error.ts'
import type { Call, OrderedAggregate } from '../../../parsing/ast/expression.ts'
import { toText } from '../../../values/conversion.ts'
import { byteLengthOf, longestSqlText, orNull } from '../../../values/text.ts'
import type { Value } from '../../../values/value.ts'
import { type Compiled, evaluate } from '../../expression/compiled.ts'
import { textType } from '../../expression/types.ts'
import type { Frame } from '../../frame.ts'
import { groupingKey } from '../../grouping-key.ts'
import { sizeOfAll } from '../../memory.ts'
import { mapInTurns, type Pulse, turn, type Work } from '../../pause.ts'
import { fingerprint } from '../fingerprint.ts'
import { sortKeyOf } from '../order.ts'
import { type Sortable, type SortKey, sortRows } from '../sort.ts'
import {
  type Accumulator,
  type Aggregate,
  argumentsOf,
  compileConstant,
  type Surroundings,
} from './aggregate.ts'
import { requireOrdered } from './argument-types.ts'

/** How the texts of a group are put together. */
interface Manner {
  readonly delimiter: Compiled | undefined
  /** undefined: a text too long is an error. */
  readonly truncation: { readonly indicator: Compiled | undefined; readonly hasCount: boolean } | undefined
  readonly isDistinct: boolean
  readonly order: readonly SortKey[]
}

/** `ordered` tells the order. */
export const compileListagg = (
  call: Call,
  ordered: OrderedAggregate | undefined,
  around: Surroundings,
): Aggregate => {
  if (ordered === undefined) throw notSupported('LISTAGG without WITHIN GROUP', call.at)
  const [measure, delimiter] = argumentsOf(call, 1, 2)
  if (measure === undefined) throw new Error('LISTAGG without an argument')
  const { orderBy, truncation } = ordered
  const { scope, compile } = around
  const isByItself = orderBy.every(
    ({ expression }) =>
      expression.kind === 'literal' || fingerprint(expression, scope) === fingerprint(measure, scope),
  )
  if (call.isDistinct && !isByItself) throw notSupported('LISTAGG DISTINCT in the order of another', call.at)
  const operand = compile(measure)
  requireOrdered(operand.type, measure.at)
  if (operand.type?.name === 'RAW') throw notSupported('LISTAGG of RAW', measure.at)
  const manner: Manner = {
    delimiter: delimiter && compileConstant(delimiter, 'a delimiter', around),
    truncation: truncation && {
      indicator: truncation.indicator && compileConstant(truncation.indicator, 'an indicator', around),
      hasCount: truncation.hasCount,
    },
    isDistinct: call.isDistinct,
    // Texts that tie go by themselves, so that the answer does not depend on how rows happen to lie.
    order: [...orderBy.map(sortKeyOf), { isDescending: false, isNullFirst: false }],
  }
  return {
    type: textType(longestSqlText),
    isNullable: true,
    operands: [operand, ...orderBy.map((item) => compile(item.expression))],
    folding: undefined,
    start: () => listing(manner),
  }
}

const listing = (manner: Manner): Accumulator => {
  const rows: Sortable[] = []
  let held = 0
  return {
    add([value = null, ...keys]) {
      if (value === null) return
      const row = { keys: [...keys, value] }
      held += sizeOfAll(row.keys)
      rows.push(row)
    },
    get held() {
      return held
    },
    *result(frame) {
      const sorted = yield* sortRows(rows, manner.order, frame.run.pulse)
      const { pulse } = frame.run
      const values = yield* mapInTurns(sorted, ({ keys }) => keys.at(-1) ?? null, pulse)
      return yield* joined(manner.isDistinct ? yield* withoutRepeats(values, pulse) : values, manner, frame)
    },
  }
}

/** Equal values follow each other. */
function* withoutRepeats(values: readonly Value[], pulse: Pulse): Work<readonly Value[]> {
  let last: string | undefined
  const kept: Value[] = []
  for (const value of values) {
    const key = groupingKey([value])
    if (key !== last) kept.push(value)
    last = key
    if (pulse.isTurn()) yield turn
  }
  return kept
}

/**
 * What WITH COUNT leaves room for beside the delimiter and the indicator, in bytes ("SQL Language Reference, LISTAGG,
 * listagg_overflow_clause").
 */
const roomForCount = 24

function* joined(values: readonly Value[], { delimiter, truncation }: Manner, frame: Frame): Work<Value> {
  const { nls } = frame.run.session
  const textOf = function* (compiled: Compiled | undefined, other: string): Work<string> {
    return compiled === undefined ? other : (toText(yield* evaluate(compiled, frame), nls) ?? '')
  }
  const between = yield* textOf(delimiter, '')
  const ending = truncation && between + (yield* textOf(truncation.indicator, '...'))
  const room =
    longestSqlText - byteLengthOf(ending ?? '') - (truncation?.hasCount === true ? roomForCount : 0)
  let length = 0
  let fitting = { count: 0, text: '' }
  let text = ''
  for (const [index, value] of values.entries()) {
    if (frame.run.pulse.isTurn()) yield turn
    const next = (index === 0 ? '' : between) + (toText(value, nls) ?? '')
    length += byteLengthOf(next)
    if (length > longestSqlText) {
      if (ending === undefined) throw new OracleError(1489, 'result of string concatenation is too long')
      if (fitting.count === 0) throw notSupported('LISTAGG of nothing but an indicator')
      const missing = values.length - fitting.count
      return fitting.text + ending + (truncation?.hasCount === true ? `(${missing})` : '')
    }
    text += next
    if (length <= room) fitting = { count: index + 1, text }
  }
  return orNull(text)
}
