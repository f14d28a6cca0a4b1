import { describe, expect, it } from 'vitest'
import { openDatabase, openSession } from '../running/practice-session.ts'
import { answers, failures, refusals } from './answers.ts'

const pseudocolumns = 'SQL Language Reference, Sequence Pseudocolumns'
const create = 'SQL Language Reference, CREATE SEQUENCE'
const alter = 'SQL Language Reference, ALTER SEQUENCE'
const table = 'SQL Language Reference, CREATE TABLE, identity_clause'
const defaults = 'SQL Language Reference, CREATE TABLE, DEFAULT'
const messages = 'Database Error Messages'

answers(
  'a sequence counts once a row',
  [
    ['select s.nextval from dual', ['1'], pseudocolumns],
    ['select s.nextval, s.nextval + 10, s.currval from dual', ['2 | 12 | 2'], pseudocolumns],
    ['select s.currval, s.nextval from dual', ['3 | 3'], pseudocolumns],
    ['select s.currval from dual', ['3'], pseudocolumns],
    ['select s.nextval from dual connect by level <= 3', ['4', '5', '6'], pseudocolumns],
    ['select decode(1, 2, s.nextval, 0) from dual', ['0'], 'recalled'],
    ['select s.currval from dual', ['7'], 'recalled'],
    ['insert into t select s.nextval, level from dual connect by level <= 2', [], pseudocolumns],
    ['insert into t values (s.nextval, s.nextval)', [], pseudocolumns],
    ['select * from t order by 1', ['8 | 1', '9 | 2', '10 | 10'], pseudocolumns],
    ['update t set id = s.nextval, n = s.currval', [], pseudocolumns],
    ['select * from t order by 1', ['11 | 11', '12 | 12', '13 | 13'], pseudocolumns],
    ['rollback', [], pseudocolumns],
    ['select s.nextval from dual', ['14'], pseudocolumns],
    ['declare n number; begin n := s.nextval; insert into t values (n, s.currval); end;', [], pseudocolumns],
    ['select * from t', ['15 | 15'], pseudocolumns],
    ['create table c as select s.nextval id from dual connect by level <= 2', [], pseudocolumns],
    ['select id from c', ['16', '17'], pseudocolumns],
    ['select "S"."NEXTVAL" from dual', ['18'], pseudocolumns],
    ['select scott.s.nextval from dual', ['19'], pseudocolumns],
    ['select s.nextval - s.nextval from dual', ['0'], pseudocolumns],
    ['select s.currval from dual', ['20'], pseudocolumns],
  ],
  { setup: ['create sequence s', 'create table t (id number, n number)'] },
)

answers(
  'a sequence goes as it was told',
  [
    ['select up.nextval from dual connect by level <= 3', ['10', '15', '20'], create],
    ['select down.nextval from dual connect by level <= 3', ['-1', '-2', '-3'], create],
    ['select round.nextval from dual connect by level <= 5', ['2', '3', '1', '2', '3'], create],
    ['select back.nextval from dual connect by level <= 4', ['3', '1', '5', '3'], create],
    ['alter sequence up increment by 100', [], alter],
    ['select up.nextval from dual', ['120'], alter],
    ['alter sequence up restart start with 40', [], alter],
    ['select up.nextval from dual connect by level <= 2', ['40', '140'], alter],
    ['alter sequence up restart', [], alter],
    ['select up.nextval from dual', ['1'], alter],
    [
      'select sequence_name, min_value, max_value, increment_by, cycle_flag, order_flag, cache_size from user_sequences order by 1',
      [
        'BACK | 1 | 5 | -2 | Y | N | 0',
        'DOWN | -999999999999999999999999999 | -1 | -1 | N | N | 20',
        'ROUND | 1 | 3 | 1 | Y | Y | 0',
        'UP | 1 | 9999999999999999999999999999 | 100 | N | N | 20',
      ],
      'Database Reference, ALL_SEQUENCES',
    ],
    [
      "select last_number from user_sequences where sequence_name = 'DOWN'",
      ['-21'],
      'Database Reference, ALL_SEQUENCES',
    ],
  ],
  {
    setup: [
      'create sequence up start with 10 increment by 5',
      'create sequence down increment by -1',
      'create sequence round start with 2 maxvalue 3 cycle nocache order',
      'create sequence back increment by -2 start with 3 minvalue 1 maxvalue 5 cycle nocache',
    ],
  },
)

