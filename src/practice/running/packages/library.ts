/**
 * The built-in packages: what they offer, by name. What a package does stands in its own file.
 */
import { notSupported } from '../../error.ts'
import { Decimal } from '../../values/number.ts'
import type { DataType, Value } from '../../values/value.ts'
import { type Compiled, constant } from '../expression/compiled.ts'
import { numberType } from '../expression/types.ts'
import type { Run, Slot } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { Routine, RoutineParameter } from '../routine.ts'

/** A package's routines and constants, by upper-case name. */
export interface BuiltInPackage {
  readonly name: string
  readonly routines: Readonly<Record<string, Routine>>
  readonly constants?: Readonly<Record<string, number>>
}

/** Packages that Oracle has and nobody should take for missing by mistake. */
const isOraclesPackage = (name: string): boolean =>
  /^(?:DBMS|UTL|HTP|HTF|OWA|APEX|CTX|SDO|XDB|ORD)_/.test(name)

export class PackageLibrary {
  readonly #packages: ReadonlyMap<string, BuiltInPackage>

  constructor(packages: readonly BuiltInPackage[]) {
    this.#packages = new Map(packages.map((each) => [each.name, each]))
  }

  /** The routine that `package.routine` or `sys.package.routine` means. Raises ORA-03001 for what only Oracle has. */
  routine(parts: readonly string[]): Routine | undefined {
    const [packageName, routineName] = parts.length === 1 ? ['STANDARD', ...parts] : withoutSys(parts)
    if (packageName === undefined || routineName === undefined || parts.length > 3) return undefined
    const found = this.#packages.get(packageName)
    if (found === undefined) {
      if (isOraclesPackage(packageName)) throw notSupported(`${packageName}.${routineName}`)
      return undefined
    }
    const routine = Object.hasOwn(found.routines, routineName) ? found.routines[routineName] : undefined
    if (routine === undefined && packageName !== 'STANDARD')
      throw notSupported(`${packageName}.${routineName}`)
    return routine
  }

  constant(parts: readonly string[]): Compiled | undefined {
    const [packageName, name] = parts
    if (packageName === undefined || name === undefined || parts.length > 2) return undefined
    const constants = this.#packages.get(packageName)?.constants ?? {}
    const value = Object.hasOwn(constants, name) ? constants[name] : undefined
    return value === undefined ? undefined : constant(numberType, new Decimal(value))
  }
}

const withoutSys = (parts: readonly string[]): readonly string[] =>
  parts[0] === 'SYS' ? parts.slice(1) : parts

const text: DataType = { name: 'VARCHAR2', length: 32_767 }
const number: DataType = { name: 'NUMBER' }

const parameter = (
  name: string,
  direction: RoutineParameter['direction'],
  type: RoutineParameter['type'],
): RoutineParameter => ({ name, direction, type, defaultValue: undefined })

export const textIn = (name: string): RoutineParameter => parameter(name, 'in', text)
export const textOut = (name: string): RoutineParameter => parameter(name, 'out', text)
export const numberIn = (name: string): RoutineParameter => parameter(name, 'in', number)
export const numberOut = (name: string): RoutineParameter => parameter(name, 'out', number)
export const numberInOut = (name: string): RoutineParameter => parameter(name, 'in out', number)
export const listOut = (name: string): RoutineParameter => parameter(name, 'out', 'list')
export const cursorIn = (name: string): RoutineParameter => parameter(name, 'in', { name: 'REF CURSOR' })

/** The same parameter, not required. */
export const optional = (given: RoutineParameter, value: Value = null): RoutineParameter => ({
  ...given,
  *defaultValue() {
    yield* []
    return value
  },
})

/** A procedure that does its work at once. */
export const procedure = (
  name: string,
  parameters: readonly RoutineParameter[],
  run: (slots: Slot[], run: Run) => void,
): Routine => ({
  name,
  parameters,
  returns: undefined,
  *invoke(slots, context): Work<Value> {
    yield* []
    run(slots, context)
    return null
  },
})

/** A procedure that waits. */
export const waitingProcedure = (
  name: string,
  parameters: readonly RoutineParameter[],
  run: (slots: Slot[], run: Run) => Work<void>,
): Routine => ({
  name,
  parameters,
  returns: undefined,
  *invoke(slots, context) {
    yield* run(slots, context)
    return null
  },
})

/** A function that waits for its value. */
export const waitingFunction = (
  name: string,
  parameters: readonly RoutineParameter[],
  returns: DataType,
  run: (slots: Slot[], run: Run) => Work<Value>,
): Routine => ({ name, parameters, returns, invoke: run })

/** A function that has its value at once. */
export const builtInFunction = (
  name: string,
  parameters: readonly RoutineParameter[],
  returns: DataType,
  run: (slots: Slot[], run: Run) => Value,
): Routine => ({
  name,
  parameters,
  returns,
  *invoke(slots, context): Work<Value> {
    yield* []
    return run(slots, context)
  },
})

/** What a text parameter was given. */
export const textOf = (slot: Slot | undefined): string | null => (typeof slot === 'string' ? slot : null)

/** What a number parameter was given. */
export const numberOf = (slot: Slot | undefined): number | null =>
  slot instanceof Decimal ? slot.toNumber() : null
