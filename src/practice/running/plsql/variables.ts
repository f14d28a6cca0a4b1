/**
 * The names of a PL/SQL block: variables, records, exceptions and cursors, in the blocks of one subprogram, which share one
 * frame.
 */
import type { Name } from '../../parsing/ast/name.ts'
import type { Column, DataType, Value } from '../../values/value.ts'
import { type Compiled, plain } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame } from '../frame.ts'
import { RecordValue } from '../frame.ts'
import type { QueryPlan } from '../query/compile-query.ts'
import type { DeclaredException } from './raised.ts'

/** What a variable holds: one value, or a row of named ones. */
export type Shape =
  | { readonly kind: 'scalar'; readonly type: DataType }
  | { readonly kind: 'record'; readonly fields: readonly Column[] }

export interface Variable {
  readonly name: string
  readonly slot: number
  readonly shape: Shape
  readonly isConstant: boolean
  readonly isNotNull: boolean
}

export interface DeclaredCursor {
  readonly plan: QueryPlan
}

export class BlockNames implements Scope {
  readonly outer = undefined
  readonly isFixed = true
  /** The block's label, or the subprogram's name. */
  readonly label: string | undefined
  readonly enclosing: BlockNames | undefined
  readonly variables = new Map<string, Variable>()
  readonly exceptions = new Map<string, DeclaredException>()
  readonly cursors = new Map<string, DeclaredCursor>()

  constructor(label: string | undefined, enclosing: BlockNames | undefined) {
    this.label = label
    this.enclosing = enclosing
  }

  /** The variable or field that a name means, from the inside outwards. */
  find(name: Name): { readonly variable: Variable; readonly field: number | undefined } | undefined {
    for (let block: BlockNames | undefined = this; block !== undefined; block = block.enclosing) {
      const [first, ...rest] = name.parts
      const own = first === undefined ? undefined : block.#findOwn(first, rest)
      if (own !== undefined) return own
      const [second, ...further] = rest
      const labelled =
        first === block.label && second !== undefined ? block.#findOwn(second, further) : undefined
      if (labelled !== undefined) return labelled
    }
    return undefined
  }

  #findOwn(first: string, rest: readonly string[]) {
    const variable = this.variables.get(first)
    if (variable === undefined) return undefined
    const [field, ...more] = rest
    if (field === undefined) return { variable, field: undefined }
    if (variable.shape.kind !== 'record' || more.length > 0) return undefined
    const index = variable.shape.fields.findIndex((column) => column.name === field)
    return index === -1 ? undefined : { variable, field: index }
  }

  resolve(name: Name): Compiled | undefined {
    const found = this.find(name)
    if (found === undefined) return undefined
    const { variable, field } = found
    const { slot, shape } = variable
    if (shape.kind === 'scalar') return plain(shape.type, (frame) => frame.slots[slot] as Value)
    if (field === undefined) return undefined
    return plain(shape.fields[field]?.type, (frame) => recordIn(frame, slot).fields[field] ?? null)
  }

  exception(name: string): DeclaredException | undefined {
    return this.exceptions.get(name) ?? this.enclosing?.exception(name)
  }

  cursor(name: string): DeclaredCursor | undefined {
    return this.cursors.get(name) ?? this.enclosing?.cursor(name)
  }
}

export const recordIn = (frame: Frame, slot: number): RecordValue => {
  const record = frame.slots[slot]
  if (!(record instanceof RecordValue)) throw new Error('a record variable without its record')
  return record
}
