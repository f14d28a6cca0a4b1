/**
 * Who may do what with whose objects. Rights that come with owning something are not noted here.
 */

/** Object privileges ("SQL Language Reference, GRANT", Object Privileges). */
export type Privilege =
  | 'SELECT'
  | 'READ'
  | 'INSERT'
  | 'UPDATE'
  | 'DELETE'
  | 'EXECUTE'
  | 'ALTER'
  | 'INDEX'
  | 'REFERENCES'

/** One privilege given. */
export interface Grant {
  readonly owner: string
  readonly object: string
  readonly grantee: string
  readonly privilege: Privilege
}

/** An object as grants name it. */
export interface Granted {
  readonly owner: string
  readonly name: string
}

export class Grants implements Iterable<Grant> {
  readonly #grants: Grant[] = []

  add(grant: Grant): void {
    const { owner, object: name, privilege, grantee } = grant
    if (!this.has(grantee, privilege, { owner, name })) this.#grants.push(grant)
  }

  [Symbol.iterator](): Iterator<Grant> {
    return this.#grants.values()
  }

  /** Takes one grant back; false when there is none. */
  remove({ owner, object, privilege, grantee }: Grant): boolean {
    const index = this.#grants.findIndex(
      (grant) =>
        grant.owner === owner &&
        grant.object === object &&
        grant.privilege === privilege &&
        grant.grantee === grantee,
    )
    if (index !== -1) this.#grants.splice(index, 1)
    return index !== -1
  }

  /** Forgets every grant to somebody. */
  removeGrantee(name: string): void {
    for (let index = this.#grants.length - 1; index >= 0; index -= 1)
      if (this.#grants[index]?.grantee === name) this.#grants.splice(index, 1)
  }

  /** Forgets every grant on an object. */
  removeAll(object: Granted): void {
    for (let index = this.#grants.length - 1; index >= 0; index -= 1) {
      const grant = this.#grants[index]
      if (grant !== undefined && isOn(grant, object)) this.#grants.splice(index, 1)
    }
  }

  /** Whether the user has the privilege, or PUBLIC has. */
  has(user: string, privilege: Privilege, object: Granted): boolean {
    return this.#grants.some(
      (grant) => grant.privilege === privilege && isOn(grant, object) && isFor(grant, user),
    )
  }

  /** Whether the user, or PUBLIC, has any privilege on the object. */
  hasAny(user: string, object: Granted): boolean {
    return this.#grants.some((grant) => isOn(grant, object) && isFor(grant, user))
  }
}

const isOn = (grant: Grant, { owner, name }: Granted): boolean =>
  grant.owner === owner && grant.object === name

const isFor = (grant: Grant, user: string): boolean => grant.grantee === user || grant.grantee === 'PUBLIC'
