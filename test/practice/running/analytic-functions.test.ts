/**
 * Functions of many rows: what they may cost, and analytic functions over random small tables against a reference that
 * looks at every other row for each row.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDatabase, openScott, openSession, type Plain } from './practice-session.ts'

interface Row {
  readonly id: number
  readonly p: number | null
  readonly o: number | null
  readonly v: number | null
}

interface Bound {
  readonly kind: 'unbounded preceding' | 'preceding' | 'current row' | 'following' | 'unbounded following'
  readonly distance: number
}

interface Spec {
  readonly isPartitioned: boolean
  readonly isDescending: boolean
  readonly nulls: '' | 'nulls first' | 'nulls last'
  /** Ordered by `id` behind `o`: no two rows tie. */
  readonly isUnique: boolean
  readonly frame: { readonly unit: 'rows' | 'range'; readonly start: Bound; readonly end: Bound } | undefined
}

const value = fc.option(fc.integer({ min: -4, max: 4 }), { nil: null })

const tables = fc
  .array(fc.record({ p: fc.option(fc.integer({ min: 0, max: 1 }), { nil: null }), o: value, v: value }), {
    maxLength: 12,
  })
  .map((rows) => rows.map((row, index): Row => ({ ...row, id: index + 1 })))

const kinds = ['unbounded preceding', 'preceding', 'current row', 'following', 'unbounded following'] as const

const bound = fc.record({ kind: fc.constantFrom(...kinds), distance: fc.integer({ min: 0, max: 3 }) })

const frames = fc
  .record({ unit: fc.constantFrom('rows' as const, 'range' as const), start: bound, end: bound })
  .filter(
    ({ start, end }) =>
      start.kind !== 'unbounded following' &&
      end.kind !== 'unbounded preceding' &&
      kinds.indexOf(start.kind) <= kinds.indexOf(end.kind),
  )

const specs: fc.Arbitrary<Spec> = fc
  .record({
    isPartitioned: fc.boolean(),
    isDescending: fc.boolean(),
    nulls: fc.constantFrom('' as const, 'nulls first' as const, 'nulls last' as const),
    isUnique: fc.boolean(),
    frame: fc.option(frames, { nil: undefined }),
  })
  // ROWS among rows that tie has no one answer; RANGE by a distance has one key.
  .map((spec) => ({
    ...spec,
    isUnique: spec.frame === undefined ? spec.isUnique : spec.frame.unit === 'rows',
  }))

const boundText = ({ kind, distance }: Bound): string =>
  kind === 'preceding' || kind === 'following' ? `${distance} ${kind}` : kind

const windowText = ({ isPartitioned, isDescending, nulls, isUnique, frame }: Spec): string =>
  [
    isPartitioned ? 'partition by p' : '',
    `order by o ${isDescending ? 'desc' : ''} ${nulls}${isUnique ? ', id' : ''}`,
    frame === undefined ? '' : `${frame.unit} between ${boundText(frame.start)} and ${boundText(frame.end)}`,
  ].join(' ')

// ---- the reference ----------------------------------------------------------------------------------------

/** The order of two values of `o`. */
const compareKeys = ({ isDescending, nulls }: Spec, left: number | null, right: number | null): number => {
  if (left === null || right === null) {
    if (left === right) return 0
    const isFirst = nulls === '' ? isDescending : nulls === 'nulls first'
    return (left === null) === isFirst ? -1 : 1
  }
  return isDescending ? right - left : left - right
}

const compareRows = (spec: Spec, left: Row, right: Row): number =>
  compareKeys(spec, left.o, right.o) || (spec.isUnique ? left.id - right.id : 0)

const partitionOf = (spec: Spec, rows: readonly Row[], row: Row): readonly Row[] =>
  rows
    .filter((other) => !spec.isPartitioned || other.p === row.p)
    .toSorted((left, right) => compareRows(spec, left, right) || left.id - right.id)

/** The rows of a row's window, in their order. */
const windowOf = (spec: Spec, rows: readonly Row[], row: Row): readonly Row[] => {
  const partition = partitionOf(spec, rows, row)
  const { frame } = spec
  if (frame === undefined) return partition.filter((other) => compareRows(spec, other, row) <= 0)
  const place = partition.indexOf(row)
  /** Below 0: `other` stands before the bound's outermost row. */
  const against = (other: Row, { kind, distance }: Bound): number => {
    const away = kind === 'preceding' ? -distance : kind === 'following' ? distance : 0
    if (kind.startsWith('unbounded')) return kind.endsWith('preceding') ? 1 : -1
    if (frame.unit === 'rows') return partition.indexOf(other) - (place + away)
    const limit = row.o === null ? null : row.o + (spec.isDescending ? -away : away)
    return compareKeys(spec, other.o, limit)
  }
  return partition.filter((other) => against(other, frame.start) >= 0 && against(other, frame.end) <= 0)
}

const present = (rows: readonly Row[]): number[] => rows.flatMap(({ v }) => (v === null ? [] : [v]))

type Reference = (spec: Spec, rows: readonly Row[], row: Row) => Plain

const ofWindow =
  (find: (window: readonly Row[]) => Plain): Reference =>
  (spec, rows, row) =>
    find(windowOf(spec, rows, row))

const withFrames: readonly (readonly [string, Reference])[] = [
  ['count(*)', ofWindow((rows) => rows.length)],
  ['count(v)', ofWindow((rows) => present(rows).length)],
  ['sum(v)', ofWindow((rows) => (present(rows).length === 0 ? null : present(rows).reduce((a, b) => a + b)))],
  ['min(v)', ofWindow((rows) => (present(rows).length === 0 ? null : Math.min(...present(rows))))],
  ['max(v)', ofWindow((rows) => (present(rows).length === 0 ? null : Math.max(...present(rows))))],
]

