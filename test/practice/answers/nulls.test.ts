import { answers, failures, refusals } from './answers.ts'

const nulls = 'SQL Language Reference, Nulls'
const nvl = 'SQL Language Reference, NVL'
const decode = 'SQL Language Reference, DECODE'
const coalesce = 'SQL Language Reference, COALESCE'
const nullif = 'SQL Language Reference, NULLIF'
const lnnvl = 'SQL Language Reference, LNNVL'
const messages = 'Database Error Messages'

answers('nulls', [
  [
    "select nvl('', 'x'), length(''), 'a' || null || 'b', null || null from dual",
    ['x | (null) | ab | (null)'],
    nulls,
  ],
  [
    'select 1 + null, null * 0, greatest(1, null), -null from dual',
    ['(null) | (null) | (null) | (null)'],
    nulls,
  ],
  ["select 'y' from dual where null = null or null != null or 1 in (null)", [], nulls],
  ["select 'y' from dual where not (1 in (2, null))", [], nulls],
  ["select 'y' from dual where null is null and '' is null and 1 is not null", ['y'], nulls],
  ["select nvl(1, '2'), nvl('a', 1), nvl(null, 2), nvl(null, null) from dual", ['1 | a | 2 | (null)'], nvl],
  [
    "select nvl2('a', 1, 2), nvl2(null, 1, 2), nvl2(null, 'a', 1) from dual",
    ['1 | 2 | 1'],
    'SQL Language Reference, NVL2',
  ],
  ['select coalesce(null, null, 3, 1/0) from dual', ['3'], coalesce],
  [
    "select decode(null, null, 'same', 'other'), decode(1, 2, 'two'), decode(2, 1, 'a', 2, 'b', 'c') from dual",
    ['same | (null) | b'],
    decode,
  ],
  [
    "select decode(1, '01', 'same', 'other'), decode('01', 1, 'same', 'other') from dual",
    ['other | same'],
    decode,
  ],
  ["select decode(1, 1, 'a', 1/0) from dual", ['a'], decode],
  ["select nullif(1, 1), nullif(1, 2), nullif('a', 'b') from dual", ['(null) | 1 | a'], nullif],
  [
    "select nullif('a', 'a  '), nullif('a', cast('a ' as varchar2(2))), nullif(1, null) from dual",
    ['(null) | a | 1'],
    nullif,
  ],
  ["select 'y' from dual where lnnvl(1 = 2) and lnnvl(null = 1) and not lnnvl(1 = 1)", ['y'], lnnvl],
  ['select count(*) from a.emp where lnnvl(comm >= 500)', ['12'], lnnvl],
])

failures('nulls and types', [
  [
    'select nvl(1, 1/0) from dual',
    'ORA-01476: divisor is equal to zero',
    'NVL evaluates both arguments (recalled)',
  ],
  ["select nvl(1, 'x') from dual", 'ORA-01722: invalid number', nvl],
  [
    "select coalesce(1, 'x') from dual",
    'ORA-00932: inconsistent datatypes: expected NUMBER got CHAR',
    coalesce,
  ],
  [
    "select case when 1 = 1 then 1 else 'x' end from dual",
    'ORA-00932: inconsistent datatypes: expected NUMBER got CHAR',
    'SQL Language Reference, CASE Expressions',
  ],
  ["select nullif(1, 'a') from dual", 'ORA-00932: inconsistent datatypes: expected NUMBER got CHAR', nullif],
  ['select nvl(1) from dual', 'ORA-00909: invalid number of arguments', messages],
  ['select coalesce(1) from dual', 'ORA-00938: not enough arguments for function', messages],
])

refusals('null functions that are not known', [
  ['select sys_op_map_nonnull(1) from dual', 'SYS_OP_MAP_NONNULL'],
  ['select 1 from dual where lnnvl(1 = 1 and 2 = 2)', 'LNNVL OF SEVERAL CONDITIONS'],
])