answers(
  'a column may count by itself',
  [
    ["insert into always (name) values ('a')", [], table],
    ["insert into always (name) select 'b' from dual connect by level <= 2", [], table],
    ['select * from always', ['1 | a', '2 | b', '3 | b'], table],
    ["insert into usually values (7, 'given')", [], table],
    ["insert into usually (name) values ('counted')", [], table],
    ['select * from usually', ['7 | given', '100 | counted'], table],
    ["insert into evenNull values (null, 'a')", [], table],
    ['insert into evenNull values (9, null)', [], table],
    ['select * from evenNull', ['1 | a', '9 | (null)'], table],
    ['insert into byDefault (n) values (5)', [], defaults],
    ['insert into byDefault (n) select 6 from dual connect by level <= 2', [], defaults],
    ['select * from byDefault', ['1 | 5', '2 | 6', '3 | 6'], defaults],
    [
      "select column_name, nullable, identity_column from user_tab_columns where table_name = 'ALWAYS' order by 1",
      ['ID | N | YES', 'NAME | Y | NO'],
      'Database Reference, ALL_TAB_COLUMNS',
    ],
    ['drop table always', [], table],
    ["select count(*) from user_sequences where sequence_name like 'ISEQ%'", ['2'], 'recalled'],
  ],
  {
    setup: [
      'create table always (id number generated always as identity, name varchar2(10))',
      'create table usually (id number generated by default as identity (start with 100), name varchar2(10))',
      'create table evenNull (id number generated by default on null as identity, name varchar2(10))',
      'create sequence s',
      'create table byDefault (id number default s.nextval, n number)',
    ],
  },
)

failures(
  'sequences say no',
  [
    [
      'select fresh.currval from dual',
      'ORA-08002: sequence FRESH.CURRVAL is not yet defined in this session',
      messages,
    ],
    [
      'select ended.nextval from dual connect by level < 4',
      'ORA-08004: sequence ENDED.NEXTVAL exceeds MAXVALUE and cannot be instantiated',
      messages,
    ],
    [
      'select fallen.nextval from dual connect by level < 5',
      'ORA-08004: sequence FALLEN.NEXTVAL goes below MINVALUE and cannot be instantiated',
      messages,
    ],
    ['select nowhere.nextval from dual', 'ORA-02289: sequence does not exist', messages],
    ['select t.nextval from t', 'ORA-02289: sequence does not exist', 'recalled'],
    [
      'select fresh.nextval from dual order by 1',
      'ORA-02287: sequence number not allowed here',
      pseudocolumns,
    ],
    ['select distinct fresh.nextval from dual', 'ORA-02287', pseudocolumns],
    ['select fresh.nextval from dual group by dummy', 'ORA-02287', pseudocolumns],
    ['select count(*), fresh.currval from dual', 'ORA-02287', pseudocolumns],
    ['select * from (select fresh.nextval from dual)', 'ORA-02287', pseudocolumns],
    ['select dummy from dual where fresh.nextval > 0', 'ORA-02287', pseudocolumns],
    ['select (select fresh.nextval from dual) from dual', 'ORA-02287', pseudocolumns],
    [
      'select fresh.nextval from dual fetch first 1 row only',
      'ORA-02287',
      'SQL Language Reference, SELECT, row_limiting_clause',
    ],
    ['select fresh.nextval from dual union all select 1 from dual', 'ORA-02287', pseudocolumns],
    ['delete from t where id = (select fresh.nextval from dual)', 'ORA-02287', pseudocolumns],
    [
      'begin dbms_output.put_line(nowhere.nextval); end;',
      "ORA-06550: line 1, column 28:\nPLS-00201: identifier 'NOWHERE.NEXTVAL' must be declared",
      'recalled',
    ],
    ['create sequence fresh', 'ORA-00955: name is already used by an existing object', messages],
    ['create sequence t', 'ORA-00955', messages],
    ['create sequence x increment by 0', 'ORA-04002: INCREMENT must be a nonzero integer', messages],
    ['create sequence x start with 1.5', 'ORA-04001: sequence parameter START must be an integer', messages],
    ['create sequence x minvalue 5 maxvalue 5', 'ORA-04004: MINVALUE must be less than MAXVALUE', messages],
    [
      'create sequence x maxvalue 5 increment by 4',
      'ORA-04005: INCREMENT must be less than MAXVALUE minus MINVALUE',
      messages,
    ],
    ['create sequence x start with 0', 'ORA-04006: START WITH cannot be less than MINVALUE', messages],
    [
      'create sequence x start with 11 maxvalue 10',
      'ORA-04008: START WITH cannot be more than MAXVALUE',
      messages,
    ],
    [
      'create sequence x cache 1',
      'ORA-04010: the number of values to CACHE must be greater than 1',
      messages,
    ],
    [
      'create sequence x maxvalue 5 cycle',
      'ORA-04013: number to CACHE must be less than one cycle',
      messages,
    ],
    [
      'create sequence x increment by -1 cycle',
      'ORA-04014: descending sequences that CYCLE must specify MINVALUE',
      messages,
    ],
    ['create sequence x cycle', 'ORA-04015: ascending sequences that CYCLE must specify MAXVALUE', messages],
    [
      'create sequence x cache 5 nocache',
      'ORA-02281: duplicate or conflicting CACHE/NOCACHE specifications',
      messages,
    ],
    [
      'create sequence x start with 1 start with 2',
      'ORA-02285: duplicate START WITH specifications',
      messages,
    ],
    ['alter sequence fresh', 'ORA-02286: no options specified for ALTER SEQUENCE', messages],
    ['alter sequence fresh start with 5', 'ORA-02283: cannot alter starting sequence number', messages],
    [
      'alter sequence ended maxvalue 2 minvalue 0',
      'ORA-04009: MAXVALUE cannot be made to be less than the current value',
      messages,
    ],
    ['alter sequence nowhere nocache', 'ORA-02289: sequence does not exist', messages],
    ['drop sequence t', 'ORA-02289: sequence does not exist', messages],
    [
      'insert into always values (1)',
      'ORA-32795: cannot insert into a generated always identity column',
      messages,
    ],
    ['update always set id = 1', 'ORA-32796: cannot update a generated always identity column', messages],
    [
      'create table two (a number generated as identity, b number generated as identity)',
      'ORA-30669: table can have only one identity column',
      messages,
    ],
    [
      'create table text (a varchar2(5) generated as identity)',
      'ORA-30675: identity column must be a numeric type',
      messages,
    ],
    ['create table d (a number default nowhere.nextval)', 'ORA-02289: sequence does not exist', messages],
  ],
  {
    setup: [
      'create sequence fresh',
      'create sequence ended maxvalue 3 nocache',
      'select ended.nextval from dual connect by level <= 3',
      'create sequence fallen increment by -1 minvalue -3 maxvalue -1',
      'create table t (id number)',
      'create table always (id number generated always as identity)',
    ],
  },
)

