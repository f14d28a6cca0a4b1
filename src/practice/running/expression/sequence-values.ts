/**
 * NEXTVAL and CURRVAL. Where rows are made, each row draws once from every sequence whose NEXTVAL stands somewhere in it,
 * whatever else the expressions do; in PL/SQL each evaluation draws.
 */
import type { SequenceObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { Query, QueryBlock } from '../../parsing/ast/query.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { Decimal } from '../../values/number.ts'
import type { Frame } from '../frame.ts'
import type { Session } from '../session.ts'
import type { Compilation } from './compilation.ts'
import { type Compiled, pausing, plain } from './compiled.ts'
import { numberType } from './types.ts'

/** The sequences that the expressions of one kind of row draw from: a select list, VALUES, SET. */
export class Draws {
  readonly #sequences = new Set<SequenceObject>()

  add(sequence: SequenceObject): void {
    this.#sequences.add(sequence)
  }

  /** Draws for the row that begins in this frame. Raises ORA-08004. */
  draw(frame: Frame): void {
    if (this.#sequences.size === 0) return
    frame.drawn = new Map()
    for (const sequence of this.#sequences) frame.drawn.set(sequence, drawNext(sequence, frame.run.session))
  }

  /** The expressions of a row, in the order they are evaluated; the first one draws before it does anything else. */
  beforeFirst<Item>(
    items: readonly Item[],
    change: (item: Item, by: (compiled: Compiled) => Compiled) => Item,
  ): Item[] {
    const [first, ...rest] = items
    if (first === undefined || this.#sequences.size === 0) return [...items]
    return [change(first, (compiled) => this.#drawingFirst(compiled)), ...rest]
  }

  #drawingFirst(compiled: Compiled): Compiled {
    const draw = (frame: Frame): void => this.draw(frame)
    const { type, isNullable } = compiled
    if (compiled.pauses) {
      return pausing(type, function* (frame) {
        draw(frame)
        return yield* compiled.run(frame)
      })
    }
    const { run } = compiled
    return plain(
      type,
      (frame) => {
        draw(frame)
        return run(frame)
      },
      isNullable,
    )
  }
}

/**
 * For the select list of a block; undefined where no sequence may stand ("SQL Language Reference, Sequence Pseudocolumns,
 * Where to Use Sequence Values"). That the block does not group is the caller's to see to.
 */
export const drawsOf = (
  query: Query,
  block: QueryBlock,
  { drawingQuery }: Compilation,
): Draws | undefined => {
  const isLimited = query.offset !== undefined || query.fetchFirst !== undefined
  return query === drawingQuery &&
    query.body === block &&
    !block.isDistinct &&
    query.orderBy.length === 0 &&
    !isLimited
    ? new Draws()
    : undefined
}

/** The sequence's next number, which is the session's current one from now on. Raises ORA-08004 at its end. */
export const drawNext = ({ id, name, generator }: SequenceObject, session: Session): Decimal => {
  const value = generator.next()
  if (value === undefined) {
    const end = generator.rule.increment > 0n ? 'exceeds MAXVALUE' : 'goes below MINVALUE'
    throw new OracleError(8004, `sequence ${name}.NEXTVAL ${end} and cannot be instantiated`)
  }
  const number = new Decimal(value.toString())
  session.currentNumbers.set(id, number)
  return number
}

/** Whether a name ends like a value of a sequence. */
export const isSequenceValue = ({ parts }: Name): boolean =>
  parts.length > 1 && (parts.at(-1) === 'NEXTVAL' || parts.at(-1) === 'CURRVAL')

/** What `sequence.NEXTVAL` or `.CURRVAL` means; undefined for every other name. Raises ORA-02289, ORA-01031, ORA-02287. */
export const compileSequenceValue = (name: Name, compilation: Compilation): Compiled | undefined => {
  if (!isSequenceValue(name)) return undefined
  const sequence = findSequence(name, compilation)
  const { draws, dialect } = compilation
  if (draws === undefined && dialect === 'SQL')
    throw new OracleError(2287, 'sequence number not allowed here', name.at)
  if (name.parts.at(-1) === 'CURRVAL')
    return plain(numberType, ({ drawn, run }) => drawn?.get(sequence) ?? currentOf(sequence, run.session))
  draws?.add(sequence)
  return plain(numberType, ({ drawn, run }) => drawn?.get(sequence) ?? drawNext(sequence, run.session))
}

/** Raises ORA-02289 (PLS-00201 in PL/SQL), and ORA-01031 for one that may not be used. */
export const findSequence = (name: Name, { instance, authority, dialect }: Compilation): SequenceObject => {
  const { catalog } = instance
  const object = catalog.resolve({ parts: name.parts.slice(0, -1), at: name.at }, authority)
  if (object?.kind === 'SEQUENCE') {
    if (catalog.may(authority, 'SELECT', object)) return object
    throw new OracleError(1031, 'insufficient privileges', name.at)
  }
  if (dialect === 'PL/SQL')
    throw new CompileError(`PLS-00201: identifier '${name.parts.join('.')}' must be declared`, name.at)
  throw new OracleError(2289, 'sequence does not exist', name.at)
}

/** Raises ORA-08002 before the session's first NEXTVAL. */
const currentOf = ({ id, name }: SequenceObject, session: Session): Decimal => {
  const current = session.currentNumbers.get(id)
  if (current !== undefined) return current
  throw new OracleError(8002, `sequence ${name}.CURRVAL is not yet defined in this session`)
}
