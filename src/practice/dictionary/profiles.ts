/**
 * Profiles: how many sessions a user may have, and how often a password may be wrong.
 */
import type { ProfileLimit, ProfileLimits, ProfileResource } from '../parsing/ast/administration.ts'

/** The profile DEFAULT as it is when nobody has altered it ("SQL Language Reference, CREATE PROFILE"). */
const factoryLimits: Readonly<Record<ProfileResource, number | 'UNLIMITED'>> = {
  SESSIONS_PER_USER: 'UNLIMITED',
  FAILED_LOGIN_ATTEMPTS: 10,
  PASSWORD_LOCK_TIME: 1,
}

export const profileResources = Object.keys(factoryLimits) as readonly ProfileResource[]

export class Profiles {
  readonly #profiles = new Map<string, Map<ProfileResource, ProfileLimit>>([['DEFAULT', new Map()]])

  has(name: string): boolean {
    return this.#profiles.has(name)
  }

  names(): Iterable<string> {
    return this.#profiles.keys()
  }

  /** Adds a profile, or changes some limits of one that is there. */
  set(name: string, limits: ProfileLimits): void {
    const profile = this.#profiles.get(name) ?? new Map<ProfileResource, ProfileLimit>()
    for (const [resource, limit] of limits) profile.set(resource, limit)
    this.#profiles.set(name, profile)
  }

  remove(name: string): void {
    this.#profiles.delete(name)
  }

  /** As it was set: what was not set is DEFAULT, and in the profile of that name what it is from the factory. */
  limit(name: string, resource: ProfileResource): ProfileLimit {
    const limit = this.#profiles.get(name)?.get(resource) ?? 'DEFAULT'
    return limit === 'DEFAULT' && name === 'DEFAULT' ? factoryLimits[resource] : limit
  }

  /** What counts in the end; Infinity for no limit. */
  effective(name: string, resource: ProfileResource): number {
    const own = this.limit(name, resource)
    const limit = own === 'DEFAULT' ? this.limit('DEFAULT', resource) : own
    return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY
  }
}
