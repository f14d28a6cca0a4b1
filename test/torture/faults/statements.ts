/**
 * What the tasks of a mix send: statements of every kind that go well, fail, take long, wait for each other, break their
 * connection or are deaf. Each carries the mark of its task, by which the server's ledger tells whose it was.
 */
import type { StatementKind } from '../../../src/language/kind.ts'
import type { Dice } from '../random.ts'

export interface Shape {
  /** What it is called when a mix is printed. */
  readonly name: string
  readonly kind: StatementKind
  /** It has changed something whenever it has succeeded; a row that is locked already is not locked anew. */
  readonly works: boolean
  /** It commits by itself, whatever its job says. */
  readonly commitsItself?: true
  /** `mark` is a comment, and `key` the name of a row. */
  text(mark: string, dice: Dice): string
}

/** Rows of the table that tasks fight for. */
export const keys = 4

const rowKey = (dice: Dice): number => dice.between(1, keys)

const moment = (dice: Dice): string => (dice.between(1, 12) / 100).toFixed(2)

const logged = (mark: string): string =>
  `insert into mix_log values ('${mark.replace(/[^\d.]+/g, ' ').trim()}')`

const block = (
  name: string,
  works: boolean,
  body: (dice: Dice, mark: string) => string,
  more: Partial<Shape> = {},
): Shape => ({
  ...{ name, kind: 'plsql', works, ...more },
  text: (mark, dice) => `begin ${mark} ${body(dice, mark)} end;`,
})

export const queries: readonly Shape[] = [
  {
    ...{ name: 'query', kind: 'query', works: false },
    text: (mark, dice) => `select ${mark} level n from dual connect by level <= ${dice.between(1, 1500)}`,
  },
  {
    ...{ name: 'slow query', kind: 'query', works: false },
    text: (mark, dice) => `select ${mark} practice.wait(${moment(dice)}) from dual`,
  },
  {
    ...{ name: 'query of a divisor', kind: 'query', works: false },
    text: (mark, dice) => `select ${mark} 1 / ${dice.between(0, 1)} from dual`,
  },
]

export const locks: readonly Shape[] = [
  {
    ...{ name: 'lock that does not wait', kind: 'query for update', works: false },
    text: (mark, dice) => `select ${mark} v from mix_rows where k = ${rowKey(dice)} for update nowait`,
  },
]

export const changes: readonly Shape[] = [
  {
    ...{ name: 'insert', kind: 'dml', works: true },
    text: (mark) => logged(mark).replace('insert', `insert ${mark}`),
  },
  {
    ...{ name: 'update', kind: 'dml', works: true },
    text: (mark, dice) => `update ${mark} mix_rows set v = v + 1 where k = ${rowKey(dice)}`,
  },
  {
    ...{ name: 'update of nothing', kind: 'dml', works: false },
    text: (mark) => `update ${mark} mix_rows set v = v + 1 where k = 0`,
  },
  {
    ...{ name: 'insert of what is there', kind: 'dml', works: false },
    text: (mark, dice) => `insert ${mark} into mix_rows values (${rowKey(dice)}, 0)`,
  },
  {
    ...{ name: 'slow update', kind: 'dml', works: true },
    text: (mark, dice) =>
      `update ${mark} mix_rows set v = v + practice.wait(${moment(dice)}) where k = ${rowKey(dice)}`,
  },
]

export const blocks: readonly Shape[] = [
  block('insert in a block', true, (_, mark) => `${logged(mark)};`),
  block('nothing', false, () => 'null;'),
  block(
    'two rows, one after the other',
    true,
    (dice) =>
      `update mix_rows set v = v + 1 where k = ${rowKey(dice)}; dbms_session.sleep(${moment(dice)}); ` +
      `update mix_rows set v = v + 1 where k = ${rowKey(dice)};`,
  ),
  block('failure', false, (_, mark) => `${logged(mark)}; raise_application_error(-20001, 'on purpose');`),
  block('sleep', true, (dice, mark) => `${logged(mark)}; dbms_session.sleep(${moment(dice)});`),
  block('long sleep', true, (_, mark) => `${logged(mark)}; dbms_session.sleep(0.6);`),
  block(
    'deaf to a break',
    true,
    (dice, mark) => `${logged(mark)}; practice.ignore_break(${moment(dice)}, 'break');`,
  ),
  block('deaf to a cancel', true, (_, mark) => `${logged(mark)}; practice.ignore_break(0.6, 'cancel');`),
  block('deaf to a kill', true, (_, mark) => `${logged(mark)}; practice.ignore_break(0.6, 'kill');`),
  block('drop', true, (_, mark) => `${logged(mark)}; practice.drop_connection;`),
  block(
    'drop, and more',
    true,
    (dice, mark) => `practice.drop_connection; ${logged(mark)}; dbms_session.sleep(${moment(dice)});`,
  ),
  block('drop in the next fetch', false, (dice) => `practice.drop_during_fetch(${dice.between(0, 3)});`),
  block(
    'drop before the next commit takes effect',
    true,
    (_, mark) => `${logged(mark)}; practice.drop_during_commit('before');`,
  ),
  block(
    'drop after the next commit took effect',
    true,
    (_, mark) => `${logged(mark)}; practice.drop_during_commit('after');`,
  ),
  block('slow rows', false, () => 'practice.slow_rows(1);'),
  block('next statement fails', false, (dice) => `practice.fail_next(${dice.pick([54, 60, 1555])});`),
  block('commit of its own', true, (_, mark) => `${logged(mark)}; commit;`, { commitsItself: true }),
  block(
    'commit of its own, and no answer',
    true,
    (_, mark) => `${logged(mark)}; commit; practice.drop_connection;`,
    { commitsItself: true },
  ),
  block('output', true, (_, mark) => `${logged(mark)}; dbms_output.put_line('here');`),
]

export const definitions: readonly Shape[] = [
  {
    ...{ name: 'grant', kind: 'ddl', works: true },
    text: (mark) => `grant ${mark} select on mix_log to g`,
  },
  {
    ...{ name: 'grant of nothing', kind: 'ddl', works: false },
    text: (mark) => `grant ${mark} select on mix_nothing to g`,
  },
]

export const endings: readonly Shape[] = [
  { name: 'commit', kind: 'commit', works: false, text: (mark) => `commit ${mark}` },
  { name: 'rollback', kind: 'rollback', works: false, text: (mark) => `rollback ${mark}` },
]
