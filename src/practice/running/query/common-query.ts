/**
 * WITH: queries that have a name for as long as the query around them is compiled. One that is used more than once keeps its
 * rows, so that all who read it see the same ones.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { NamedQuery } from '../../parsing/ast/query.ts'
import type { Column, Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame, Run } from '../frame.ts'
import { sizeOfAll } from '../memory.ts'
import { turn } from '../pause.ts'
import { compileQuery, type QueryPlan } from './compile-query.ts'
import { collect, type Stream } from './stream.ts'

/** A query of WITH. */
export interface CommonQuery {
  readonly columns: readonly Column[]
  /** Whether its rows depend on a row of some query around the WITH. */
  readonly isCorrelated: boolean
  /** One reader more: called while the query that reads it is compiled. */
  use(): void
  /** Its rows; `around` is the frame of the WITH. */
  rows(around: Frame, run: Run): Stream<Row>
}

/** The scope of the named queries: it has no values of its own. Raises ORA-32038, and ORA-03001 for recursion. */
export const compileWith = (
  named: readonly NamedQuery[],
  compilation: Compilation,
  outer: Scope | undefined,
): Scope => {
  const known = new Map<string, CommonQuery>()
  let underWay: string | undefined
  const scope: Scope = {
    outer,
    isFixed: true,
    resolve: () => undefined,
    findQuery(name) {
      if (name === underWay) throw notSupported('recursive WITH', named.find((one) => one.name === name)?.at)
      return known.get(name)
    },
  }
  for (const one of named) {
    if (known.has(one.name)) throw notSupported('one name twice in WITH', one.at)
    underWay = one.name
    known.set(one.name, commonQuery(one, compileQuery(one.query, compilation, scope)))
    underWay = undefined
  }
  return scope
}

const commonQuery = (named: NamedQuery, plan: QueryPlan): CommonQuery => {
  const columns = renamed(named, plan.columns)
  const kept = new WeakMap<Frame | Run, readonly Row[]>()
  let uses = 0
  return {
    columns,
    get isCorrelated() {
      return plan.isCorrelated
    },
    use() {
      uses += 1
    },
    *rows(around, run) {
      if (uses < 2) {
        yield* plan.rows(around, run)
        return
      }
      const place = plan.isCorrelated ? around : run
      let rows = kept.get(place)
      if (rows === undefined) {
        const area = run.memory.open()
        rows = yield* collect(plan.rows(around, run), (row) => area.charge(sizeOfAll(row)))
        kept.set(place, rows)
      }
      for (const row of rows) {
        if (run.pulse.isTurn()) yield turn
        yield row
      }
    },
  }
}

const renamed = ({ columns: names, at }: NamedQuery, columns: readonly Column[]): readonly Column[] => {
  if (names.length === 0) return columns
  if (names.length !== columns.length)
    throw new OracleError(
      32038,
      'number of WITH clause column names does not match number of elements in select list',
      at,
    )
  return columns.map((column, index) => ({ ...column, name: names[index]?.name ?? column.name }))
}
