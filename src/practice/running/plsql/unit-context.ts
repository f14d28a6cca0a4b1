/**
 * What the compilation of one subprogram or anonymous block gathers: slots of its frame, and what is wrong with it.
 */
import { OracleError } from '../../error.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'

/** Something that does not compile; `at` is the offset in the source. */
export interface Problem {
  readonly at: number
  readonly message: string
}

export class UnitContext {
  readonly compilation: Compilation
  /** The text that offsets count in. */
  readonly source: string
  /** As ORA-06512 names it (`"A.TASK"`); undefined for an anonymous block. */
  readonly qualifiedName: string | undefined
  readonly problems: Problem[]
  /** Binds that are written somewhere. */
  readonly writtenBinds: Set<number>
  /** Slots of declared cursors, which are closed when the frame ends. */
  readonly cursorSlots: number[] = []
  /** Packages that the statement being compiled writes to: their state has to be there before it runs. */
  entered = new Set<(run: Run) => Work<void>>()
  /** Where lines end in the source. */
  readonly #breaks: readonly number[]
  #slots: number

  constructor(
    compilation: Compilation,
    source: string,
    qualifiedName: string | undefined,
    around?: UnitContext,
    firstSlot = 0,
  ) {
    this.compilation = compilation
    this.source = source
    this.qualifiedName = qualifiedName
    this.problems = around?.problems ?? []
    this.writtenBinds = around?.writtenBinds ?? new Set()
    this.#breaks = around === undefined ? breaksOf(source) : around.#breaks
    this.#slots = firstSlot
  }

  /** For a subprogram inside this one: it has a frame of its own, and all else in common. */
  inside(): UnitContext {
    return new UnitContext(this.compilation, this.source, this.qualifiedName, this)
  }

  newSlot(): number {
    this.#slots += 1
    return this.#slots - 1
  }

  get slots(): number {
    return this.#slots
  }

  /** The line, from 1, of a character offset. */
  lineOf(at: number): number {
    let low = 0
    let high = this.#breaks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#breaks[middle] ?? 0) < at) low = middle + 1
      else high = middle
    }
    return low + 1
  }

  /** `"A.TASK", line 7`, or `line 7` in an anonymous block. */
  place(line: number): string {
    return this.qualifiedName === undefined ? `line ${line}` : `${this.qualifiedName}, line ${line}`
  }

  /**
   * Compiles a part; what is wrong with it is noted and the part left out. What the practice database lacks is no fault
   * of the source and is raised at once.
   */
  attempt<T>(
    at: number,
    compile: () => T,
    statement: 'PL/SQL: Statement ignored' | 'PL/SQL: SQL Statement ignored' | 'PL/SQL: Item ignored',
  ): T | undefined {
    try {
      return compile()
    } catch (error) {
      this.problems.push(problemOf(error, at), { at, message: statement })
      return undefined
    }
  }
}

const breaksOf = (source: string): number[] => Array.from(source.matchAll(/\n/g), ({ index }) => index)

const problemOf = (error: unknown, at: number): Problem => {
  if (error instanceof CompileError) return { at: error.at, message: error.message }
  if (error instanceof OracleError && error.number !== 3001)
    return { at: error.offset ?? at, message: `PL/SQL: ${error.message}` }
  throw error
}
