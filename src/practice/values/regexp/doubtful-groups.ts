/**
 * Groups of which it is nowhere told what they hold: inside a repetition whose last round may leave them out, as in
 * `(a|(b))*`. Some engines keep the text of an earlier round there, some do not.
 */
import type { Part } from './pattern.ts'

/** The numbers of such groups. */
export const doubtfulGroups = (part: Part): ReadonlySet<number> => {
  const found = new Set<number>()
  collect(part, 'once', found)
  return found
}

/** Where a part stands: in no repetition, in every round of one, or perhaps not in every round. */
type Place = 'once' | 'in every round' | 'in some rounds'

function collect(part: Part, place: Place, found: Set<number>): void {
  switch (part.kind) {
    case 'one':
    case 'any':
    case 'assertion':
    case 'back reference':
      return
    case 'group':
      if (place === 'in some rounds') found.add(part.index)
      collect(part.part, place, found)
      return
    case 'sequence':
      for (const one of part.parts) collect(one, place, found)
      return
    case 'choice':
      for (const one of part.parts) collect(one, place === 'once' ? place : 'in some rounds', found)
      return
    case 'repetition': {
      const isOptional = place !== 'once' && part.least === 0
      const inside = part.most > 1 && place === 'once' ? 'in every round' : place
      collect(part.part, isOptional ? 'in some rounds' : inside, found)
    }
  }
}
