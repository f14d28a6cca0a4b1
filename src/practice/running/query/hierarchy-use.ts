/**
 * What the expressions of a block ask of its hierarchy, noted while they are compiled.
 */
import type { Compiled } from '../expression/compiled.ts'

export class HierarchyUse {
  readonly isNoCycle: boolean
  /** START WITH and CONNECT BY are being compiled, which make the rows that everything else reads. */
  isBuilding = false
  /** SYS_CONNECT_BY_PATH may stand in what is selected and ordered by, not in conditions. */
  mayHavePaths = false
  needsLeaves = false
  needsAncestors = false
  readonly #priors: Compiled[] = []

  constructor(isNoCycle: boolean) {
    this.isNoCycle = isNoCycle
  }

  /** What PRIOR reads in CONNECT BY: rows with the same values there have the same children. */
  get priors(): readonly Compiled[] {
    return this.#priors
  }

  notePrior(compiled: Compiled): void {
    if (this.isBuilding) this.#priors.push(compiled)
    else this.needsAncestors = true
  }
}
