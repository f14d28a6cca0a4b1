/**
 * What a session keeps of a package between its calls: the values of its variables, made when it is first used.
 */
import type { PackageBodyObject, PackageObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import { Frame, type Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { Session } from '../session.ts'
import type { Initialise } from './declare.ts'
import { endFrame } from './subprogram.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

export interface PackageState {
  /** What it was made of; of other definitions it is no longer the state. */
  readonly made: PackageIdentity
  readonly frame: Frame
  /** The slots it has closed cursors in when it goes. */
  readonly context: UnitContext
}

/** The definitions of a package, and the shapes of what they declare. */
export interface PackageIdentity {
  readonly specification: PackageObject
  readonly body: PackageBodyObject | undefined
  /** When each was last compiled. */
  readonly changed: readonly (Date | undefined)[]
  readonly layout: string
  /** Whether it has anything to lose. */
  readonly isStateful: boolean
}

export const keyOf = ({ owner, name }: { readonly owner: string; readonly name: string }): string =>
  `${owner}.${name}`

const isSame = (one: PackageIdentity, other: PackageIdentity): boolean =>
  one.specification === other.specification &&
  one.body === other.body &&
  one.layout === other.layout &&
  one.changed.every((moment, index) => moment === other.changed[index])

/** What the variables of a package are, in words that are the same for the same shapes. */
export const layoutOf = (names: BlockNames): string => {
  const own = [...names.variables.values()].map(({ name, slot, shape }) => [name, slot, shape])
  return JSON.stringify([own, names.enclosing === undefined ? [] : layoutOf(names.enclosing)])
}

/** The frame of a package that has its state. */
export const stateFrame = ({ packages }: Session, object: PackageObject): Frame => {
  const state = packages.get(keyOf(object))
  if (state === undefined) throw new Error('a package is read before it is entered')
  return state.frame
}

/**
 * Makes the state unless the session has it. When the package was compiled anew meanwhile, what the session had is lost, and
 * it hears of it once: ORA-04068. When the initialisation fails there is no state, and the next use tries again.
 */
export function* enterPackage(
  identity: PackageIdentity,
  context: UnitContext,
  initialise: readonly Initialise[],
  run: Run,
): Work<Frame> {
  const { packages } = run.session
  const key = keyOf(identity.specification)
  const known = packages.get(key)
  if (known !== undefined) {
    if (isSame(known.made, identity)) return known.frame
    forgetPackage(run.session, key)
    if (known.made.isStateful) throw discarded(known.made, identity)
  }
  const own: Run = { ...run, authority: context.compilation.authority, depth: run.depth + 1, binds: [] }
  const frame = new Frame(own, undefined)
  frame.slots = Array.from({ length: context.slots }, () => null)
  packages.set(key, { made: identity, frame, context })
  try {
    for (const part of initialise) yield* part(frame)
    return frame
  } catch (error) {
    forgetPackage(run.session, key)
    throw error
  }
}

/** Drops the state of a package, if the session has any. */
export const forgetPackage = ({ packages }: Session, key: string): void => {
  const state = packages.get(key)
  if (state === undefined) return
  packages.delete(key)
  endFrame(state.frame, 0, state.context)
}

const discarded = (before: PackageIdentity, now: PackageIdentity): OracleError => {
  const { owner, name } = now.specification
  const isBody =
    before.specification === now.specification &&
    before.changed[0] === now.changed[0] &&
    before.body !== undefined
  const what = `${isBody ? 'package body' : 'package'} "${owner}.${name}"`
  return new OracleError(
    4068,
    [
      'existing state of packages has been discarded',
      `ORA-04061: existing state of ${what} has been invalidated`,
      `ORA-04065: not executed, altered or dropped ${what}`,
      `ORA-06508: PL/SQL: could not find program unit being called: "${owner}.${name}"`,
    ].join('\n'),
  )
}
