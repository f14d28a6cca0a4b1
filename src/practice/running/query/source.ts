/**
 * What a FROM clause names: tables, dictionary views and derived tables, each with its columns and its rows.
 */
import type { DictionaryView } from '../../dictionary/dictionary-view.ts'
import { lackingView } from '../../dictionary/lacking-views.ts'
import type { TableObject, ViewObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { TableReference } from '../../parsing/ast/query.ts'
import type { Column, Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { frameAt, resolveQuery, type Scope } from '../expression/scope.ts'
import type { Frame, SourceRow } from '../frame.ts'
import { turn } from '../pause.ts'
import type { BlockScope } from './block-scope.ts'
import { compileQuery } from './compile-query.ts'
import { useView } from './stored-view.ts'
import { isPause, type Stream } from './stream.ts'

export interface Source {
  /** Its place among the block's sources. */
  readonly index: number
  /** What its columns may be qualified with: the alias, or the table's name and its owner. */
  readonly alias: string | undefined
  readonly owner: string | undefined
  readonly columns: readonly Column[]
  /** The table behind it, where rows can be found by key and locked. */
  readonly table: TableObject | undefined
  readonly isDual: boolean
  /** A lateral query's: the sources before it that its rows depend on. */
  readonly needs: ReadonlySet<number>
  /** Whether it is a view that a user has made. */
  readonly isView?: boolean
  /** Its rows, each alone in a list. */
  rows(frame: Frame): Stream<readonly [SourceRow]>
}

/** ORA-00942, for what is not there and for what may not be seen. */
export const noSuchTable = (name: Name): OracleError =>
  new OracleError(942, 'table or view does not exist', name.at)

/** Whether a name is that of a view of Oracle's that is lacking here, and of a user who would see it. */
const isLackingView = (
  { parts }: Name,
  { catalog }: Compilation['instance'],
  authority: Compilation['authority'],
): boolean => {
  const [owner, ...more] = parts.length === 1 ? ['SYS', ...parts] : parts
  const lacking = owner === 'SYS' ? lackingView(more.join('.')) : undefined
  return lacking === 'everybody' || (lacking !== undefined && catalog.mayReadAll(authority))
}

/** The table or view of a name that may be read. Raises ORA-00942, and ORA-01031 for what may only be seen. */
const findReadable = (
  name: Name,
  { instance, authority, uses, onRestricted }: Compilation,
): TableObject | ViewObject | DictionaryView => {
  const object = instance.catalog.resolve(name, authority)
  if (object === undefined)
    throw isLackingView(name, instance, authority)
      ? notSupported(name.parts.at(-1) ?? '', name.at)
      : noSuchTable(name)
  const { catalog } = instance
  switch (object.kind) {
    case 'DICTIONARY VIEW':
      if (object.isRestricted === true) onRestricted?.(object)
      return object
    case 'TABLE':
    case 'VIEW':
      break
    case 'SEQUENCE':
      throw new OracleError(2201, 'sequence not allowed here', name.at)
    case 'PROCEDURE':
    case 'FUNCTION':
    case 'PACKAGE':
      throw new OracleError(4044, 'procedure, function, package, or type is not allowed here', name.at)
  }
  if (!catalog.may(authority, 'SELECT', object) && !catalog.may(authority, 'READ', object))
    throw new OracleError(1031, 'insufficient privileges', name.at)
  uses?.add(object.id)
  return object
}

const nothing: ReadonlySet<number> = new Set()

/** Compiles one leaf of a FROM clause. `scope` has the sources before it, which only a lateral query sees. */
export const compileSource = (
  reference: Exclude<TableReference, { kind: 'join' }>,
  index: number,
  compilation: Compilation,
  scope: BlockScope,
): Source => {
  if (reference.kind === 'derived') {
    const around = reference.isLateral ? scope : scope.outer
    const { result: query, uses } = scope.collectUses(() =>
      compileQuery(reference.query, compilation, around),
    )
    return {
      ...{ index, alias: reference.alias, owner: undefined, columns: query.columns },
      ...{ table: undefined, isDual: false, needs: uses.sources },
      rows: (frame) => wrapped(query.rows(reference.isLateral ? frame : frame.outer, frame.run)),
    }
  }
  const common = namedQuery(reference, index, scope.outer)
  if (common !== undefined) return common
  const object = findReadable(reference.name, compilation)
  const qualifiers = {
    index,
    alias: reference.alias ?? reference.name.parts.at(-1),
    owner: reference.alias === undefined ? ownerWritten(reference.name, object) : undefined,
    needs: nothing,
  }
  switch (object.kind) {
    case 'DICTIONARY VIEW':
      return {
        ...{ ...qualifiers, columns: object.columns, table: undefined, isDual: object.name === 'DUAL' },
        rows: (frame) => viewRows(object, frame),
      }
    case 'TABLE':
      return {
        ...{ ...qualifiers, columns: object.table.columns, table: object, isDual: false },
        rows: (frame) => scan(object, frame),
      }
    case 'VIEW': {
      const query = useView(object, compilation.instance, reference.name.at)
      return {
        ...{ ...qualifiers, columns: object.columns, table: undefined, isDual: false, isView: true },
        rows: (frame) => wrapped(query.rows(undefined, frame.run)),
      }
    }
  }
}

/** A synonym's columns may be qualified with the synonym's owner. */
const ownerWritten = ({ parts }: Name, object: { readonly owner: string }): string | undefined =>
  parts.length > 1 ? parts[0] : object.owner

/** A query of WITH: its name hides tables of that name. */
const namedQuery = (
  { name, alias }: Extract<TableReference, { kind: 'table' }>,
  index: number,
  outer: Scope | undefined,
): Source | undefined => {
  const [first = '', ...more] = name.parts
  const found = more.length === 0 ? resolveQuery(outer, first) : undefined
  if (found === undefined) return undefined
  const { query, depth } = found
  query.use()
  return {
    ...{ index, alias: alias ?? first, owner: undefined, columns: query.columns },
    ...{ table: undefined, isDual: false, needs: nothing },
    rows: (frame) => wrapped(query.rows(frameAt(frame, depth + 1), frame.run)),
  }
}

function* wrapped(rows: Stream<Row>): Stream<readonly [SourceRow]> {
  for (const item of rows) {
    if (isPause(item)) yield item
    else yield [{ values: item }]
  }
}

/** The rows of a table that the statement sees. */
function* scan({ table }: TableObject, { run }: Frame): Stream<readonly [SourceRow]> {
  table.requireReadable(run.snapshot)
  for (const row of table.rows()) {
    if (run.pulse.isTurn()) yield turn
    table.requireReadable(run.snapshot)
    const version = row.visibleTo(run.snapshot)
    if (version !== undefined) yield [version]
  }
}

function* viewRows(view: DictionaryView, { run }: Frame): Stream<readonly [SourceRow]> {
  for (const values of view.rows(run.session, run.instance)) {
    if (run.pulse.isTurn()) yield turn
    yield [{ values }]
  }
}
