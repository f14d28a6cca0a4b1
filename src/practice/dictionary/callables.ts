/**
 * What can be called, one by one: stored procedures and functions, and each public subprogram of a package under the
 * number that the dictionary gives it.
 */
import type { Subprogram } from '../parsing/ast/plsql.ts'
import type { Instance } from '../running/instance.ts'
import type { CompiledObject } from './schema-object.ts'
import { objectsOf } from './user-and-all.ts'

/** "Database Reference, ALL_PROCEDURES": a package itself has a line as well, with number 0. */
export interface Callable {
  readonly owner: string
  readonly object: CompiledObject
  /** In a package. */
  readonly name: string | undefined
  /** SUBPROGRAM_ID: from 1, in the order of the specification; 0 for the package itself. */
  readonly number: number
  /** OVERLOAD: from 1, where several have one name. */
  readonly overload: number | undefined
  readonly subprogram: Subprogram | undefined
}

/** Everything that the user may see of it. */
export function* callables(user: string, instance: Instance): Generator<Callable, void, void> {
  for (const object of objectsOf('PROCEDURE', 'FUNCTION', 'PACKAGE')(user, instance)) {
    const { owner } = object
    if (object.kind === 'PACKAGE') yield* subprogramsOf(object.owner, object)
    const subprogram = object.unit?.type === 'PACKAGE' ? undefined : (object.unit as Subprogram | undefined)
    const number = object.kind === 'PACKAGE' ? 0 : 1
    yield { owner, object, name: undefined, number, overload: undefined, subprogram }
  }
}

function* subprogramsOf(
  owner: string,
  object: Extract<CompiledObject, { kind: 'PACKAGE' }>,
): Generator<Callable, void, void> {
  const declared = (object.unit?.declarations ?? []).flatMap((declaration) =>
    declaration.kind === 'subprogram' ? [declaration] : [],
  )
  const seen = new Map<string, number>()
  for (const [index, { name, subprogram }] of declared.entries()) {
    const nth = (seen.get(name) ?? 0) + 1
    seen.set(name, nth)
    const isOverloaded = declared.filter((other) => other.name === name).length > 1
    yield { owner, object, name, number: index + 1, overload: isOverloaded ? nth : undefined, subprogram }
  }
}
