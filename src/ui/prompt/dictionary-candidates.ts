/**
 * What the dictionary offers at a place of a statement: objects, columns, what can be called, and parameters, each with
 * what it is. It asks no more than the place needs.
 */
import {
  type DictionaryColumn,
  type DictionaryObject,
  type DictionaryRoutine,
  type Thing,
  writtenName,
} from '../../core/dictionary.ts'
import type { Dictionary, DictionaryReader } from '../../engine/door.ts'
import type { CursorPlace } from '../../language/cursor-place.ts'
import type { Candidate } from './popup.ts'

/** What can stand where a table does. */
const tables = ['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SYNONYM']
const callable = ['PROCEDURE', 'FUNCTION', 'PACKAGE', 'SYNONYM']

/** Public synonyms are many: they are looked for once so much is typed. */
const leastForPublic = 2

/** Asks for all that may stand there, whatever is typed; rejects where the login cannot read it. */
export async function dictionaryCandidates(
  place: CursorPlace,
  dictionary: Dictionary,
  reader: DictionaryReader,
  anyObject = false,
): Promise<readonly Candidate[]> {
  const schema = dictionary.schemaOf(reader)
  const candidates = await ask(place)
  return isUpperCase(place.typed) ? candidates.map(inUpperCase) : candidates

  async function ask(at: CursorPlace): Promise<readonly Candidate[]> {
    switch (at.on) {
      case 'table':
        if (at.owner !== undefined && anyObject) return anythingIn(at.owner, at.typed)
        if (at.owner !== undefined) return objectsIn(at.owner, at.typed, tables)
        return [...(await near(at.typed, anyObject ? undefined : tables)), ...(await schemas(at.typed))]
      case 'column': {
        const things = await Promise.all(
          at.tables.map(({ owner, name }) =>
            dictionary.find(reader, owner === undefined ? [name] : [owner, name]),
          ),
        )
        return distinct(things.flatMap(columnsOf))
      }
      case 'routine':
        return [...(await near(at.typed, callable)), ...(await schemas(at.typed))]
      case 'member':
        return members(at.of, at.typed)
      case 'parameter': {
        const thing = await dictionary.find(reader, at.of)
        return thing?.holds === 'routines' ? parametersOf(thing.routines) : []
      }
      case 'nothing':
      case 'start':
        return []
    }
  }

  async function near(typed: string, kinds: readonly string[] | undefined): Promise<readonly Candidate[]> {
    const own = await objectsIn(schema, typed, kinds)
    if (typed.length < leastForPublic) return own
    return [...own, ...(await objectsIn('PUBLIC', typed, kinds))]
  }

  /** All of a schema that fits into a window, or else those whose names begin so. */
  async function objectsIn(
    owner: string,
    typed: string,
    kinds: readonly string[] | undefined,
  ): Promise<readonly Candidate[]> {
    const isPublic = owner === 'PUBLIC'
    let found = await dictionary.objects(reader, owner, isPublic ? typed.toUpperCase() : '')
    if (found.isCut) found = await dictionary.objects(reader, owner, typed.toUpperCase())
    return found.objects.filter(({ type }) => kinds?.includes(type) ?? true).map(objectCandidate)
  }

  async function schemas(typed: string): Promise<readonly Candidate[]> {
    if (typed === '') return []
    const names = await dictionary.schemas(reader, typed.toUpperCase())
    return names.map((name) => ({ text: `${writtenName(name)}.`, hint: 'schema' }))
  }

  /** What a name before a dot holds, be it a package or a schema. */
  async function anythingIn(name: string, typed: string): Promise<readonly Candidate[]> {
    const held = await members([name], typed)
    return distinct([...held, ...(await objectsIn(name, typed, undefined))])
  }

  async function members(names: readonly string[], typed: string): Promise<readonly Candidate[]> {
    const thing = await dictionary.find(reader, names)
    if (thing?.type === 'PACKAGE' && thing.holds === 'routines') return routineCandidates(thing.routines)
    const [owner, ...rest] = names
    return owner !== undefined && rest.length === 0 ? objectsIn(owner, typed, callable) : []
  }
}

const objectCandidate = ({ name, type }: DictionaryObject): Candidate => ({
  text: writtenName(name),
  hint: type.toLowerCase(),
})

const columnsOf = (thing: Thing | undefined): readonly Candidate[] =>
  thing?.holds === 'columns' ? thing.columns.map(columnCandidate) : []

const columnCandidate = ({ name, type, isNullable }: DictionaryColumn): Candidate => ({
  text: writtenName(name),
  hint: `${type.toLowerCase()}${isNullable ? '' : ' not null'}`,
})

const routineCandidates = (routines: readonly DictionaryRoutine[]): readonly Candidate[] =>
  distinct(
    routines.map((routine) => ({
      text: writtenName(routine.name),
      hint: `(${routine.parameters.map(({ name }) => name.toLowerCase()).join(', ')})${routine.returns === undefined ? '' : ` ${routine.returns.toLowerCase()}`}`,
    })),
  )

const parametersOf = (routines: readonly DictionaryRoutine[]): readonly Candidate[] =>
  distinct(
    routines.flatMap(({ parameters }) =>
      parameters.map(({ name, type, direction, hasDefault }) => ({
        text: `${writtenName(name)} => `,
        hint: `${direction} ${type.toLowerCase()}${hasDefault ? ', optional' : ''}`,
      })),
    ),
  )

const distinct = (candidates: readonly Candidate[]): readonly Candidate[] =>
  [...new Map(candidates.toReversed().map((each) => [each.text, each])).values()].reverse()

const isUpperCase = (typed: string): boolean => typed !== typed.toLowerCase() && typed === typed.toUpperCase()

const inUpperCase = ({ text, hint }: Candidate): Candidate => ({
  text: text.startsWith('"') ? text : text.toUpperCase(),
  hint,
})
