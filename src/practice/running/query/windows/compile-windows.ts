/**
 * The analytic functions of a query block: evaluated when its rows or groups are there, before DISTINCT, ORDER BY and the
 * row limit. They stand in the select list and in ORDER BY; everywhere else they are refused where expressions are compiled.
 */
import type { Analytic, Expression } from '../../../parsing/ast/expression.ts'
import type { Compilation } from '../../expression/compilation.ts'
import { compileExpression } from '../../expression/compile-expression.ts'
import { type Compiled, plain } from '../../expression/compiled.ts'
import type { Frame } from '../../frame.ts'
import type { WorkArea } from '../../memory.ts'
import { turn, type Work } from '../../pause.ts'
import { requireOrdered } from '../aggregates/argument-types.ts'
import type { BlockScope } from '../block-scope.ts'
import { fingerprint } from '../fingerprint.ts'
import { sortKeyOf } from '../order.ts'
import { isPause, type Stream } from '../stream.ts'
import { compileAnalytic } from './find-analytic.ts'
import { type WaitingRow, type Window, workOut } from './window-sort.ts'

export interface Windows {
  /** Compiles the select list and ORDER BY. */
  readonly compilation: Compilation
  /** Whether what was compiled with it has analytic functions. */
  readonly areUsed: boolean
  /** The same rows, in the order of the last window; the frame stands on each with what its functions give. */
  rows(input: Stream<readonly unknown[]>, frame: Frame): Stream<readonly unknown[]>
}

/** `compilation` compiles what is read of each row, or group. */
export const compileWindows = (compilation: Compilation, scope: BlockScope): Windows => {
  const windows = new Map<string, Window>()
  const known = new Map<string, Compiled>()
  const around = {
    scope,
    compile: (expression: Expression): Compiled => compileExpression(expression, compilation, scope),
  }
  const compileKey = (expression: Expression): Compiled => {
    const key = around.compile(expression)
    requireOrdered(key.type, expression.at)
    return key
  }
  const windowOf = (analytic: Analytic): Window => {
    const { partitionBy, orderBy } = analytic
    const text = JSON.stringify([
      partitionBy.map((expression) => fingerprint(expression, scope)),
      orderBy.map((item) => [fingerprint(item.expression, scope), sortKeyOf(item)]),
    ])
    const found = windows.get(text)
    if (found !== undefined) return found
    const window: Window = {
      partitionBy: partitionBy.map(compileKey),
      orderBy: orderBy.map((item) => compileKey(item.expression)),
      order: orderBy.map(sortKeyOf),
      functions: [],
    }
    windows.set(text, window)
    return window
  }
  const compile = (analytic: Analytic): Compiled => {
    const text = fingerprint(analytic, scope)
    const before = known.get(text)
    if (before !== undefined) return before
    const compiled = compileAnalytic(analytic, around)
    const place = known.size
    windowOf(analytic).functions.push({ function: compiled, place })
    const read = plain(compiled.type, (frame) => frame.windowed[place] ?? null, compiled.isNullable)
    known.set(text, read)
    return read
  }
  return {
    compilation: {
      ...compilation,
      substitute: (expression) =>
        expression.kind === 'analytic' ? compile(expression) : compilation.substitute?.(expression),
    },
    get areUsed() {
      return known.size > 0
    },
    rows: (input, frame) => (known.size > 0 ? windowed(input, [...windows.values()], frame) : input),
  }
}

/** About how many bytes a row takes that waits. */
const WAITING_ROW = 200

function* windowed(
  input: Stream<readonly unknown[]>,
  windows: readonly Window[],
  frame: Frame,
): Stream<readonly unknown[]> {
  const area = frame.run.memory.open()
  try {
    let rows: readonly WaitingRow[] = yield* readAll(input, frame, area)
    for (const window of windows) rows = yield* workOut(window, rows, frame, area)
    for (const { item, kept, results } of rows) {
      if (frame.run.pulse.isTurn()) yield turn
      frame.show(kept)
      frame.windowed = results
      yield item
    }
  } finally {
    area.release()
  }
}

function* readAll(
  input: Stream<readonly unknown[]>,
  frame: Frame,
  area: WorkArea,
): Work<readonly WaitingRow[]> {
  const rows: WaitingRow[] = []
  for (const item of input) {
    if (isPause(item)) {
      yield item
      continue
    }
    area.charge(WAITING_ROW)
    rows.push({ item, kept: frame.keep(), results: [] })
    if (frame.run.pulse.isTurn()) yield turn
  }
  return rows
}
