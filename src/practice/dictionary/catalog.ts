/**
 * Who exists, what they own and who may use it. Holds no rows and runs nothing.
 */
import type { Verifier } from '../door.ts'
import type { Expression } from '../parsing/ast/expression.ts'
import type { Name } from '../parsing/ast/name.ts'
import type { Unit } from '../parsing/ast/plsql.ts'
import type { StoredTable } from '../running/storage/table.ts'
import type { View } from './view.ts'

export interface User {
  readonly id: number
  readonly name: string
  readonly verifier: Verifier
  readonly created: Date
}

interface Owned {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly created: Date
}

export interface TableObject extends Owned {
  readonly kind: 'TABLE'
  readonly table: StoredTable
  /** For each column its DEFAULT, if it has one. */
  readonly defaults: readonly (Expression | undefined)[]
}

/** What is wrong with a stored unit; `line` and `column` from 1, in its source. */
export interface UnitProblem {
  readonly line: number
  readonly column: number
  readonly message: string
}

export interface UnitObject extends Owned {
  readonly kind: 'PROCEDURE' | 'FUNCTION'
  /** From PROCEDURE or FUNCTION on. */
  readonly source: string
  readonly unit: Unit | undefined
  readonly changed: Date
  /** As of its last compilation; a unit with problems is INVALID. */
  problems: readonly UnitProblem[]
}

export type SchemaObject = TableObject | UnitObject

export type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'EXECUTE' | 'READ'

/** In whose name and from which schema names are looked up. */
export interface Authority {
  readonly user: string
  readonly schema: string
}

/** One privilege given. */
export interface Grant {
  readonly owner: string
  readonly object: string
  readonly grantee: string
  readonly privilege: Privilege
}

export class Catalog {
  readonly #users = new Map<string, User>()
  readonly #objects = new Map<string, Map<string, SchemaObject>>()
  readonly #views = new Map<string, View>()
  readonly #grants: Grant[] = []
  #lastId = 70_000
  #version = 0

  /** Grows with every change of definitions or rights: what was compiled under another number may be stale. */
  get version(): number {
    return this.#version
  }

  nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  addUser(name: string, verifier: Verifier): void {
    this.#version += 1
    this.#users.set(name, { id: 100 + this.#users.size, name, verifier, created: new Date() })
  }

  /** A user by name, case counting. */
  user(name: string): User | undefined {
    return this.#users.get(name)
  }

  users(): Iterable<User> {
    return this.#users.values()
  }

  addView(view: View): void {
    this.#views.set(view.name, view)
  }

  views(): Iterable<View> {
    return this.#views.values()
  }

  put(object: SchemaObject): void {
    this.#version += 1
    const schema = this.#objects.get(object.owner)
    if (schema === undefined) this.#objects.set(object.owner, new Map([[object.name, object]]))
    else schema.set(object.name, object)
  }

  /** Removes an object and every grant on it. */
  remove(object: SchemaObject): void {
    this.#version += 1
    this.#objects.get(object.owner)?.delete(object.name)
    for (let index = this.#grants.length - 1; index >= 0; index -= 1) {
      const grant = this.#grants[index]
      if (grant?.owner === object.owner && grant.object === object.name) this.#grants.splice(index, 1)
    }
  }

  /** The object of that very owner and name, whoever asks. */
  find(owner: string, name: string): SchemaObject | undefined {
    return this.#objects.get(owner)?.get(name)
  }

  /** Everything that the user may know of: own objects and those with some right on them. */
  *visibleTo(user: string): Generator<SchemaObject, void, void> {
    for (const objects of this.#objects.values())
      for (const object of objects.values()) if (this.maySee(user, object)) yield object
  }

  /** The table, unit or dictionary view that a name of one or two parts means; what may not be seen is not there. */
  resolve(name: Name, { user, schema }: Authority): SchemaObject | View | undefined {
    const [first, second] = name.parts
    if (first === undefined || name.parts.length > 2) return undefined
    if (second !== undefined) {
      if (first === 'SYS') return this.#views.get(second)
      const object = this.find(first, second)
      return object !== undefined && this.maySee(user, object) ? object : undefined
    }
    const object = this.find(schema, first)
    if (object !== undefined && this.maySee(user, object)) return object
    return this.#views.get(first)
  }

  grant(grant: Grant): void {
    this.#version += 1
    if (!this.#isGranted(grant.grantee, grant, grant.privilege)) this.#grants.push(grant)
  }

  grants(): Iterable<Grant> {
    return this.#grants
  }

  maySee(user: string, object: { readonly owner: string; readonly name: string }): boolean {
    return (
      user === object.owner ||
      this.#grants.some(
        (grant) => grant.owner === object.owner && grant.object === object.name && isFor(grant, user),
      )
    )
  }

  may(
    user: string,
    privilege: Privilege,
    object: { readonly owner: string; readonly name: string },
  ): boolean {
    return (
      user === object.owner || this.#isGranted(user, { owner: object.owner, object: object.name }, privilege)
    )
  }

  #isGranted(
    user: string,
    on: { readonly owner: string; readonly object: string },
    privilege: Privilege,
  ): boolean {
    return this.#grants.some(
      (grant) =>
        grant.owner === on.owner &&
        grant.object === on.object &&
        grant.privilege === privilege &&
        isFor(grant, user),
    )
  }
}

const isFor = (grant: Grant, user: string): boolean => grant.grantee === user || grant.grantee === 'PUBLIC'
