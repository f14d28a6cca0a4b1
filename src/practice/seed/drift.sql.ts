/**
 * What is different in the one schema that has drifted: EMP has a column more, and some of its rows say something else.
 */

const createDriftedEmp = `create table emp (
  empno number(4) constraint pk_emp primary key,
  ename varchar2(10),
  job varchar2(9),
  mgr number(4),
  hiredate date,
  sal number(7,2),
  comm number(7,2),
  deptno number(2) constraint fk_deptno references dept,
  email varchar2(40)
)`

/** Takes the classic EMP away and puts the drifted one in its place. */
export const drift: readonly string[] = [
  'create table emp_before as select * from emp',
  'drop table emp purge',
  createDriftedEmp,
  `insert into emp select e.*, lower(ename) || '@example.com' from emp_before e where empno != 7934`,
  'drop table emp_before purge',
  `update emp set sal = 3300 where ename = 'SCOTT'`,
  `update emp set job = 'SALESMAN', deptno = 30 where ename = 'ADAMS'`,
]
