/**
 * What a user sets once for all runs and shells, and where the last shell stood. Pure; where it is kept is known
 * elsewhere. Nothing here is a secret.
 */
import { badRequest } from './failure.ts'
import { nearestName } from './nearest.ts'
import { noRing, parseRing, type Ring, ringText } from './ring.ts'

interface NumberSetting {
  readonly fallback: number
  readonly least: number
  readonly most: number
  /** One line, without its full stop. */
  readonly meaning: string
}

/** Settings that are whole numbers, by name. */
export const numberSettings = {
  grace: {
    ...{ fallback: 5, least: 1, most: 3600 },
    meaning: 'seconds that a break, and each rung of a cancel above it, may go unanswered',
  },
  'row-limit': {
    ...{ fallback: 1000, least: 0, most: 100_000_000 },
    meaning: 'rows kept of each answer in tables, and up to 10,000 in the shell; 0 is all',
  },
  'total-cap': {
    ...{ fallback: 0, least: 0, most: 1_000_000 },
    meaning: 'tasks of all jobs that a program runs at once; 0 is no cap',
  },
  'ring-after': {
    ...{ fallback: 10, least: 0, most: 1_000_000 },
    meaning: 'seconds that a job must have taken to ring unasked',
  },
  'journal-days': {
    ...{ fallback: 30, least: 1, most: 36_500 },
    meaning: 'days after which the journal forgets jobs that have ended',
  },
  'journal-megabytes': {
    ...{ fallback: 1024, least: 1, most: 100_000_000 },
    meaning: 'size above which the journal forgets the oldest of them',
  },
} as const satisfies Readonly<Record<string, NumberSetting>>

export type NumberName = keyof typeof numberSettings

/** The two worlds that a shell can stand in: saved sessions, or the practice database. */
export const places = ['saved', 'practice'] as const

export type Place = (typeof places)[number]

/** Where the prompt stood when somebody last chose. */
export interface LastUse {
  readonly target: string
  /** 0 is no cap. */
  readonly cap: number
}

export interface Settings {
  readonly numbers: { readonly [Name in NumberName]?: number }
  readonly last: { readonly [Where in Place]?: LastUse }
  /** How a job that has ended is heard of; absent: not at all. */
  readonly ring?: Ring
}

export const emptySettings: Settings = { numbers: {}, last: {} }

/** A number as it is set, or what it is unless somebody sets it. */
export const numberIn = ({ numbers }: Settings, name: NumberName): number =>
  numbers[name] ?? numberSettings[name].fallback

/** The settings with where the prompt of a place now stands. */
export const withLast = (settings: Settings, place: Place, last: LastUse): Settings => ({
  ...settings,
  last: { ...settings.last, [place]: last },
})

/** A setting as people see it. */
export interface SettingLine {
  readonly name: string
  readonly value: string
  /** Nobody has set it. */
  readonly isDefault: boolean
  readonly meaning: string
}

const targetOf = (place: Place): string => `${place}-target`
const capOf = (place: Place): string => `${place}-cap`

/** Every setting with its value now. */
export function settingLines(settings: Settings): readonly SettingLine[] {
  const numbers = numberNames.map((name) => ({
    name,
    value: String(numberIn(settings, name)),
    isDefault: settings.numbers[name] === undefined,
    meaning: numberSettings[name].meaning,
  }))
  const lasts = places.flatMap((place) => {
    const last = settings.last[place]
    const isDefault = last === undefined
    const where = place === 'saved' ? 'on saved sessions' : 'on the practice database'
    return [
      {
        name: targetOf(place),
        value: last?.target ?? '',
        isDefault,
        meaning: `where the shell ${where} begins`,
      },
      { name: capOf(place), value: String(last?.cap ?? 0), isDefault, meaning: `its cap; 0 is none` },
    ]
  })
  const ring = {
    ...{ name: 'ring', value: ringText(settings.ring ?? noRing), isDefault: settings.ring === undefined },
    meaning: 'how a job that has ended is heard of in a shell: off, bell, notice or command:TEXT',
  }
  return [...numbers, ring, ...lasts]
}

/** The setting of that name. Throws a bad request that names the nearest. */
export function settingNamed(settings: Settings, name: string): SettingLine {
  const lines = settingLines(settings)
  const found = lines.find((line) => line.name === name.toLowerCase())
  if (found) return found
  const names = lines.map((line) => line.name)
  const nearest = nearestName(name, names)
  throw badRequest(
    `no setting is called ${name}; ${nearest ? `did you mean ${nearest}?` : `there are ${names.join(', ')}`}`,
  )
}

/** The settings after one was set as written; `default` unsets it. Throws a bad request. */
export function setSetting(settings: Settings, written: string, value: string): Settings {
  const { name } = settingNamed(settings, written)
  const number = numberNames.find((each) => each === name)
  if (number !== undefined) return { ...settings, numbers: withNumber(settings, number, value) }
  if (name === 'ring') {
    const { ring: _, ...others } = settings
    return value === 'default' ? others : { ...others, ring: parseRing(value) }
  }
  const place = places.find((each) => name.startsWith(`${each}-`)) ?? 'saved'
  const { [place]: last = { target: '', cap: 0 }, ...others } = settings.last
  if (value === 'default') return { ...settings, last: others }
  const changed =
    name === capOf(place)
      ? { ...last, cap: readNumber(name, value, 0, 1_000_000) }
      : { ...last, target: value }
  return withLast(settings, place, changed)
}

const numberNames = Object.keys(numberSettings) as NumberName[]

function withNumber({ numbers }: Settings, name: NumberName, value: string): Settings['numbers'] {
  const { [name]: _, ...others } = numbers
  if (value === 'default') return others
  const { least, most } = numberSettings[name]
  return { ...others, [name]: readNumber(name, value, least, most) }
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!/^\d{1,15}$/.test(text) || number < least || number > most)
    throw badRequest(`${name}: expected a whole number from ${least} to ${most}, or default, got ${text}`)
  return number
}
