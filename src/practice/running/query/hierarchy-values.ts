/**
 * What only a hierarchy gives an expression: LEVEL, PRIOR, CONNECT_BY_ROOT, SYS_CONNECT_BY_PATH and the pseudo-columns of
 * leaves and cycles ("SQL Language Reference, Hierarchical Queries").
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import { toText } from '../../values/conversion.ts'
import { Decimal, one, zero } from '../../values/number.ts'
import { concatenate, longestSqlText } from '../../values/text.ts'
import type { Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate, pausing, plain } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { numberType, textType } from '../expression/types.ts'
import type { Frame, Tuple } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { BlockScope } from './block-scope.ts'
import { nodeOf } from './hierarchy-node.ts'

type Unary = Extract<Expression, { kind: 'unary' }>
type Call = Extract<Expression, { kind: 'call' }>

const noHierarchy = (at: number): OracleError =>
  new OracleError(1788, 'CONNECT BY clause required in this query block', at)

type PseudoColumn = 'LEVEL' | 'CONNECT_BY_ISLEAF' | 'CONNECT_BY_ISCYCLE'

export const isPseudoColumn = (name: string): name is PseudoColumn => Object.hasOwn(readers, name)

/** Raises ORA-01788 without CONNECT BY, ORA-30930 without NOCYCLE. */
export const compilePseudoColumn = (name: PseudoColumn, scope: BlockScope, at: number): Compiled => {
  const { hierarchy } = scope
  if (hierarchy === undefined) throw noHierarchy(at)
  scope.uses.hierarchy = true
  if (hierarchy.isBuilding && name !== 'LEVEL') throw notSupported(`${name} in CONNECT BY`, at)
  if (name === 'CONNECT_BY_ISLEAF') hierarchy.needsLeaves = true
  if (name === 'CONNECT_BY_ISCYCLE' && !hierarchy.isNoCycle)
    throw new OracleError(30930, 'NOCYCLE keyword is required with CONNECT_BY_ISCYCLE pseudocolumn', at)
  return plain(numberType, readers[name], false)
}

const readers: Readonly<Record<PseudoColumn, (frame: Frame) => Value>> = {
  LEVEL: (frame) => new Decimal(nodeOf(frame).level),
  CONNECT_BY_ISLEAF: (frame) => (nodeOf(frame).isLeaf ? one : zero),
  CONNECT_BY_ISCYCLE: (frame) => (nodeOf(frame).isCycle ? one : zero),
}

/** PRIOR: the operand as the parent row has it, null for a root. Raises ORA-01788. */
export const compilePrior = (
  { operand, at }: Unary,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const block = hierarchical(scope, at)
  const compiled = ofAncestor(operand, compilation, block)
  block.hierarchy?.notePrior(compiled)
  if (!block.hierarchy?.isBuilding && operand.kind !== 'name')
    throw notSupported('PRIOR of an expression outside of CONNECT BY', at)
  return onTuple(compiled, (frame) => nodeOf(frame).parent?.tuple)
}

/** CONNECT_BY_ROOT: the operand as the root has it. Raises ORA-01788 and ORA-30007. */
export const compileRoot = (
  { operand, at }: Unary,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const block = hierarchical(scope, at)
  if (block.hierarchy === undefined || block.hierarchy.isBuilding)
    throw new OracleError(
      30007,
      'CONNECT BY ROOT operator is not supported in the START WITH or in the CONNECT BY condition',
      at,
    )
  const compiled = ofAncestor(operand, compilation, block)
  block.hierarchy.needsAncestors = true
  return onTuple(compiled, (frame) => nodeOf(frame).root.tuple)
}

/** SYS_CONNECT_BY_PATH. Raises ORA-01788, ORA-30002, ORA-30003, and ORA-30004 when a value has the separator. */
export const compilePath = (call: Call, compilation: Compilation, scope: Scope | undefined): Compiled => {
  const { at } = call
  const block = hierarchical(scope, at)
  if (!block.hierarchy?.mayHavePaths)
    throw new OracleError(30002, 'SYS_CONNECT_BY_PATH function is not allowed here', at)
  const [operand, separator, ...more] = call.arguments.map((argument) => argument.value)
  if (operand === undefined || separator === undefined || more.length > 0)
    throw new OracleError(909, 'invalid number of arguments', at)
  if (separator.kind !== 'literal' || typeof separator.value !== 'string')
    throw new OracleError(30003, 'illegal parameter in SYS_CONNECT_BY_PATH function', at)
  const { value: between } = separator
  const compiled = ofAncestor(operand, compilation, block)
  block.hierarchy.needsAncestors = true
  return pausing(textType(longestSqlText), function* (frame) {
    const { tuple, run } = frame
    let path: string | null = null
    for (let node = nodeOf(frame) as ReturnType<typeof nodeOf> | undefined; node; node = node.parent) {
      if (run.pulse.isTurn()) yield turn
      frame.tuple = node.tuple
      const text: string = toText(yield* evaluate(compiled, frame), run.session.nls) ?? ''
      if (text.includes(between))
        throw new OracleError(
          30004,
          'when using SYS_CONNECT_BY_PATH function, cannot have seperator as part of column value',
        )
      path = concatenate(`${between}${text}`, path, longestSqlText)
    }
    frame.tuple = tuple
    return path
  })
}

const hierarchical = (scope: Scope | undefined, at: number): BlockScope => {
  if (scope instanceof BlockScope && scope.hierarchy !== undefined) return scope
  throw noHierarchy(at)
}

/** An operand that is read from another row: what it depends on is not the row itself. */
const ofAncestor = (operand: Expression, compilation: Compilation, scope: BlockScope): Compiled => {
  const { result, uses } = scope.collectApart(() => compileExpression(operand, compilation, scope))
  if (uses.hierarchy || uses.rowNumber) throw notSupported('LEVEL or ROWNUM of another row', operand.at)
  scope.uses.hierarchy = true
  return result
}

/** An expression evaluated on another tuple; null where there is none. */
const onTuple = (compiled: Compiled, tupleOf: (frame: Frame) => Tuple | undefined): Compiled => {
  if (!compiled.pauses) {
    const { run } = compiled
    return plain(compiled.type, (frame) => {
      const { tuple } = frame
      const other = tupleOf(frame)
      if (other === undefined) return null
      frame.tuple = other
      const value = run(frame)
      frame.tuple = tuple
      return value
    })
  }
  return pausing(compiled.type, function* (frame): Work<Value> {
    const { tuple } = frame
    const other = tupleOf(frame)
    if (other === undefined) return null
    frame.tuple = other
    const value = yield* compiled.run(frame)
    frame.tuple = tuple
    return value
  })
}
