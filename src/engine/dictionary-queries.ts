/**
 * The questions that a dictionary is asked, each with binds and in a window, and their rows made into data. Oracle
 * Database Reference: ALL_OBJECTS, ALL_SYNONYMS, ALL_TAB_COLUMNS, ALL_PROCEDURES, ALL_ARGUMENTS.
 */
import type {
  DictionaryColumn,
  DictionaryObject,
  DictionaryRoutine,
  ObjectWindow,
  RoutineParameter,
  Thing,
} from '../core/dictionary.ts'
import type { OracleConnection } from '../oracle/connection.ts'

type Ask = OracleConnection['ask']
type Row = Awaited<ReturnType<Ask>>[number]

/** Kinds of objects that a statement names. */
const kinds = `('TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SYNONYM', 'PACKAGE', 'PROCEDURE', 'FUNCTION', 'SEQUENCE', 'TYPE')`

const someObjects = `select object_name, object_type from (
  select object_name, object_type from all_objects
  where owner = :owner and object_name like :pattern escape '!' and object_type in ${kinds}
  order by object_name, object_type) where rownum <= :most`

/** Objects of a schema whose names begin so; `most` of them. */
export async function objectsOf(
  ask: Ask,
  owner: string,
  prefix: string,
  most: number,
): Promise<ObjectWindow> {
  const rows = await ask(someObjects, { owner, pattern: `${escaped(prefix)}%`, most: most + 1 })
  const objects = rows.slice(0, most).map((row) => ({ owner, name: cell(row, 0), type: cell(row, 1) }))
  return { objects: withoutDoubles(objects), isCut: rows.length > most }
}

const someUsers = `select username from (
  select username from all_users where username like :pattern escape '!' order by username) where rownum <= :most`

/** Users whose names begin so; `most` of them. */
export async function schemasNamed(ask: Ask, prefix: string, most: number): Promise<readonly string[]> {
  const rows = await ask(someUsers, { pattern: `${escaped(prefix)}%`, most })
  return rows.map((row) => cell(row, 0))
}

/** What some names mean for a login whose unqualified names mean objects of `schema`; undefined: nothing that it sees. */
export async function thingNamed(
  ask: Ask,
  names: readonly string[],
  schema: string,
): Promise<Thing | undefined> {
  const [first = '', second, third] = names
  if (third !== undefined) return routineIn(await objectNamed(ask, [first], second ?? ''), third, ask)
  if (second === undefined) return thingOf(await objectNamed(ask, [schema, 'PUBLIC'], first), ask)
  // HR.EMP, or a package's procedure: a package of that name hides the schema.
  const outer = await objectNamed(ask, [schema, 'PUBLIC'], first)
  const inPackage = outer?.type === 'PACKAGE' ? await routineIn(outer, second, ask) : undefined
  return inPackage ?? thingOf(await objectNamed(ask, [first], second), ask)
}

const oneObject = `select owner, object_name, object_type from all_objects
  where object_name = :name and owner in (:first, :second) and object_type in ${kinds}`

const oneSynonym = `select table_owner, table_name from all_synonyms where owner = :owner and synonym_name = :name`

/** Synonyms of synonyms that are followed: Oracle refuses circles, but somebody may have made one meanwhile. */
const mostSynonyms = 10

async function objectNamed(
  ask: Ask,
  owners: readonly string[],
  name: string,
  followed = 0,
): Promise<DictionaryObject | undefined> {
  const [first = '', second = first] = owners
  const rows = await ask(oneObject, { name, first, second })
  const found = withoutDoubles(
    rows.map((row) => ({ owner: cell(row, 0), name: cell(row, 1), type: cell(row, 2) })),
  )
  const nearest = found.find(({ owner }) => owner === first) ?? found[0]
  if (nearest?.type !== 'SYNONYM' || followed === mostSynonyms) return nearest
  const [synonym] = await ask(oneSynonym, { owner: nearest.owner, name })
  if (!synonym) return undefined
  return objectNamed(ask, [cell(synonym, 0)], cell(synonym, 1), followed + 1)
}

async function thingOf(object: DictionaryObject | undefined, ask: Ask): Promise<Thing | undefined> {
  switch (object?.type) {
    case undefined:
      return undefined
    case 'TABLE':
    case 'VIEW':
    case 'MATERIALIZED VIEW':
      return { ...object, holds: 'columns', columns: await columnsOf(ask, object) } as Thing
    case 'PACKAGE':
      return { ...object, holds: 'routines', routines: await packagedRoutines(ask, object) } as Thing
    case 'PROCEDURE':
    case 'FUNCTION':
      return { ...object, holds: 'routines', routines: await ownRoutine(ask, object) } as Thing
    default:
      return { ...object, holds: 'nothing' } as Thing
  }
}

