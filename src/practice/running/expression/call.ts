/**
 * Calls inside expressions: built-in functions, those that leave arguments unevaluated, and stored or packaged functions.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Argument, Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { toText } from '../../values/conversion.ts'
import { findFunction, isLackingFunction } from '../../values/functions/find-function.ts'
import {
  argumentCountError,
  type SingleRowFunction,
  takingLong,
} from '../../values/functions/single-row-function.ts'
import { scalarIn } from '../frame.ts'
import { turn } from '../pause.ts'
import { callRoutine } from '../plsql/call-routine.ts'
import { readComponent } from '../plsql/designator.ts'
import { compileMessageOf } from '../plsql/implicit-values.ts'
import { aggregateNotAllowed } from '../query/aggregates/aggregate.ts'
import { requireOrdered } from '../query/aggregates/argument-types.ts'
import { aggregateCall } from '../query/aggregates/find-aggregate.ts'
import { groupingCall } from '../query/grouping-sets.ts'
import { compilePath } from '../query/hierarchy-values.ts'
import { isWindowFunction, missingWindow } from '../query/windows/find-analytic.ts'
import { readContext } from '../user-environment.ts'
import { branchingCall } from './branching-functions.ts'
import type { Compilation } from './compilation.ts'
import { compileExpression } from './compile-expression.ts'
import { type Compiled, evaluateAll, mapAll, pausing } from './compiled.ts'
import type { Scope } from './scope.ts'
import { compileSequenceValue } from './sequence-values.ts'
import { sessionValue } from './session-values.ts'
import { compileTimeCall } from './time-calls.ts'

type Call = Extract<Expression, { kind: 'call' }>

/** Raises ORA-00904 (PLS-00201 in PL/SQL) for a function that is not there, ORA-03001 for one that only Oracle has. */
export const compileCall = (call: Call, compilation: Compilation, scope: Scope | undefined): Compiled => {
  const component = readComponent(call, compilation, scope)
  if (component !== undefined) return component
  const builtIn = call.name.parts.length === 1 ? compileBuiltIn(call, compilation, scope) : undefined
  return (
    builtIn ??
    compileRoutineCall(call.name, call.arguments, compilation, scope) ??
    refuse(call.name, compilation)
  )
}

