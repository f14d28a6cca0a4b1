/**
 * The procedures of a schema: TASK, which takes a while and shows how far it is, and FLAKY_TASK, which fails the first time.
 */

/** Steps of a task, and seconds that each takes: from one second in A to four in G, in an order that is not theirs. */
export interface Pace {
  readonly steps: number
  readonly secondsAStep: number
}

/** TASK tells its progress in all three ways that Oracle has for it: client info, long operations and DBMS_OUTPUT. */
export const createTask = (
  schema: string,
  { steps, secondsAStep }: Pace,
): string => `create or replace procedure task is
  steps constant pls_integer := ${steps};
  seconds_a_step constant number := ${secondsAStep};
  rindex pls_integer := dbms_application_info.set_session_longops_nohint;
  slno pls_integer;
begin
  for step in 1 .. steps loop
    dbms_application_info.set_client_info('task ${schema}: ' || step || ' of ' || steps);
    dbms_application_info.set_session_longops(
      rindex => rindex, slno => slno, op_name => 'task ${schema}', sofar => step - 1, totalwork => steps, units => 'steps');
    dbms_session.sleep(seconds_a_step);
    dbms_output.put_line('task ${schema}: step ' || step || ' of ' || steps || ' done');
  end loop;
  dbms_application_info.set_session_longops(
    rindex => rindex, slno => slno, op_name => 'task ${schema}', sofar => steps, totalwork => steps, units => 'steps');
  dbms_application_info.set_client_info(null);
end;`

/** What FLAKY_TASK remembers of its calls. */
export const createFlakyCalls = `create table flaky_calls (
  called date not null
)`

/**
 * A call that fails has its changes undone, and with them its memory of having failed. So FLAKY_TASK commits that memory
 * before it fails; what its caller had pending is committed with it.
 */
export const createFlakyTask = (schema: string): string => `create or replace procedure flaky_task is
  calls pls_integer;
begin
  select count(*) into calls from flaky_calls;
  if calls = 0 then
    insert into flaky_calls values (sysdate);
    -- Without this commit the failure below would undo the row, and every call would be the first one.
    commit;
    raise_application_error(-20001, 'flaky_task ${schema} fails the first time it is called');
  end if;
  dbms_output.put_line('flaky_task ${schema}: done');
end;`

/** What SCOTT may do in the schema. */
export const grantsToScott: readonly string[] = [
  'grant execute on task to scott',
  'grant execute on flaky_task to scott',
  'grant select on emp to scott',
  'grant select on dept to scott',
  'grant select on orders to scott',
  'grant select on flaky_calls to scott',
]
