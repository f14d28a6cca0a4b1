/**
 * START WITH and CONNECT BY: from the joined rows to those of a hierarchy, each parent before its children ("SQL Language
 * Reference, Hierarchical Queries").
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Hierarchy } from '../../parsing/ast/query.ts'
import type { Compilation } from '../expression/compilation.ts'
import { evaluateAll } from '../expression/compiled.ts'
import type { Frame, Tuple } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import type { WorkArea } from '../memory.ts'
import { type Pulse, turn, type Work } from '../pause.ts'
import type { BlockScope } from './block-scope.ts'
import { type Condition, compileConditions, holds } from './condition.ts'
import type { From } from './from.ts'
import { childFinder } from './hierarchy-index.ts'
import { HierarchyNode } from './hierarchy-node.ts'
import type { HierarchyUse } from './hierarchy-use.ts'
import { tupleSize } from './join.ts'
import type { OrderKey } from './order.ts'
import { generate } from './row-generator.ts'
import { sortRows } from './sort.ts'
import { collect, type Stream } from './stream.ts'

/** The rows of a hierarchy whose siblings come in this order. */
export type BuildHierarchy = (siblings: readonly OrderKey[]) => (frame: Frame) => Stream<Tuple>

/** Compiles START WITH and CONNECT BY. */
export const compileHierarchy = (
  { startWith, connectBy, siblings: written }: Hierarchy,
  from: From,
  compilation: Compilation,
): BuildHierarchy => {
  const { scope } = from
  const { hierarchy: use } = scope
  if (use === undefined) throw new Error('a hierarchy without its scope')
  use.isBuilding = true
  const roots = compileConditions(startWith, compilation, scope)
  const wrong = roots.find((condition) => condition.usesHierarchy || condition.usesRowNumber)
  if (wrong !== undefined) throw notSupported('LEVEL, PRIOR or ROWNUM in START WITH', wrong.at)
  const conditions = compileConditions(connectBy, compilation, scope)
  const marked = [...roots, ...conditions].find(({ optional }) => optional !== undefined)
  if (marked !== undefined) throw notSupported('(+) in CONNECT BY', marked.at)
  const counted = conditions.find(({ usesRowNumber }) => usesRowNumber)
  use.isBuilding = false
  use.mayHavePaths = true
  const isChain = from.isDual && use.priors.length === 0 && startWith === undefined && written.length === 0
  return (siblings) => {
    if (isChain && !use.needsLeaves && !use.needsAncestors)
      return (frame) => generate(from.rows(frame), conditions, frame)
    if (counted !== undefined) throw notSupported('ROWNUM in CONNECT BY', counted.at)
    return (frame) => walk({ use, scope, from, roots, conditions, siblings }, frame)
  }
}

interface Plan {
  readonly use: HierarchyUse
  readonly scope: BlockScope
  readonly from: From
  readonly roots: readonly Condition[]
  readonly conditions: readonly Condition[]
  readonly siblings: readonly OrderKey[]
}

/** About how many bytes a row of a hierarchy takes beside the rows it is made of. */
const NODE = 200

/** Siblings that are still to be gone through, and the memory they take. */
interface Siblings {
  readonly nodes: readonly HierarchyNode[]
  readonly area: WorkArea
  next: number
}

function* walk(plan: Plan, frame: Frame): Stream<Tuple> {
  const { use, from, scope } = plan
  const { pulse, session } = frame.run
  const area = session.memory.open()
  const sources = { sources: new Set(scope.sources.map((source) => source.index)) }
  const rows = yield* collect(from.rows(frame), (tuple) => area.charge(tupleSize(tuple, sources)))
  const findChildren = yield* childFinder(rows, plan.conditions, frame)
  const keepsAncestors = use.needsAncestors || use.priors.length > 0

  function* accept(
    candidates: readonly Tuple[],
    parent: HierarchyNode | undefined,
    conditions: readonly Condition[],
  ): Work<Siblings> {
    const own = session.memory.open()
    const accepted: HierarchyNode[] = []
    for (const base of candidates) {
      if (pulse.isTurn()) yield turn
      const node = new HierarchyNode(base, (parent?.level ?? 0) + 1, keepsAncestors ? parent : undefined)
      frame.tuple = node.tuple
      if (!(yield* holds(conditions, frame))) continue
      if (use.priors.length > 0) node.key = groupingKey(yield* evaluateAll(use.priors, frame))
      if (parent !== undefined && (yield* isLoop(node, pulse))) {
        if (!use.isNoCycle) throw new OracleError(1436, 'CONNECT BY loop in user data')
        parent.isCycle = true
        continue
      }
      own.charge(NODE)
      accepted.push(node)
    }
    const nodes = plan.siblings.length === 0 ? accepted : yield* sortNodes(accepted, plan.siblings, frame)
    return { nodes, area: own, next: 0 }
  }

  const open = [yield* accept(rows, undefined, plan.roots)]
  let deepest = 0
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const node = top.nodes[top.next]
    top.next += 1
    // The last of its siblings leaves the list to its children: a chain however long takes one place.
    if (top.next >= top.nodes.length) {
      open.pop()
      top.area.release()
    }
    if (node === undefined) continue
    if (keepsAncestors && node.level > deepest) {
      deepest = node.level
      area.charge(NODE)
    }
    const children = yield* accept(yield* findChildren(node), node, plan.conditions)
    node.isLeaf = children.nodes.length === 0
    if (node.isLeaf && node.isCycle && use.needsLeaves) throw notSupported('CONNECT_BY_ISLEAF in a loop')
    frame.tuple = node.tuple
    yield node.tuple
    open.push(children)
  }
  area.release()
}

/** Ancestors looked at in one step of work: a look takes nanoseconds. */
const GENERATIONS = 500

/**
 * Whether PRIOR sees in an ancestor what it sees in the row: so Oracle finds loops, which is why `prior dbms_random.value
 * is not null` makes it find none.
 */
function* isLoop(node: HierarchyNode, pulse: Pulse): Work<boolean> {
  if (node.key === undefined) return false
  let ancestor = passUnlike(node.parent, node.key)
  while (ancestor !== undefined) {
    if (ancestor.key === node.key) {
      if (node.isLike(ancestor)) return true
      throw notSupported('CONNECT BY with equal rows on one path')
    }
    if (pulse.isTurn()) yield turn
    ancestor = passUnlike(ancestor, node.key)
  }
  return false
}

/** The first node with the key on the way up, or how far one step of work has come on it. */
const passUnlike = (from: HierarchyNode | undefined, key: string): HierarchyNode | undefined => {
  let node = from
  for (let count = 0; count < GENERATIONS && node !== undefined && node.key !== key; count += 1)
    node = node.parent
  return node
}

function* sortNodes(
  nodes: readonly HierarchyNode[],
  siblings: readonly OrderKey[],
  frame: Frame,
): Work<readonly HierarchyNode[]> {
  if (nodes.length < 2) return nodes
  const keyed = []
  for (const node of nodes) {
    frame.tuple = node.tuple
    keyed.push({
      node,
      keys: yield* evaluateAll(
        siblings.map((key) => key.compiled),
        frame,
      ),
    })
  }
  return (yield* sortRows(keyed, siblings, frame.run.pulse)).map(({ node }) => node)
}