const withFramesInOrder: readonly (readonly [string, Reference])[] = [
  ['first_value(v)', ofWindow((rows) => rows[0]?.v ?? null)],
  ['last_value(v)', ofWindow((rows) => rows.at(-1)?.v ?? null)],
  ['first_value(v) ignore nulls', ofWindow((rows) => present(rows)[0] ?? null)],
  ['last_value(v) ignore nulls', ofWindow((rows) => present(rows).at(-1) ?? null)],
  ['nth_value(v, 2)', ofWindow((rows) => rows[1]?.v ?? null)],
  ['nth_value(v, 2) from last ignore nulls', ofWindow((rows) => present(rows).at(-2) ?? null)],
]

const before = (spec: Spec, rows: readonly Row[], row: Row): readonly Row[] =>
  partitionOf(spec, rows, row).filter((other) => compareRows(spec, other, row) < 0)
const after = (spec: Spec, rows: readonly Row[], row: Row): readonly Row[] =>
  partitionOf(spec, rows, row).filter((other) => compareRows(spec, other, row) > 0)

const places: readonly (readonly [string, Reference])[] = [
  ['rank()', (spec, rows, row) => before(spec, rows, row).length + 1],
  [
    'dense_rank()',
    (spec, rows, row) =>
      before(spec, rows, row).filter(
        (other, at, all) => at === 0 || compareRows(spec, other, all[at - 1] ?? other) !== 0,
      ).length + 1,
  ],
  [
    'round(count(*) over (@) * cume_dist() over (?)) + 0 * rank()',
    (spec, rows, row) => partitionOf(spec, rows, row).length - after(spec, rows, row).length,
  ],
]

const placesInOrder: readonly (readonly [string, Reference])[] = [
  ['row_number()', (spec, rows, row) => before(spec, rows, row).length + 1],
  ['lag(v)', (spec, rows, row) => before(spec, rows, row).at(-1)?.v ?? null],
  [
    'lead(v, 2, 99)',
    (spec, rows, row) => {
      const found = after(spec, rows, row)[1]
      return found === undefined ? 99 : found.v
    },
  ],
  ['lag(v, 2) ignore nulls', (spec, rows, row) => present(before(spec, rows, row)).at(-2) ?? null],
  ['lead(v ignore nulls, 1)', (spec, rows, row) => present(after(spec, rows, row))[0] ?? null],
  [
    'ntile(3)',
    (spec, rows, row) => {
      const { length } = partitionOf(spec, rows, row)
      const sizes = [0, 1, 2].map((bucket) => Math.floor(length / 3) + (bucket < length % 3 ? 1 : 0))
      const place = before(spec, rows, row).length
      return place < (sizes[0] ?? 0) ? 1 : place < (sizes[0] ?? 0) + (sizes[1] ?? 0) ? 2 : 3
    },
  ],
]

// ---- the property -----------------------------------------------------------------------------------------

describe('functions of many rows', () => {
  it('with windows give for every row what looking at all other rows gives', async () => {
    const scott = openScott()
    await scott.run('create table t (id number, p number, o number, v number)')
    await fc.assert(
      fc.asyncProperty(tables, specs, async (rows, spec) => {
        await scott.run('delete from t')
        for (const { id, p, o, v } of rows)
          await scott.run('insert into t values (:1, :2, :3, :4)', { binds: [id, p, o, v] })
        const functions = [
          ...withFrames,
          ...(spec.isUnique ? withFramesInOrder : []),
          ...(spec.frame === undefined ? places : []),
          ...(spec.frame === undefined && spec.isUnique ? placesInOrder : []),
        ]
        const all = spec.isPartitioned ? 'partition by p' : ''
        const columns = functions.map(
          ([name]) => `${name.replace('?', windowText(spec)).replace('@', all)} over (${windowText(spec)})`,
        )
        const found = await scott.rows(`select id, ${columns.join(', ')} from t order by id`)
        expect(found).toEqual(
          rows.map((row) => [row.id, ...functions.map(([, find]) => find(spec, rows, row))]),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('over many rows stop nobody else, and can be cancelled', async () => {
    const database = openDatabase()
    const [ann, ben] = [openSession(database, 'ann'), openSession(database, 'ben')]
    const call = ann.start(
      'select sum(n) over (order by n) from (select level n from dual connect by level <= 1e7)',
    )
    const fetched = call.done.then(({ rows }) => {
      const fetching = rows?.fetch(1)
      setImmediate(() => fetching?.cancel())
      return fetching?.done
    })
    expect(await ben.rows('select 1 from dual')).toEqual([[1]])
    await expect(fetched).rejects.toThrow('ORA-01013')
  })

  it.each([
    'select count(*) over () from (select level n from dual connect by level <= 1e6)',
    'select count(distinct n) from (select level n from dual connect by level <= 1e6)',
    'select median(n) from (select level n from dual connect by level <= 1e6)',
    'select n, count(*) from (select level n from dual connect by level <= 1e6) group by n',
  ])('that hold more than a session may get ORA-04036: %s', async (query) => {
    const session = openSession(openDatabase({ seed: false, limits: { sessionMemory: 1024 * 1024 } }))
    expect(await session.failure(query)).toMatch(/^ORA-04036/)
    expect(await session.rows('select count(*) from dual')).toEqual([[1]])
  })
})
