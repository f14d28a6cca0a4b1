/**
 * A row of a hierarchy: it stands behind the rows of the sources in their tuple, and knows its level and its ancestors.
 */
import type { Row } from '../../values/value.ts'
import type { Frame, Tuple } from '../frame.ts'

export class HierarchyNode {
  /** It has a place among the rows of sources, but no columns. */
  readonly values: Row = []
  readonly level: number
  readonly parent: HierarchyNode | undefined
  /** The rows of the sources, with itself behind them. */
  readonly tuple: Tuple
  /** The values that its children's PRIOR sees, as one text; undefined where CONNECT BY has no PRIOR. */
  key: string | undefined
  isLeaf = false
  /** It has a child that is its ancestor as well, and that NOCYCLE left out. */
  isCycle = false

  constructor(base: Tuple, level: number, parent: HierarchyNode | undefined) {
    this.tuple = [...base, this]
    this.level = level
    this.parent = parent
  }

  get root(): HierarchyNode {
    let node: HierarchyNode = this
    while (node.parent !== undefined) node = node.parent
    return node
  }

  /** Whether it is made of the same rows. */
  isLike(other: HierarchyNode): boolean {
    return this.tuple.every((row, index) => row === this || row === other.tuple[index])
  }
}

/** The row of the hierarchy that a frame stands on. */
export const nodeOf = (frame: Frame): HierarchyNode => {
  const node = frame.tuple.at(-1)
  if (node instanceof HierarchyNode) return node
  throw new Error('the frame stands on no row of a hierarchy')
}
