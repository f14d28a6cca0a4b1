/**
 * What a name means at a place: scopes one inside another, each with its frame at run time.
 */
import type { Name } from '../../parsing/ast/name.ts'
import type { Frame } from '../frame.ts'
import type { BlockNames } from '../plsql/variables.ts'
import type { CommonQuery } from '../query/common-query.ts'
import type { Compiled } from './compiled.ts'

export interface Scope {
  /** The scope around this one; its frame is `frame.outer`. */
  readonly outer: Scope | undefined
  /** Its values stay the same while one SQL statement inside runs (PL/SQL variables do, columns do not). */
  readonly isFixed: boolean
  /** Where it is the names of PL/SQL, or a query block watched for what it uses of them: those names. */
  readonly plsql?: BlockNames | undefined
  /** What the name means in this scope alone, read from this scope's frame. Raises ORA-00918 when it means two things. */
  resolve(name: Name): Compiled | undefined
  /** The query that WITH gave this name in this scope alone; it runs with this scope's frame around it. */
  findQuery?(name: string): CommonQuery | undefined
}

/** Looks a query of WITH up from the inside outwards; its frame stands `depth` scopes further out. */
export const resolveQuery = (
  scope: Scope | undefined,
  name: string,
): { readonly query: CommonQuery; readonly depth: number } | undefined => {
  let depth = 0
  for (let at = scope; at !== undefined; at = at.outer, depth += 1) {
    const query = at.findQuery?.(name)
    if (query !== undefined) return { query, depth }
  }
  return undefined
}

/** Looks a name up from the inside outwards. */
export const resolveName = (scope: Scope | undefined, name: Name): Compiled | undefined => {
  let depth = 0
  for (let at = scope; at !== undefined; at = at.outer, depth += 1) {
    const found = at.resolve(name)
    if (found !== undefined) return fromOutside(found, depth)
  }
  return undefined
}

/** The same scopes; `onUse` hears when a name means something that changes from row to row. */
export const watched = (scope: Scope | undefined, onUse: () => void): Scope | undefined =>
  scope && {
    outer: watched(scope.outer, onUse),
    isFixed: scope.isFixed,
    plsql: scope.plsql,
    resolve(name) {
      const found = scope.resolve(name)
      if (found !== undefined && !scope.isFixed) onUse()
      return found
    },
    findQuery(name) {
      const found = scope.findQuery?.(name)
      if (found?.isCorrelated) onUse()
      return found
    },
  }

/** The frame `depth` scopes further out. */
export const frameAt = (frame: Frame, depth: number): Frame => {
  let at = frame
  for (let count = 0; count < depth; count += 1) {
    if (at.outer === undefined) throw new Error('a name was resolved outside of every frame')
    at = at.outer
  }
  return at
}

const fromOutside = (compiled: Compiled, depth: number): Compiled => {
  if (depth === 0) return compiled
  if (!compiled.pauses) {
    const { run } = compiled
    return { ...compiled, run: (frame) => run(frameAt(frame, depth)) }
  }
  return { ...compiled, run: (frame) => compiled.run(frameAt(frame, depth)) }
}
