/** The words of SQL and PL/SQL that people see as keywords. It decides nothing but how a text is shown. */

/** SQL Language Reference, Oracle SQL Reserved Words and the words of its common statements. */
const sql = `
access add all alter analyze and any as asc audit authid begin between bulk by call cascade case check cluster collect
column comment commit compile connect constraint create cross current cursor cycle data database date declare default
deferrable deferred delete desc disable distinct drop each else enable end escape except exclusive execute exists explain
fetch first flashback following for force foreign from full function global grant group having identified if immediate in
increment index initially inner insert instead intersect interval into invisible is join key last lateral left level like
limit list local lock log loop merge minus mode modify natural next nocopy nocycle nologging not nowait null nulls of off
offset on only option or order outer over package parallel partition percent pivot plan preceding primary prior privileges
procedure public purge range read recursive references rename replace resource return returning revoke right role rollback
rollup row rowid rownum rows sample savepoint select sequence session set share skip start storage sum synonym sysdate
system systimestamp table tablespace temporary then ties time timestamp to transaction trigger truncate type unbounded
union unique unlimited unpivot update user using validate values view visible wait when where window with within write
xmltable zone`

/** PL/SQL Language Reference, Reserved Words and Keywords. */
const plsql = `
array autonomous_transaction body close constant continue deterministic elsif exception exceptions exception_init exit
forall goto indices isopen found notfound rowcount rowtype limit new object old open others out pipe pipelined pragma
raise raise_application_error record ref result_cache reverse serially_reusable static subtype varray while`

/** Names of types. */
const types = `
bfile binary_double binary_float binary_integer blob boolean char clob float integer json long nchar nclob number
nvarchar2 pls_integer raw smallint urowid varchar varchar2 xmltype year month day hour minute second`

const keywords = new Set(`${sql} ${plsql} ${types}`.trim().split(/\s+/))

/** Whether a word, in any case, is a keyword. */
export const isKeyword = (word: string): boolean => keywords.has(word.toLowerCase())
