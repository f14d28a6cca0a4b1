/**
 * Anonymous blocks: compiled with the binds of the client, run with the rights of the session's user.
 */

import type { Direction } from '../../door.ts'
import { OracleError } from '../../error.ts'
import type { Block } from '../../parsing/ast/plsql.ts'
import { placeOf } from '../../parsing/syntax-error.ts'
import type { Compilation } from '../expression/compilation.ts'
import { Frame, type Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { compileBlock } from './compile-block.ts'
import { packagesOutside } from './package-unit.ts'
import { leaving } from './raised.ts'
import { endFrame } from './subprogram.ts'
import { UnitContext } from './unit-context.ts'
import { BlockNames } from './variables.ts'

export interface BlockPlan {
  /** What each bind turned out to be. */
  readonly directions: readonly Direction[]
  /** Runs the block; OUT binds are left in the run's binds. */
  execute(run: Run): Work<void>
}

/** Raises ORA-06550 with all that is wrong with the block. */
export const compileAnonymousBlock = (
  block: Block,
  text: string,
  binds: readonly string[],
  compilation: Compilation,
): BlockPlan => {
  const context = new UnitContext({ ...compilation, dialect: 'PL/SQL' }, text, undefined)
  const outside = packagesOutside(context.compilation)
  const body = compileBlock(block, context, new BlockNames(block.label, undefined, { outside }))
  if (context.problems.length > 0) throw compileFailure(context, text)
  return {
    directions: binds.map((_, index) => (context.writtenBinds.has(index) ? 'in out' : 'in')),
    *execute(run) {
      const frame = new Frame(run, undefined)
      frame.slots = Array.from({ length: context.slots }, () => null)
      try {
        yield* body(frame)
      } catch (error) {
        throw leaving(error, context.place(frame.line))
      } finally {
        endFrame(frame, 0, context)
      }
    },
  }
}

const compileFailure = ({ problems }: UnitContext, text: string): OracleError => {
  const lines = problems.map(({ at, message }) => {
    const { line, column } = placeOf(text, at)
    return `line ${line}, column ${column}:\n${message}`
  })
  return new OracleError(6550, lines.join('\nORA-06550: '), problems[0]?.at)
}
