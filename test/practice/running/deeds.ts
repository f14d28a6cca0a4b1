/**
 * What sessions do to one table `t (id primary key, n)`: random deeds, and the SQL of each. Keys are few, so that sessions
 * meet.
 */
import fc from 'fast-check'

export type Where =
  | 'all'
  | { readonly id: number }
  /** The greatest id. */
  | { readonly upTo: number }
  /** The least n. */
  | { readonly least: number }

/** How long FOR UPDATE waits; a moment is over before anybody else does anything. */
export type Patience = 'wait' | 'nowait' | 'skip locked' | 'moment'

export type Statement =
  | { readonly kind: 'select'; readonly where: Where }
  /** FOR UPDATE that shows all of the row, or its id alone. */
  | {
      readonly kind: 'lock' | 'lock id'
      readonly where: Where
      readonly patience: Patience
    }
  | { readonly kind: 'insert'; readonly id: number; readonly n: number; readonly rows: number }
  | { readonly kind: 'delete'; readonly where: Where }
  | { readonly kind: 'add'; readonly where: Where; readonly n: number }
  /** MERGE that adds to the row of that id or inserts one. */
  | { readonly kind: 'merge'; readonly id: number; readonly n: number }
  | { readonly kind: 'move'; readonly where: { readonly id: number }; readonly to: number }
  | { readonly kind: 'savepoint' | 'back'; readonly name: string }
  | { readonly kind: 'commit' | 'rollback' }

/** Opening a query and fetching from it later; giving up a statement that waits. */
export type Deed = Statement | { readonly kind: 'open' | 'fetch' | 'cancel' }

const id = fc.integer({ min: 1, max: 5 })
const n = fc.integer({ min: 0, max: 3 })
const one = fc.record({ id })
const where: fc.Arbitrary<Where> = fc.oneof(
  { weight: 6, arbitrary: one },
  { weight: 2, arbitrary: fc.record({ least: n }) },
  { weight: 2, arbitrary: fc.record({ upTo: id }) },
  { weight: 1, arbitrary: fc.constant('all' as const) },
)
const name = fc.constantFrom('p', 'p', 'p', 'q')
const patience = fc.constantFrom<Patience>('wait', 'wait', 'nowait', 'skip locked', 'moment')
const kind = <K extends string>(of: K): fc.Arbitrary<K> => fc.constant(of)

export const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: kind('insert'), id, n, rows: fc.constantFrom(1, 1, 1, 2) }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('add'), where, n }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('delete'), where: one }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('delete'), where }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('move'), where: one, to: id }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('merge'), id, n }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('lock'), where, patience }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('lock id'), where, patience }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('select'), where }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('savepoint' as const, 'back' as const), name }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('commit' as const, 'rollback' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('open' as const, 'fetch' as const, 'cancel' as const) }),
  },
)

const condition = (chosen: Where): string => {
  if (chosen === 'all') return ''
  if ('id' in chosen) return ` where id = ${chosen.id}`
  return 'upTo' in chosen ? ` where id <= ${chosen.upTo}` : ` where n >= ${chosen.least}`
}

const forUpdate: Readonly<Record<Patience, string>> = {
  ...{ wait: '', nowait: ' nowait', 'skip locked': ' skip locked', moment: ' wait 0.002' },
}

export const everything = 'select id, n from t'

export const sqlOf = (statement: Statement): string => {
  switch (statement.kind) {
    case 'select':
      return everything + condition(statement.where)
    case 'lock':
      return `${everything}${condition(statement.where)} for update${forUpdate[statement.patience]}`
    case 'lock id':
      return `select id, 0 from t${condition(statement.where)} for update${forUpdate[statement.patience]}`
    case 'insert':
      return statement.rows === 1
        ? `insert into t values (${statement.id}, ${statement.n})`
        : `insert into t select level + ${statement.id - 1}, ${statement.n} from dual connect by level <= ${statement.rows}`
    case 'add':
      return `update t set n = n + ${statement.n}${condition(statement.where)}`
    case 'merge':
      return `merge into t using (select ${statement.id} id from dual) s on (t.id = s.id)
        when matched then update set n = t.n + ${statement.n}
        when not matched then insert values (s.id, ${statement.n})`
    case 'delete':
      return `delete from t${condition(statement.where)}`
    case 'move':
      return `update t set id = ${statement.to}${condition(statement.where)}`
    case 'savepoint':
      return `savepoint ${statement.name}`
    case 'back':
      return `rollback to ${statement.name}`
    case 'commit':
    case 'rollback':
      return statement.kind
  }
}