async function routineIn(
  outer: DictionaryObject | undefined,
  name: string,
  ask: Ask,
): Promise<Thing | undefined> {
  const thing = await thingOf(outer, ask)
  if (thing?.holds !== 'routines') return undefined
  const routines = thing.routines.filter((routine) => routine.name === name)
  return routines.length === 0 ? undefined : { ...thing, routines }
}

const allColumns = `select column_name, data_type, data_length, data_precision, data_scale, nullable, char_length,
  char_used from all_tab_columns where owner = :owner and table_name = :name order by column_id`

async function columnsOf(ask: Ask, { owner, name }: DictionaryObject): Promise<readonly DictionaryColumn[]> {
  const rows = await ask(allColumns, { owner, name })
  return rows.map((row) => ({ name: cell(row, 0), type: columnType(row), isNullable: row[5] !== 'N' }))
}

/** As DESCRIBE in SQL*Plus writes it: lengths of text with their unit where that is characters. */
function columnType([, type = '', length, precision, scale, , characters, unit]: Row): string {
  switch (type) {
    case 'NUMBER':
      if (!precision) return scale === '0' ? 'NUMBER(38)' : type
      return scale && scale !== '0' ? `NUMBER(${precision},${scale})` : `NUMBER(${precision})`
    case 'FLOAT':
      return precision ? `FLOAT(${precision})` : type
    case 'VARCHAR2':
    case 'CHAR':
      return unit === 'C' ? `${type}(${characters} CHAR)` : `${type}(${length})`
    case 'NVARCHAR2':
    case 'NCHAR':
      return `${type}(${characters})`
    case 'RAW':
      return `RAW(${length})`
    default:
      return type ?? ''
  }
}

const ownArguments = `select argument_name, position, data_type, in_out, defaulted, 1 from all_arguments
  where owner = :owner and object_name = :name and package_name is null and data_level = 0
  order by subprogram_id, sequence`

async function ownRoutine(
  ask: Ask,
  { owner, name }: DictionaryObject,
): Promise<readonly DictionaryRoutine[]> {
  return [routineOf(name, await ask(ownArguments, { owner, name }))]
}

const packageRoutines = `select procedure_name, subprogram_id from all_procedures
  where owner = :owner and object_name = :name and procedure_name is not null order by subprogram_id`

const packageArguments = `select argument_name, position, data_type, in_out, defaulted, subprogram_id from all_arguments
  where owner = :owner and package_name = :name and data_level = 0 order by subprogram_id, sequence`

async function packagedRoutines(ask: Ask, { owner, name }: DictionaryObject): Promise<DictionaryRoutine[]> {
  const routines = await ask(packageRoutines, { owner, name })
  const given = Map.groupBy(await ask(packageArguments, { owner, name }), (row) => cell(row, 5))
  return routines.map((row) => routineOf(cell(row, 0), given.get(cell(row, 1)) ?? []))
}

/** Older servers have a row without a type for what takes nothing. */
function routineOf(name: string, rows: readonly Row[]): DictionaryRoutine {
  const result = rows.find((row) => row[1] === '0' && row[0] === null)
  const parameters = rows.flatMap((row): readonly RoutineParameter[] =>
    row[0] === null
      ? []
      : [
          {
            ...{ name: cell(row, 0), type: cell(row, 2), hasDefault: row[4] === 'Y' },
            direction: row[3] === 'OUT' ? 'out' : row[3] === 'IN/OUT' ? 'in out' : 'in',
          },
        ],
  )
  return { name, ...(result && { returns: cell(result, 2) }), parameters }
}

const cell = (row: Row, index: number): string => row[index] ?? ''

const escaped = (prefix: string): string => prefix.replace(/[!%_]/g, '!$&')

/** A materialized view is in the dictionary as a table as well. */
function withoutDoubles(objects: readonly DictionaryObject[]): readonly DictionaryObject[] {
  const views = new Set(
    objects.filter(({ type }) => type === 'MATERIALIZED VIEW').map(({ owner, name }) => `${owner}.${name}`),
  )
  if (views.size === 0) return objects
  return objects.filter(({ type, owner, name }) => type !== 'TABLE' || !views.has(`${owner}.${name}`))
}
