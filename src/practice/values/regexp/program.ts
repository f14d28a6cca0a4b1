/**
 * Patterns as programs: short instructions that a machine without recursion follows, so that no pattern can
 * exhaust its stack.
 */
import { notSupported } from '../../error.ts'
import type { CharacterTest } from './character-classes.ts'
import type { Assertion, Part, Pattern } from './pattern.ts'

export type Instruction =
  | { readonly op: 'one'; readonly test: CharacterTest }
  | { readonly op: 'any' }
  /** Goes on at `first`, and at `second` when that fails. */
  | { readonly op: 'fork'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  /** Keeps the place: of group n, 2n where it begins and 2n + 1 where it ends. */
  | { readonly op: 'keep'; readonly slot: number }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'back reference'; readonly index: number }
  | { readonly op: 'done' }

/** Instructions of the longest program: counted repetitions are written out. */
const mostInstructions = 20_000

/** @throws OracleError ORA-03001 for a pattern whose repetitions make too long a program. */
export function compilePattern({ part }: Pattern): readonly Instruction[] {
  const program: Instruction[] = []
  const emit = (instruction: Instruction): number => {
    if (program.length >= mostInstructions) throw notSupported('regular expression with so many repetitions')
    return program.push(instruction) - 1
  }
  write(part, program, emit)
  emit({ op: 'done' })
  return program
}

type Emit = (instruction: Instruction) => number

function write(part: Part, program: Instruction[], emit: Emit): void {
  switch (part.kind) {
    case 'one':
      emit({ op: 'one', test: part.test })
      return
    case 'any':
      emit({ op: 'any' })
      return
    case 'assertion':
      emit({ op: 'assert', assertion: part.assertion })
      return
    case 'back reference':
      emit({ op: 'back reference', index: part.index })
      return
    case 'group':
      emit({ op: 'keep', slot: part.index * 2 })
      write(part.part, program, emit)
      emit({ op: 'keep', slot: part.index * 2 + 1 })
      return
    case 'sequence':
      for (const one of part.parts) write(one, program, emit)
      return
    case 'choice':
      writeChoice(part.parts, program, emit)
      return
    case 'repetition':
      writeRepetition(part, program, emit)
  }
}

function writeChoice(parts: readonly Part[], program: Instruction[], emit: Emit): void {
  const ends: { to: number }[] = []
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const fork = { op: 'fork' as const, first: 0, second: 0 }
    if (!isLast) fork.first = emit(fork) + 1
    write(part, program, emit)
    if (isLast) continue
    const jump = { op: 'jump' as const, to: 0 }
    emit(jump)
    ends.push(jump)
    fork.second = program.length
  }
  for (const end of ends) end.to = program.length
}

function writeRepetition(
  { part, least, most, isLazy }: Extract<Part, { kind: 'repetition' }>,
  program: Instruction[],
  emit: Emit,
): void {
  for (let count = 0; count < least; count += 1) write(part, program, emit)
  const fork = () => ({ op: 'fork' as const, first: 0, second: 0 })
  const decide = (choice: ReturnType<typeof fork>, again: number, behind: number): void => {
    choice.first = isLazy ? behind : again
    choice.second = isLazy ? again : behind
  }
  if (most === Number.POSITIVE_INFINITY) {
    const choice = fork()
    const at = emit(choice)
    write(part, program, emit)
    emit({ op: 'jump', to: at })
    decide(choice, at + 1, program.length)
    return
  }
  const choices: { readonly choice: ReturnType<typeof fork>; readonly at: number }[] = []
  for (let count = least; count < most; count += 1) {
    const choice = fork()
    choices.push({ choice, at: emit(choice) })
    write(part, program, emit)
  }
  for (const { choice, at } of choices) decide(choice, at + 1, program.length)
}
