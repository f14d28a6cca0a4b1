/**
 * How a target is to be told apart at a glance: the colour that its sessions share, and how many of them are protected.
 * Pure.
 */
import { type Colour, findSession, type SessionName, type SessionSpec } from './session.ts'
import { type KnownNames, resolveTarget } from './target.ts'

export interface TargetMarks {
  readonly colour?: Colour
  /** How many sessions it names, and how many of them are protected. */
  readonly sessions: number
  readonly protected: number
}

/** The colour of each group that has one. */
export type GroupColours = ReadonlyMap<string, Colour>

/**
 * The marks of a target. A group that is named has its own colour; sessions have theirs, or that of their first group,
 * when all have the same. A target that names nothing has no marks.
 */
export function targetMarks(
  target: string,
  known: KnownNames,
  specs: readonly SessionSpec[],
  colours: GroupColours,
): TargetMarks {
  const names = sessionsOf(target, known)
  const sessions = names.flatMap((name) => findSession(name, specs) ?? [])
  const word = target.trim().toLowerCase()
  const own = [...colours].find(([group]) => group.toLowerCase() === word)?.[1]
  const found = own === undefined ? new Set(sessions.map((spec) => colourOf(spec, known, colours))) : [own]
  const [colour, other] = found
  return {
    sessions: names.length,
    protected: sessions.filter((spec) => spec.protected).length,
    ...(colour !== undefined && other === undefined && { colour }),
  }
}

function sessionsOf(target: string, known: KnownNames): readonly SessionName[] {
  try {
    return resolveTarget(target, known).sessions
  } catch {
    return []
  }
}

function colourOf(spec: SessionSpec, { groups }: KnownNames, colours: GroupColours): Colour | undefined {
  if (spec.colour) return spec.colour
  return [...colours].find(([group]) => groups.get(group)?.includes(spec.name))?.[1]
}

/** Marks of a target, found anew when it is another than the one before. */
export function rememberMarks(
  known: KnownNames,
  sessions: readonly SessionSpec[],
  colours: GroupColours,
): (target: string) => TargetMarks {
  let marked: { readonly target: string; readonly marks: TargetMarks } | undefined
  return (target) => {
    if (marked?.target !== target) marked = { target, marks: targetMarks(target, known, sessions, colours) }
    return marked.marks
  }
}
