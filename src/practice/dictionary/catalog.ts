/**
 * Who exists, what they own, who may use it, and what a name means to whom. Holds no rows and runs nothing.
 */
import type { Verifier } from '../door.ts'
import { OracleError } from '../error.ts'
import type { Name } from '../parsing/ast/name.ts'
import type { DictionaryView } from './dictionary-view.ts'
import { type Grant, Grants, type Privilege } from './grants.ts'
import { Namespace } from './namespace.ts'
import { anyPrivilege, type Role, type SystemPrivilege } from './privileges.ts'
import { Profiles } from './profiles.ts'
import type {
  BaseObject,
  IndexObject,
  NamedObject,
  Owned,
  PackageBodyObject,
  SchemaObject,
  SynonymObject,
  TableObject,
} from './schema-object.ts'
import { User } from './user.ts'

/** In whose name and from which schema names are looked up. */
export interface Authority {
  readonly user: string
  readonly schema: string
  /** In a view, and in a unit that runs with the rights of its owner: what only a role gives does not count. */
  readonly isWithoutRoles?: boolean
  /** The roles that the session has; all of the user's unless told. */
  readonly roles?: ReadonlySet<Role>
}

/** The owner of public synonyms. */
export const PUBLIC = 'PUBLIC'

export class Catalog {
  readonly #users = new Map<string, User>()
  readonly #objects = new Namespace<NamedObject>()
  readonly #indexes = new Namespace<IndexObject>()
  readonly #packageBodies = new Namespace<PackageBodyObject>()
  readonly #views = new Map<string, DictionaryView>()
  readonly #grants = new Grants()
  readonly profiles = new Profiles()
  #lastId = 70_000
  #lastUserId = 100
  #version = 0

  /** Grows with every change of definitions or rights: what was compiled under another number may be stale. */
  get version(): number {
    return this.#version
  }

  nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  /** A new user who has no right yet. */
  addUser(name: string, verifier: Verifier): User {
    this.#version += 1
    this.#lastUserId += 1
    const user = new User(this.#lastUserId, name, verifier)
    this.#users.set(name, user)
    return user
  }

  /** Removes a user with every right given to it; what it owns has to be gone before. */
  removeUser({ name }: User): void {
    this.#version += 1
    this.#users.delete(name)
    this.#grants.removeGrantee(name)
    for (const other of this.#users.values()) other.proxies.delete(name)
  }

  /** Notes that the rights of a user have changed. */
  touchUser(): void {
    this.#version += 1
  }

  /** Everything of one owner, in the order of its creation. */
  ownedBy(owner: string): readonly SchemaObject[] {
    const all = [...this.#objects, ...this.#indexes, ...this.#packageBodies]
    return all.filter((object) => object.owner === owner)
  }

  /** Whether a user has a system privilege. */
  has({ user, isWithoutRoles = false, roles }: Authority, privilege: SystemPrivilege): boolean {
    return this.#users.get(user)?.has(privilege, isWithoutRoles ? [] : roles) === true
  }

  /** Whether a user may read what tells of other sessions and users. */
  mayReadAll(authority: Authority): boolean {
    if (this.has(authority, 'SELECT ANY DICTIONARY')) return true
    const roles = authority.roles ?? this.#users.get(authority.user)?.roles
    return !authority.isWithoutRoles && roles?.has('SELECT_CATALOG_ROLE') === true
  }

  /** A user by name, case counting. */
  user(name: string): User | undefined {
    return this.#users.get(name)
  }

  users(): Iterable<User> {
    return this.#users.values()
  }

  addView(view: DictionaryView): void {
    this.#views.set(view.name, view)
  }

  views(): Iterable<DictionaryView> {
    return this.#views.values()
  }

  /** What a new object is called and since when; one that replaces another keeps its number and birthday. */
  newOwned(owner: string, name: string, replaced?: Owned): Owned {
    const now = new Date()
    return { id: replaced?.id ?? this.nextId(), owner, name, created: replaced?.created ?? now, changed: now }
  }

  put(object: SchemaObject): void {
    this.#version += 1
    switch (object.kind) {
      case 'INDEX':
        this.#indexes.put(object)
        break
      case 'PACKAGE BODY':
        this.#packageBodies.put(object)
        break
      default:
        this.#objects.put(object)
    }
  }

  /** Removes an object and every grant on it. */
  remove(object: SchemaObject): void {
    this.#version += 1
    switch (object.kind) {
      case 'INDEX':
        this.#indexes.remove(object)
        break
      case 'PACKAGE BODY':
        this.#packageBodies.remove(object)
        break
      default:
        this.#objects.remove(object)
        this.#grants.removeAll(object)
    }
  }

  /** Notes that an object was altered in place. */
  touch(object: SchemaObject): void {
    this.#version += 1
    object.changed = new Date()
  }

  /** The object of that very owner and name, whoever asks. */
  find(owner: string, name: string): NamedObject | undefined {
    return this.#objects.find(owner, name)
  }

  /** Every table of every schema. */
  *tables(): Generator<TableObject, void, void> {
    for (const object of this.#objects) if (object.kind === 'TABLE') yield object
  }

  byId(id: number): NamedObject | undefined {
    for (const object of this.#objects) if (object.id === id) return object
    return undefined
  }

  index(owner: string, name: string): IndexObject | undefined {
    return this.#indexes.find(owner, name)
  }

  indexes(): Iterable<IndexObject> {
    return this.#indexes
  }

  packageBody(owner: string, name: string): PackageBodyObject | undefined {
    return this.#packageBodies.find(owner, name)
  }

  /** Everything that the user may know of: own objects, public ones, and those with some right on them. */
  *visibleTo(user: string): Generator<SchemaObject, void, void> {
    const authority = { user, schema: user }
    for (const object of this.#objects) if (this.maySee(authority, object)) yield object
    for (const index of this.#indexes) if (index.owner === user) yield index
    for (const body of this.#packageBodies) if (body.owner === user) yield body
  }

  /** The object of exactly that name, in the schema when it has one part, if the user may see it: what DDL works on. */
  locate({ parts: [first, second] }: Name, authority: Authority): NamedObject | undefined {
    if (first === undefined) return undefined
    const object = second === undefined ? this.find(authority.schema, first) : this.find(first, second)
    return object !== undefined && this.maySee(authority, object) ? object : undefined
  }

  /**
   * What a name of one or two parts means: an own object, else a public synonym's, else a dictionary view; synonyms are
   * followed. What may not be seen is not there.
   * @throws OracleError ORA-00980 for a synonym of nothing, ORA-01775 for one that leads back to itself.
   */
  resolve(name: Name, authority: Authority): BaseObject | DictionaryView | undefined {
    const [first, second] = name.parts
    if (first === undefined || name.parts.length > 2) return undefined
    if (second === undefined)
      return (
        this.#follow(this.find(authority.schema, first) ?? this.find(PUBLIC, first), authority, name.at) ??
        this.#view(first, authority)
      )
    return first === 'SYS'
      ? this.#view(second, authority)
      : this.#follow(this.find(first, second), authority, name.at)
  }

  /** The object behind a chain of synonyms, if the user may see it. */
  #follow(
    start: NamedObject | undefined,
    authority: Authority,
    at: number,
  ): BaseObject | DictionaryView | undefined {
    const passed = new Set<SynonymObject>()
    let object: NamedObject | DictionaryView | undefined = start
    while (object?.kind === 'SYNONYM') {
      if (passed.has(object)) throw new OracleError(1775, 'looping chain of synonyms', at)
      passed.add(object)
      object = this.#target(object)
      if (object === undefined) throw new OracleError(980, 'synonym translation is no longer valid', at)
    }
    if (object?.kind === 'DICTIONARY VIEW') return this.#view(object.name, authority)
    return object !== undefined && this.maySee(authority, object) ? object : undefined
  }

  /** What stands under a synonym's target; where its owner has nothing of that name, the public has it. */
  #target({ targetOwner, targetName }: SynonymObject): NamedObject | DictionaryView | undefined {
    return this.find(targetOwner, targetName) ?? this.find(PUBLIC, targetName) ?? this.#views.get(targetName)
  }

  /** A dictionary view, unless it tells of others and the user may not know. SYS calls V$SESSION V_$SESSION. */
  #view(name: string, authority: Authority): DictionaryView | undefined {
    const view = this.#views.get(name.replace(/^(G?V)_\$/, '$1$'))
    return view?.isRestricted === true && !this.mayReadAll(authority) ? undefined : view
  }

  grant(grant: Grant): void {
    this.#version += 1
    this.#grants.add(grant)
  }

  /** Takes a grant back; false when there is none. */
  revoke(grant: Grant): boolean {
    this.#version += 1
    return this.#grants.remove(grant)
  }

  grants(): Iterable<Grant> {
    return this.#grants
  }

  maySee(authority: Authority, object: NamedObject): boolean {
    const { user } = authority
    return (
      user === object.owner ||
      object.owner === PUBLIC ||
      this.#grants.hasAny(user, object) ||
      (['SELECT', 'EXECUTE', 'READ', 'INSERT', 'UPDATE', 'DELETE'] as const).some((privilege) =>
        this.#hasAny(authority, privilege, object),
      )
    )
  }

  may(authority: Authority, privilege: Privilege, object: NamedObject): boolean {
    const { user } = authority
    return (
      user === object.owner ||
      this.#grants.has(user, privilege, object) ||
      this.#hasAny(authority, privilege, object)
    )
  }

  /** Whether a system privilege is as good as an object privilege on everybody's objects of that kind. */
  #hasAny(authority: Authority, privilege: Privilege, { kind }: NamedObject): boolean {
    return anyPrivilege(privilege, kind).some((any) => this.has(authority, any))
  }
}
