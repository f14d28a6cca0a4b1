/**
 * How a PL/SQL statement can end, and statements in their compiled form.
 */
import type { Frame, Slot } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { ofExpression, ofSql } from './raised.ts'

/** undefined: go on with the next statement. */
export type Completion =
  | undefined
  | { readonly kind: 'exit' | 'continue'; readonly label: string | undefined }
  | { readonly kind: 'return'; readonly value: Slot }

/** A compiled statement; `line` counts from 1 in the source of its unit; `isSql` where it is a statement of SQL. */
export type CompiledStep = { readonly line: number; readonly isSql: boolean } & (
  | { readonly pauses: false; run(frame: Frame): Completion }
  | { readonly pauses: true; run(frame: Frame): Work<Completion> }
)

/**
 * Runs statements one after another until one does not go on to the next. Each counts as a step of work, so that neither
 * an endless loop nor endless recursion stops anybody else, and both can be cancelled.
 */
export function* runSteps(steps: readonly CompiledStep[], frame: Frame): Work<Completion> {
  for (const step of steps) {
    frame.line = step.line
    if (frame.run.pulse.isTurn()) yield turn
    let completion: Completion
    try {
      completion = step.pauses ? yield* step.run(frame) : step.run(frame)
    } catch (error) {
      throw step.isSql ? ofSql(error) : ofExpression(error)
    }
    if (completion !== undefined) return completion
  }
  return undefined
}