refusals('sequences that are not known', [
  ['create sequence if not exists s', 'IF NOT EXISTS'],
  ['drop sequence if exists s', 'IF EXISTS'],
  [
    'declare n number; begin n := s.nextval + s.nextval; end;',
    'NEXTVAL BESIDE ANOTHER VALUE OF ITS SEQUENCE IN PL/SQL',
  ],
  [
    "begin if s.currval || '/' || scott.s.nextval = '1/1' then null; end if; end;",
    'NEXTVAL BESIDE ANOTHER VALUE OF ITS SEQUENCE IN PL/SQL',
  ],
  ['create sequence s session', 'SESSION'],
  ['create sequence s scale', 'SCALE'],
  ['create sequence s keep', 'KEEP'],
  ['create sequence s maxvalue 20 cycle cache 20', 'CACHE OF A WHOLE CYCLE'],
  [
    'create table t (id number generated by default on null for insert and update as identity)',
    'ON NULL FOR INSERT',
  ],
  ['create table t (id number generated as identity (start with limit value))', 'LIMIT'],
  ['create table t (n number, m number generated always as (n * 2))', 'GENERATED ALWAYS AS'],
])

describe('a sequence that several sessions use', () => {
  it('gives each number once, rolled back or not, and each session its own current one', async () => {
    const database = openDatabase()
    const [ann, ben] = [openSession(database, 'ann'), openSession(database, 'ben')]
    await ann.run('create sequence s')
    await ann.run('create table t (id number)')
    await ann.run('grant select on s to ben')
    await ann.run('insert into t values (s.nextval)')
    expect(await ben.failure('select ann.s.currval from dual')).toMatch(/^ORA-08002/)
    expect(await ben.rows('select ann.s.nextval from dual')).toEqual([[2]])
    await ann.run('rollback')
    expect(await ann.rows('select s.currval from dual')).toEqual([[1]])
    expect(await ben.rows('select ann.s.nextval, ann.s.currval from dual')).toEqual([[3, 3]])
    expect(await ann.rows('select s.nextval from dual')).toEqual([[4]])
  })

  it('is hidden from those who may not use it', async () => {
    const database = openDatabase()
    const [ann, ben] = [openSession(database, 'ann'), openSession(database, 'ben')]
    await ann.run('create sequence s')
    expect(await ben.failure('select ann.s.nextval from dual')).toMatch(/^ORA-02289/)
    expect(await ben.failure('drop sequence ann.s')).toMatch(/^ORA-02289/)
    await ann.run('grant alter on s to ben')
    expect(await ben.failure('select ann.s.nextval from dual')).toMatch(/^ORA-01031/)
    await ben.run('alter sequence ann.s increment by 10')
    expect(await ben.failure('drop sequence ann.s')).toMatch(/^ORA-01031/)
  })

  it('starts anew when it is made again', async () => {
    const database = openDatabase()
    const ann = openSession(database, 'ann')
    await ann.run('create sequence s')
    await ann.rows('select s.nextval from dual')
    await ann.run('drop sequence s')
    await ann.run('create sequence s start with 5')
    expect(await ann.failure('select s.currval from dual')).toMatch(/^ORA-08002/)
    expect(await ann.rows('select s.nextval from dual')).toEqual([[5]])
  })
})
