/**
 * EMP and DEPT, the tables that every Oracle user has met, and ORDERS, a few dozen rows that follow from a formula.
 */

const createDept = `create table dept (
  deptno number(2) constraint pk_dept primary key,
  dname varchar2(14),
  loc varchar2(13)
)`

const departments = [
  [10, 'ACCOUNTING', 'NEW YORK'],
  [20, 'RESEARCH', 'DALLAS'],
  [30, 'SALES', 'CHICAGO'],
  [40, 'OPERATIONS', 'BOSTON'],
] as const

const createEmp = `create table emp (
  empno number(4) constraint pk_emp primary key,
  ename varchar2(10),
  job varchar2(9),
  mgr number(4),
  hiredate date,
  sal number(7,2),
  comm number(7,2),
  deptno number(2) constraint fk_deptno references dept
)`

const employees = [
  [7369, 'SMITH', 'CLERK', 7902, '1980-12-17', 800, null, 20],
  [7499, 'ALLEN', 'SALESMAN', 7698, '1981-02-20', 1600, 300, 30],
  [7521, 'WARD', 'SALESMAN', 7698, '1981-02-22', 1250, 500, 30],
  [7566, 'JONES', 'MANAGER', 7839, '1981-04-02', 2975, null, 20],
  [7654, 'MARTIN', 'SALESMAN', 7698, '1981-09-28', 1250, 1400, 30],
  [7698, 'BLAKE', 'MANAGER', 7839, '1981-05-01', 2850, null, 30],
  [7782, 'CLARK', 'MANAGER', 7839, '1981-06-09', 2450, null, 10],
  [7788, 'SCOTT', 'ANALYST', 7566, '1987-04-19', 3000, null, 20],
  [7839, 'KING', 'PRESIDENT', null, '1981-11-17', 5000, null, 10],
  [7844, 'TURNER', 'SALESMAN', 7698, '1981-09-08', 1500, 0, 30],
  [7876, 'ADAMS', 'CLERK', 7788, '1987-05-23', 1100, null, 20],
  [7900, 'JAMES', 'CLERK', 7698, '1981-12-03', 950, null, 30],
  [7902, 'FORD', 'ANALYST', 7566, '1981-12-03', 3000, null, 20],
  [7934, 'MILLER', 'CLERK', 7782, '1982-01-23', 1300, null, 10],
] as const

const createOrders = `create table orders (
  order_id number(6) constraint pk_orders primary key,
  customer varchar2(20) not null,
  ordered date not null,
  amount number(9,2) not null,
  status varchar2(10) not null
)`

const fillOrders = `insert into orders
  select level,
         'CUSTOMER ' || lpad(mod(level * 7, 12) + 1, 2, '0'),
         date '2024-01-01' + mod(level * 11, 366),
         round(mod(level * 977, 5000) + level / 4, 2),
         decode(mod(level, 4), 0, 'OPEN', 1, 'PAID', 2, 'SHIPPED', 'CLOSED')
    from dual connect by level <= 36`

const literal = (value: string | number | null): string => {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(value)
  return /^\d{4}-\d\d-\d\d$/.test(value) ? `date '${value}'` : `'${value}'`
}

const insert = (table: string, values: readonly (string | number | null)[]): string =>
  `insert into ${table} values (${values.map(literal).join(', ')})`

/** The statements that make and fill EMP and DEPT, in the schema of whoever runs them. */
export const staffTables: readonly string[] = [
  createDept,
  ...departments.map((values) => insert('dept', values)),
  createEmp,
  ...employees.map((values) => insert('emp', values)),
]

/** Those of ORDERS. */
export const ordersTable: readonly string[] = [createOrders, fillOrders]