/** A pseudo-column, or a function called without parentheses; undefined when the name is neither. */
export const compileNameAsCall = (
  name: Name,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled | undefined => {
  const [word = ''] = name.parts
  const value = name.parts.length === 1 ? sessionValue(word) : undefined
  return (
    value ??
    compilation.instance.packages.constant(name.parts) ??
    compileSequenceValue(name, compilation) ??
    compileRoutineCall(name, [], compilation, scope)
  )
}

const compileBuiltIn = (
  call: Call,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled | undefined => {
  const [name = ''] = call.name.parts
  if (compilation.dialect === 'PL/SQL') {
    if (name === 'DECODE' || aggregateCall(call) !== undefined) throw forSqlOnly(call.name)
    if (lackingInPlsql.has(name)) return undefined
  }
  if (aggregateCall(call) !== undefined) throw aggregateNotAllowed(call.at)
  if (groupingCall(call) !== undefined) throw notSupported(`${name} without ROLLUP`, call.at)
  if (isWindowFunction(name)) throw missingWindow(call.at)
  const compile = (): Compiled[] =>
    plainArguments(call).map((argument) => compileExpression(argument, compilation, scope))
  const branching = branchingCall(name)
  if (branching !== undefined) return branching(compile(), call.at)
  const ofTime = compileTimeCall(name, call, compile)
  if (ofTime !== undefined) return ofTime
  if (name === 'USERENV') return compileUserenv(compile(), call.at)
  if (name === 'SYS_CONNECT_BY_PATH') return compilePath(call, compilation, scope)
  const [code] = call.arguments
  if (
    name === 'SQLERRM' &&
    compilation.dialect === 'PL/SQL' &&
    code !== undefined &&
    call.arguments.length === 1
  )
    return compileMessageOf(compileExpression(code.value, compilation, scope))
  if (name === 'SYS_CONTEXT') return compileContext(compile(), call.at)
  const found = findFunction(name)
  if (found !== undefined) {
    const operands = compile()
    if (name === 'GREATEST' || name === 'LEAST')
      for (const { type } of operands) requireOrdered(type, call.at)
    return compileFunction(found, operands, call.at, compilation)
  }
  const value = call.arguments.length === 0 ? sessionValue(name) : undefined
  if (value !== undefined) return value
  if (isLackingFunction(name)) throw notSupported(name, call.at)
  return undefined
}

/** Built-in functions take no names and no DISTINCT. */
const plainArguments = ({ arguments: given, isDistinct, at }: Call): Expression[] => {
  if (isDistinct) throw new OracleError(934, 'group function is not allowed here', at)
  return given.map((argument) => {
    if (argument.name !== undefined) throw new OracleError(907, 'missing right parenthesis', argument.at)
    return argument.value
  })
}

const compileFunction = (
  found: SingleRowFunction,
  operands: readonly Compiled[],
  at: number,
  { dialect, isAtOnce }: Compilation,
): Compiled => {
  const error = argumentCountError(found, operands.length, at)
  if (error !== undefined) throw error
  const type = found.type(operands.map((operand) => operand.type))
  const isOfLob = operands.some((operand) => operand.type?.name === 'CLOB')
  const steps = found.steps ?? (isOfLob ? takingLong(found).steps : undefined)
  if (steps === undefined || isAtOnce === true)
    return mapAll(operands, type, (values, frame) =>
      found.evaluate(values, frame.run.session.surroundings(dialect)),
    )
  return pausing(type, function* (frame) {
    const { pulse, session } = frame.run
    const work = steps(yield* evaluateAll(operands, frame), session.surroundings(dialect))
    for (;;) {
      const step = work.next()
      if (step.done) return step.value
      if (pulse.isTurnNow()) yield turn
    }
  })
}

const compileContext = (operands: readonly Compiled[], at: number): Compiled => {
  if (operands.length !== 2) throw new OracleError(909, 'invalid number of arguments', at)
  return mapAll(
    operands,
    { name: 'VARCHAR2', length: 256 },
    ([namespace = null, parameter = null], frame) => {
      const { nls } = frame.run.session
      return readContext(toText(namespace, nls) ?? '', toText(parameter, nls) ?? '', frame.run)
    },
  )
}

/** What USERENV tells just as SYS_CONTEXT does ("SQL Language Reference, USERENV"). */
const userenvTexts: ReadonlySet<string> = new Set(['CLIENT_INFO', 'ISDBA', 'LANG', 'LANGUAGE', 'TERMINAL'])

/** Raises ORA-03001 for a parameter that is none, or whose meaning differs. */
const compileUserenv = (operands: readonly Compiled[], at: number): Compiled => {
  if (operands.length !== 1) throw new OracleError(909, 'invalid number of arguments', at)
  return mapAll(operands, { name: 'VARCHAR2', length: 64 }, ([parameter = null], frame) => {
    const name = (toText(parameter, frame.run.session.nls) ?? '').toUpperCase()
    if (!userenvTexts.has(name)) throw notSupported(`USERENV('${name}')`)
    return readContext('USERENV', name, frame.run)
  })
}

const compileRoutineCall = (
  name: Name,
  given: readonly Argument[],
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled | undefined => {
  const call = callRoutine(name, given, 'function', compilation, scope)
  if (call?.returns === undefined) return undefined
  const isInSql = compilation.dialect === 'SQL'
  if ('kind' in call.returns || (isInSql && call.returns.name === 'BOOLEAN'))
    throw new CompileError('PLS-00382: expression is of wrong type', name.at)
  if (isInSql && call.routine.parameters.some(({ direction }) => direction !== 'in'))
    throw new OracleError(6572, `Function ${call.routine.name} has out arguments`, name.at)
  return pausing(call.returns, function* (frame) {
    try {
      return scalarIn(yield* call.run(frame))
    } catch (error) {
      // SQL takes a function that has found no data for one that gives null.
      if (isInSql && error instanceof OracleError && error.number === 1403) return null
      throw error
    }
  })
}

const refuse = (name: Name, { dialect }: Compilation): never => {
  if (dialect === 'PL/SQL') throw undeclared(name)
  throw unknownIdentifier(name)
}

/** Pseudo-columns that Oracle has and the practice database lacks ("SQL Language Reference, Pseudocolumns"). */
const lackingPseudoColumns: ReadonlySet<string> = new Set([
  ...['ROWID', 'ORA_ROWSCN', 'OBJECT_VALUE'],
  ...[
    'COLUMN_VALUE',
    'XMLDATA',
    'VERSIONS_STARTSCN',
    'VERSIONS_ENDSCN',
    'VERSIONS_XID',
    'VERSIONS_OPERATION',
  ],
])

/** ORA-00904; ORA-03001 for a pseudo-column that only Oracle has. */
export const unknownIdentifier = (name: Name): OracleError =>
  lackingPseudoColumns.has(name.parts.at(-1) ?? '')
    ? notSupported(name.parts.at(-1) ?? '', name.at)
    : new OracleError(904, `${name.parts.map((part) => `"${part}"`).join('.')}: invalid identifier`, name.at)

/** "PL/SQL Language Reference, SQL Functions in PL/SQL Expressions": what PL/SQL knows as little as any other name. */
const lackingInPlsql: ReadonlySet<string> = new Set([
  ...['BIN_TO_NUM', 'LNNVL', 'NVL2', 'SYS_CONNECT_BY_PATH', 'WIDTH_BUCKET'],
])

/** PLS-00204, for what PL/SQL knows by name and lets nobody use outside of SQL. */
export const forSqlOnly = ({ parts, at }: Name): CompileError =>
  new CompileError(
    `PLS-00204: function or pseudo-column '${parts.join('.')}' may be used inside a SQL statement only`,
    at,
  )

/** PLS-00201, for what is not there and for what may not be called. */
export const undeclared = (name: Name): CompileError =>
  new CompileError(`PLS-00201: identifier '${name.parts.join('.')}' must be declared`, name.at)
