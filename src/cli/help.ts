/** The examples and notes that follow the lists of options in help. */

export const programExamples = `
Examples:
  multisession practice               try it out: a database, a job, a live grid
  multisession run --help             run one statement in many sessions
  multisession sessions --help        keep named sessions, and groups of them
  multisession jobs                   what was queued, today and earlier, and how it ended
  multisession settings               what holds for all runs and shells

Exit codes: 0 all tasks succeeded; 1 to 100 that many did not; 101 more did not; 102 all succeeded, but uncommitted
work was rolled back; 130 stopped by Ctrl-C or a signal; 255 nothing could run.`

export const runExamples = `
Examples:
  multisession run "select count(*) from emp" --practice --on a,b,c
  multisession run "begin &schema..task; end;" --practice --on scott:3 --any --for schema=A,B,C,D,E,F,G --cap 3
  multisession run --file fix.sql --on prod --serial 1,5,20% --halt soon,fail=1
  multisession run --file fix.sql --connect hr=hr@db1/pdb1 --connect fin=fin@db2/pdb1 --on hr,fin --commit
  multisession run "select * from emp" --practice --on 'a,b' --format csv > emp.csv

Where the values of --for come from; what is given in one --for varies together, several multiply:
  --for schema=A,B,"x,y"                                  values
  --for @rows.csv                                         a file with a header: every column is a parameter; @- is stdin
  --for code,zip=@rows.csv                                these columns of it
  --for "schema=(select username from all_users)@scott"   rows of a plain query in one session, asked before anything
                                                          is planned; in a dry run too; null is the empty text

Passwords are never arguments. They come from MULTISESSION_PASSWORD_NAME (NAME: the session's name in upper case),
from MULTISESSION_PASSWORD when all sessions share one login, from where a saved session says, or are asked for. The
value of --secret NAME comes from MULTISESSION_SECRET_NAME or is asked for; it is bound as :NAME and kept nowhere.

--halt soon,fail=3 starts nothing more once three tasks have failed, timed out or are unknown; now,fail=20% cancels what
runs as well. success=N counts those that succeeded, done=N all that ran. --serial 1,5,20% runs one task, then five, then a
fifth of all at a time. Percentages are of all tasks of the job, rounded up, so at least 1: 20% of 7 are 2. After the first
wave the run asks at the terminal whether to go on, and again when a task of a later one ends otherwise, or with another
number of rows (as far as rows are kept) or another error. --confirm rows=14,outcome=succeeded says it beforehand, several
say what else may be: then the run asks only when that is not so, and stops where there is no terminal.

kill -USR2 pauses a run: nothing more starts until the signal comes again. Ctrl-C cancels what runs.

In protected sessions anything but a plain query runs only when --yes names how many of them it touches.

--timeout counts from the sending of the statement to its end; a share of the median is a second at least, and counts
once three tasks have succeeded. A task over it is cancelled as by Ctrl-C: break, cancel sql, kill, drop.

--retries runs again what failed by ORA-00060 (deadlock) or ORA-00054 (locked), queries whose connection broke, and what
--retry-on names; only where nothing is pending and the failed attempt left nothing, so never after a commit without an
answer, and never a wrong password. A block that commits by itself has done so before it failed: it begins anew.

Nothing is committed unless you say --commit: other than in SQL*Plus, work left open at the end is rolled back.

Tables keep 1,000 rows and 16 MB a task unless --row-limit says otherwise; identical answers stand together. csv and
jsonl are written while tasks run, and keep all rows; where the columns of csv change, an empty line and a new header
stand. stdout carries results only; progress and errors go to stderr.`

export const sessionsExamples = `
Examples:
  multisession sessions add hr=hr@db1/pdb1 fin=fin@db2/pdb1
  multisession sessions add dba=sys@PROD --config-dir /etc/oracle       PROD stands in /etc/oracle/tnsnames.ora
  multisession sessions import /etc/oracle/tnsnames.ora --user app
  multisession sessions test hr,fin
  multisession run "select count(*) from emp" --on hr,fin

Passwords are never saved: they come from MULTISESSION_PASSWORD_NAME, from the place that --password-from names, or are
asked for when a session opens, once for all sessions of a login.

  multisession sessions add live=app[hr]@db1/pdb1 --protected --tag prod       asks for the number of sessions first
  multisession sessions edit hr --read-only --schema app                       plain queries only
  multisession sessions edit fin --password-from 'command:pass show fin'       its first line is the password`

export const settingsExamples = `
Examples:
  multisession settings                    all of them, with what they mean
  multisession settings grace 10           wait ten seconds for a break, and for each rung above it
  multisession settings row-limit default  as if it had never been set
  multisession settings ring notice        a job of a shell that took longer than ring-after is heard of`

export const groupsExamples = `
Examples:
  multisession groups add emea hr fin                 a list
  multisession groups add prod --rule '*_prod!test'   a rule, read anew whenever it is used
  multisession run "select count(*) from emp" --on 'emea&prod'`

export const practiceExamples = `
Examples:
  multisession practice               the shell, with a job of seven tasks running three at a time
  multisession practice --serve       print a connect string for other clients (user scott, password tiger)`

export const jobsExamples = `
Examples:
  multisession jobs                       the newest 20
  multisession show 3                     job 3: its tasks and their answers
  multisession show 3.2                   the second task of job 3
  multisession resume 3                   run what of it never started or was rolled back
  multisession retry 3                    run again what of it failed
  multisession jobs clean --older-than 90`

export const againExamples = `
Tasks that are done are left alone. Tasks that were sent and never answered are listed and never run by themselves: a
person has to look whether they took effect. What runs again is a new job, which goes on with the old one, with the rows
of parameters of then: a file or a query given with --for is read anew, and refused where its rows are others.`
