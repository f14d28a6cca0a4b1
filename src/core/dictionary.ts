/**
 * What a database tells of its objects: names, columns, what can be called. Plain data, as it stands in the dictionary:
 * names in upper case unless they were quoted.
 */

/** An object that a name may mean. */
export interface DictionaryObject {
  readonly owner: string
  readonly name: string
  /** `TABLE`, `VIEW`, `PACKAGE`: OBJECT_TYPE. */
  readonly type: string
}

export interface DictionaryColumn {
  readonly name: string
  /** `NUMBER(7,2)`, as DESCRIBE in SQL*Plus writes it. */
  readonly type: string
  readonly isNullable: boolean
}

export interface RoutineParameter {
  readonly name: string
  readonly type: string
  readonly direction: 'in' | 'out' | 'in out'
  readonly hasDefault: boolean
}

/** A procedure or function; each overload is one. */
export interface DictionaryRoutine {
  readonly name: string
  /** What a function gives back; absent for a procedure. */
  readonly returns?: string
  readonly parameters: readonly RoutineParameter[]
}

/** What a name means once no synonym is left. */
export type Thing = DictionaryObject &
  (
    | { readonly holds: 'columns'; readonly columns: readonly DictionaryColumn[] }
    /** A package's, or the one that it is. */
    | { readonly holds: 'routines'; readonly routines: readonly DictionaryRoutine[] }
    | { readonly holds: 'nothing' }
  )

/** Some objects of a schema, in the order of their names. */
export interface ObjectWindow {
  readonly objects: readonly DictionaryObject[]
  /** More of them have such names. */
  readonly isCut: boolean
}

/** A name as it is typed, as the dictionary keeps it: in upper case, or as it stands in quotes. */
export function dictionaryNames(text: string): readonly string[] | undefined {
  const part = /\s*(?:"([^"]+)"|([\p{L}_$#][\p{L}\p{M}\p{N}_$#]*))\s*(\.|$)/uy
  const names: string[] = []
  while (part.lastIndex < text.length) {
    const [, quoted, plain, end] = part.exec(text) ?? []
    if (end === undefined) return undefined
    names.push(quoted ?? (plain ?? '').toUpperCase())
    if (end === '') return names
  }
  return undefined
}

/** A name as a statement may write it: in lower case where that means the same, else in quotes. */
export const writtenName = (name: string): string =>
  /^\p{Lu}[\p{Lu}\p{N}_$#]*$/u.test(name) ? name.toLowerCase() : `"${name}"`
