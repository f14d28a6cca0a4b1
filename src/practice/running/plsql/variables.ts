/**
 * The names of PL/SQL: what the blocks of a subprogram, those around it and the packages outside declare, and in which
 * frame it is found while the code runs.
 */
import type { Name } from '../../parsing/ast/name.ts'
import type { Compiled } from '../expression/compiled.ts'
import { frameAt, type Scope } from '../expression/scope.ts'
import type { Frame, Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { Routine } from '../routine.ts'
import type { DeclaredCursor } from './cursors.ts'
import { readName } from './designator.ts'
import type { DeclaredException } from './raised.ts'
import type { Shape } from './shapes.ts'

export interface Variable {
  readonly name: string
  readonly slot: number
  readonly shape: Shape
  readonly isConstant: boolean
  readonly isNotNull: boolean
}

/** Something declared, and how to get from the frame of the code that uses it to the frame that holds it. */
export interface Found<Item> {
  readonly item: Item
  /** The parts of the name behind it: fields, methods. */
  readonly rest: readonly string[]
  readonly reach: (frame: Frame) => Frame
  /** Makes sure that the frame is there: a package's state is made when it is first used. */
  readonly enter: ((run: Run) => Work<void>) | undefined
}

/** The declarations of a package that a name leads into. */
export interface Foreign {
  readonly names: BlockNames
  readonly parts: readonly string[]
  readonly reach: (frame: Frame) => Frame
  readonly enter: (run: Run) => Work<void>
}

/** Looks a qualified name up among the packages that the code may use. */
export type Outside = (name: Name) => Foreign | undefined

export class BlockNames implements Scope {
  readonly outer = undefined
  readonly isFixed = true
  /** The block's label, or the subprogram's or package's name. */
  readonly label: string | undefined
  readonly enclosing: BlockNames | undefined
  /** Whether it begins a subprogram, whose variables stand in a frame of their own. */
  readonly hasOwnFrame: boolean
  readonly variables = new Map<string, Variable>()
  readonly exceptions = new Map<string, DeclaredException>()
  readonly cursors = new Map<string, DeclaredCursor>()
  readonly types = new Map<string, Shape>()
  /** Subprograms by name; several when it is overloaded. */
  readonly routines = new Map<string, Routine[]>()
  readonly #outside: Outside | undefined

  constructor(
    label: string | undefined,
    enclosing: BlockNames | undefined,
    { hasOwnFrame = false, outside }: { readonly hasOwnFrame?: boolean; readonly outside?: Outside } = {},
  ) {
    this.label = label
    this.enclosing = enclosing
    this.hasOwnFrame = hasOwnFrame
    this.#outside = outside ?? (enclosing === undefined ? undefined : enclosing.#outside)
  }

  /** Whether the block itself has declared something of that name. */
  has(name: string): boolean {
    return [this.variables, this.exceptions, this.cursors, this.types, this.routines].some((each) =>
      each.has(name),
    )
  }

  variable(name: Name): Found<Variable> | undefined {
    return this.#find(name, ({ variables }) => variables)
  }

  exception(name: Name): Found<DeclaredException> | undefined {
    return this.#find(name, ({ exceptions }) => exceptions)
  }

  cursor(name: Name): Found<DeclaredCursor> | undefined {
    return this.#find(name, ({ cursors }) => cursors)
  }

  type(name: Name): Found<Shape> | undefined {
    return this.#find(name, ({ types }) => types)
  }

  routine(name: Name): Found<readonly Routine[]> | undefined {
    return this.#find(name, ({ routines }) => routines)
  }

  /** From the inside outwards; the innermost declaration of the name, of whatever kind, hides those further out. */
  #find<Item>(name: Name, kind: (block: BlockNames) => ReadonlyMap<string, Item>): Found<Item> | undefined {
    let hops = 0
    for (let block: BlockNames | undefined = this; block !== undefined; block = block.enclosing) {
      const [first = '', second = ''] = name.parts
      const own = block.has(first)
      const qualified = !own && first === block.label && block.has(second)
      if (own || qualified) {
        const parts = qualified ? name.parts.slice(1) : name.parts
        const item = kind(block).get(parts[0] ?? '')
        const depth = hops
        return (
          item && { item, rest: parts.slice(1), reach: (frame) => frameAt(frame, depth), enter: undefined }
        )
      }
      if (block.hasOwnFrame) hops += 1
    }
    const foreign = this.#outside?.(name)
    if (foreign === undefined) return undefined
    const { names, parts, reach, enter } = foreign
    const item = kind(names).get(parts[0] ?? '')
    return item && { item, rest: parts.slice(1), reach, enter }
  }

  get plsql(): BlockNames {
    return this
  }

  resolve(name: Name): Compiled | undefined {
    return readName(name, this)
  }
}

/** The PL/SQL around an expression, and how to get from the expression's frame to the PL/SQL's. */
export const plsqlAround = (
  scope: Scope | undefined,
): { readonly names: BlockNames; readonly depth: number } | undefined => {
  let depth = 0
  for (let at = scope; at !== undefined; at = at.outer, depth += 1)
    if (at.plsql !== undefined) return { names: at.plsql, depth }
  return undefined
}
