/**
 * One source of a FROM clause as part of a join: read as a whole, by index, or anew for each row before it.
 */
import type { Frame, SourceRow, Tuple } from '../frame.ts'
import { turn } from '../pause.ts'
import { type Condition, holds } from './condition.ts'
import type { Extension, Part } from './join.ts'
import { keyLookup } from './key-lookup.ts'
import type { Source } from './source.ts'
import { isPause } from './stream.ts'

const nothing: ReadonlySet<number> = new Set()

/** The rows of a source that meet its own conditions. */
export const leafPart = (source: Source, conditions: readonly Condition[], emptyTuple: Tuple): Part => {
  const find = keyLookup(source, conditions, nothing)
  const { index } = source
  const part: Part = {
    sources: new Set([index]),
    *rows(frame) {
      if (find !== undefined) {
        for (const row of yield* find(frame)) yield placed(row, index, emptyTuple)
        return
      }
      for (const item of source.rows(frame)) {
        if (isPause(item)) yield item
        else yield placed(item[0], index, emptyTuple)
      }
    },
  }
  return filtered(part, conditions)
}

/** The rows of a table that an index finds for each row of the known sources; undefined where none serves. */
export const lookupExtension = (
  source: Source,
  conditions: readonly Condition[],
  known: ReadonlySet<number>,
): Extension | undefined => {
  const find = keyLookup(source, conditions, known)
  return (
    find && {
      sources: new Set([source.index]),
      open: (frame) =>
        function* (tuple) {
          frame.tuple = tuple
          for (const row of yield* find(frame)) yield placed(row, source.index, tuple)
        },
    }
  )
}

/** A lateral query, run anew for each row before it. */
export const lateralExtension = (source: Source): Extension => ({
  sources: new Set([source.index]),
  open: (frame) =>
    function* (tuple) {
      frame.tuple = tuple
      for (const item of source.rows(frame)) {
        if (isPause(item)) yield item
        else yield placed(item[0], source.index, tuple)
        // Whoever reads on puts the frame on other rows; the query goes on with the row it began with.
        frame.tuple = tuple
      }
    },
})

/** The rows of a part for which all conditions hold. */
export const filtered = (part: Part, conditions: readonly Condition[]): Part =>
  conditions.length === 0
    ? part
    : {
        sources: part.sources,
        *rows(frame: Frame) {
          for (const item of part.rows(frame)) {
            if (isPause(item)) {
              yield item
              continue
            }
            if (frame.run.pulse.isTurn()) yield turn
            frame.tuple = item
            if (yield* holds(conditions, frame)) yield item
          }
        },
      }

const placed = (row: SourceRow, index: number, tuple: Tuple): Tuple => {
  if (tuple.length === 1) return [row]
  const all = [...tuple]
  all[index] = row
  return all
}
