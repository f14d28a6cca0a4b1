/**
 * STATS_MODE: the value that a group has most often; of several the smallest, which is as good as any ("SQL Language
 * Reference, STATS_MODE").
 */
import type { Call } from '../../../parsing/ast/expression.ts'
import { compareValues } from '../../../values/comparison.ts'
import { groupingKey } from '../../grouping-key.ts'
import { sizeOf } from '../../memory.ts'
import { turn } from '../../pause.ts'
import { type Aggregate, argumentsOf, distinctNotAllowed, type Surroundings } from './aggregate.ts'
import { requireOrdered } from './argument-types.ts'
import type { Present } from './fold.ts'

export const compileMode = (call: Call, { compile }: Surroundings): Aggregate => {
  const [argument] = argumentsOf(call, 1)
  if (argument === undefined) throw new Error('STATS_MODE without an argument')
  if (call.isDistinct) throw distinctNotAllowed(call.at)
  const operand = compile(argument)
  requireOrdered(operand.type, argument.at)
  return {
    type: operand.type,
    isNullable: true,
    operands: [operand],
    folding: undefined,
    start() {
      const counts = new Map<string, { readonly value: Present; count: number }>()
      let held = 0
      return {
        add([value = null]) {
          if (value === null) return
          const key = groupingKey([value])
          const known = counts.get(key)
          if (known === undefined) {
            held += KEY + key.length + sizeOf(value)
            counts.set(key, { value, count: 1 })
          } else known.count += 1
        },
        get held() {
          return held
        },
        *result({ run }) {
          let best: { readonly value: Present; readonly count: number } | undefined
          for (const candidate of counts.values()) {
            if (run.pulse.isTurn()) yield turn
            const lead = best === undefined ? 1 : candidate.count - best.count
            if (
              lead > 0 ||
              (lead === 0 && best !== undefined && compareValues(candidate.value, best.value) < 0)
            )
              best = candidate
          }
          return best?.value ?? null
        },
      }
    },
  }
}
/** About how many bytes a count takes beside its value. */
const KEY = 120
