/**
 * The shapes of statements about users, their rights and the sessions of the server.
 */
import type { Name, Placed, PlacedName } from './name.ts'

/** One clause of CREATE USER or ALTER USER. */
export type UserOption =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'expire' }
  | { readonly kind: 'lock' | 'unlock' }
  | { readonly kind: 'profile'; readonly profile: string }
  /** Room in the one tablespace there is. */
  | { readonly kind: 'quota' }
  /** What is so anyway. */
  | { readonly kind: 'tablespace' }

/** What a profile limits here; days for the time of a lock. */
export type ProfileResource = 'SESSIONS_PER_USER' | 'FAILED_LOGIN_ATTEMPTS' | 'PASSWORD_LOCK_TIME'
export type ProfileLimit = number | 'UNLIMITED' | 'DEFAULT'
export type ProfileLimits = ReadonlyMap<ProfileResource, ProfileLimit>

export type Administration =
  | (Placed & {
      readonly kind: 'create user'
      readonly user: PlacedName
      readonly options: readonly UserOption[]
    })
  | (Placed & {
      readonly kind: 'alter user'
      readonly user: PlacedName
      readonly options: readonly UserOption[]
    })
  | (Placed & {
      readonly kind: 'alter user proxy'
      readonly users: readonly PlacedName[]
      readonly mayConnect: boolean
      readonly through: PlacedName
    })
  | (Placed & { readonly kind: 'drop user'; readonly user: PlacedName; readonly isCascade: boolean })
  | (Placed & {
      readonly kind: 'create profile' | 'alter profile'
      readonly name: string
      readonly limits: ProfileLimits
    })
  | (Placed & { readonly kind: 'drop profile'; readonly name: string; readonly isCascade: boolean })
  | (Placed & {
      readonly kind: 'grant system' | 'revoke system'
      /** System privileges and roles, as words. */
      readonly privileges: readonly string[]
      readonly users: readonly string[]
    })
  | (Placed & {
      readonly kind: 'revoke'
      readonly privileges: readonly string[]
      readonly on: Name
      readonly from: readonly string[]
    })
  /** `session` is the text between the quotes, with its parts still to be read. */
  | (Placed & { readonly kind: 'kill session'; readonly session: string; readonly isImmediate: boolean })
  | (Placed & { readonly kind: 'disconnect session'; readonly session: string })
  | (Placed & { readonly kind: 'cancel sql'; readonly session: string })
  | (Placed & {
      readonly kind: 'set transaction'
      readonly mode: 'read only' | 'read write' | 'read committed' | 'serializable'
    })
