/**
 * ORDER BY and row limit of a result whose rows come from more than one block: by position, name or alias of a column alone.
 */
import { OracleError } from '../../error.ts'
import type { OrderItem } from '../../parsing/ast/query.ts'
import { Decimal } from '../../values/number.ts'
import type { Column, Row } from '../../values/value.ts'
import type { Run } from '../frame.ts'
import { sizeOfAll } from '../memory.ts'
import { turn } from '../pause.ts'
import { requireOrdered } from './aggregates/argument-types.ts'
import { sortKeyOf } from './order.ts'
import { type Bounds, limited, sliceSorted } from './row-limit.ts'
import { type Sortable, type SortKey, sortRows } from './sort.ts'
import { isPause, type Stream } from './stream.ts'

interface ColumnKey extends SortKey {
  readonly column: number
}

/** Raises ORA-00904 and ORA-00960 for names, ORA-01785 for everything else that is no column of the result. */
export const compileResultOrder = (
  orderBy: readonly OrderItem[],
  columns: readonly Column[],
): readonly ColumnKey[] =>
  orderBy.map((item) => {
    const column = columnOf(item, columns)
    requireOrdered(columns[column]?.type, item.at)
    return { column, ...sortKeyOf(item) }
  })

const columnOf = ({ expression, at }: OrderItem, columns: readonly Column[]): number => {
  if (expression.kind === 'name') {
    const { parts } = expression.name
    const places = columns.flatMap(({ name }, index) =>
      parts.length === 1 && name === parts[0] ? [index] : [],
    )
    const [place, ...more] = places
    if (place === undefined)
      throw new OracleError(904, `${parts.map((part) => `"${part}"`).join('.')}: invalid identifier`, at)
    if (more.length > 0) throw new OracleError(960, 'ambiguous column naming in select list', at)
    return place
  }
  const position =
    expression.kind === 'literal' && expression.value instanceof Decimal ? expression.value.toNumber() : 0
  if (columns[position - 1] === undefined)
    throw new OracleError(1785, 'ORDER BY item must be the number of a SELECT-list expression', at)
  return position - 1
}

/** The rows in their order and within their bounds. */
export function* ordered(
  rows: Stream<Row>,
  order: readonly ColumnKey[],
  bounds: Bounds | undefined,
  { memory, pulse }: Run,
): Stream<Row> {
  if (order.length === 0 && bounds?.percent === undefined) {
    yield* bounds === undefined ? rows : limited(rows, bounds)
    return
  }
  const area = memory.open()
  try {
    const all: (Sortable & { readonly row: Row })[] = []
    for (const item of rows) {
      if (isPause(item)) {
        yield item
        continue
      }
      area.charge(sizeOfAll(item))
      all.push({ row: item, keys: order.map(({ column }) => item[column] ?? null) })
    }
    const sorted = yield* sortRows(all, order, pulse)
    for (const { row } of bounds === undefined ? sorted : sliceSorted(sorted, bounds, order)) {
      if (pulse.isTurn()) yield turn
      yield row
    }
  } finally {
    area.release()
  }
}
