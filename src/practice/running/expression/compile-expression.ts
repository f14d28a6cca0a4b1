/**
 * Expressions and conditions into closures: finds out what each part is and hands it to its room.
 */
import { OracleError } from '../../error.ts'
import type { Expression, TypeName } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { Decimal } from '../../values/number.ts'
import type { DataType, Value } from '../../values/value.ts'
import type { Frame } from '../frame.ts'
import { readMemberOfResult } from '../plsql/composite.ts'
import { readComponent, undesignated } from '../plsql/designator.ts'
import { compileAttribute, handlerValue } from '../plsql/implicit-values.ts'
import { refuseRepeatedDraws } from '../plsql/repeated-draws.ts'
import { plsqlAround } from '../plsql/variables.ts'
import { aggregateNotAllowed } from '../query/aggregates/aggregate.ts'
import { compilePrior, compileRoot } from '../query/hierarchy-values.ts'
import { compileArithmetic, compileSign } from './arithmetic.ts'
import { compileCall, compileNameAsCall, forSqlOnly, unknownIdentifier } from './call.ts'
import {
  compileBetween,
  compileComparison,
  compileInList,
  compileIsNull,
  compileLike,
  differenceBetween,
} from './comparison.ts'
import type { Compilation } from './compilation.ts'
import { compileCast } from './compile-cast.ts'
import { type Compiled, constant, plain } from './compiled.ts'
import { type Branch, compileCase, compileChoice, compileLogic, compileNot } from './logic.ts'
import { compileIn, compileQuantified, compileRowComparison } from './membership.ts'
import { resolveName, type Scope } from './scope.ts'
import { compileExists, compileScalarQuery } from './subquery.ts'
import { commonType, integerType, literalType } from './types.ts'

/** Raises what Oracle raises for names, types and rights, with the offset. */
export const compileExpression = (
  expression: Expression,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const substitute = compilation.substitute?.(expression)
  if (substitute !== undefined) return substitute
  if (compilation.dialect === 'PL/SQL') refuseRepeatedDraws(expression)
  const compile = (part: Expression): Compiled => compileExpression(part, compilation, scope)
  switch (expression.kind) {
    case 'literal':
      return constant(typeOfLiteral(expression, compilation.dialect), expression.value)
    case 'bind':
      return compileBind(expression.index, compilation)
    case 'name':
      return compileName(expression.name, compilation, scope)
    case 'call':
      return compileCall(expression, compilation, scope)
    case 'analytic':
      throw new OracleError(30483, 'window functions are not allowed here', expression.at)
    case 'count all':
      throw compilation.dialect === 'SQL'
        ? aggregateNotAllowed(expression.at)
        : forSqlOnly({ parts: ['COUNT'], at: expression.at })
    case 'ordered aggregate':
      throw aggregateNotAllowed(expression.at)
    case 'optional':
      throw new OracleError(30563, 'outer join operator (+) is not allowed here', expression.at)
    case 'row':
      throw new OracleError(907, 'missing right parenthesis', expression.at)
    case 'unary':
      return compileUnary(expression, compilation, scope)
    case 'binary':
      return compileBinary(expression, compilation, scope)
    case 'quantified':
      return compileQuantified(expression, compilation, scope)
    case 'is null':
      return compileIsNull(compile(expression.operand), expression.isNegated)
    case 'between':
      return compileBetween(
        compile(expression.operand),
        compile(expression.low),
        compile(expression.high),
        expression.isNegated,
        expression.at,
      )
    case 'in': {
      if ('body' in expression.values || expression.operand.kind === 'row')
        return compileIn(expression, compilation, scope)
      const operand = compile(expression.operand)
      return compileInList(operand, expression.values.map(compile), expression.isNegated, expression.at)
    }
    case 'like':
      return compileLike(
        compile(expression.operand),
        compile(expression.pattern),
        expression.escape && compile(expression.escape),
        expression.isNegated,
      )
    case 'exists':
      return compileExists(expression.query, compilation, scope)
    case 'subquery':
      return compileScalarQuery(expression.query, compilation, scope)
    case 'case':
      return compileCaseExpression(expression, compile, compilation.dialect)
    case 'cast':
      return compileCast(compile(expression.operand), builtInType(expression.type))
    case 'attribute':
      return compileAttribute(expression, scope)
    case 'member':
      return compileMember(expression, compilation, scope)
  }
}

const compileUnary = (
  unary: Extract<Expression, { kind: 'unary' }>,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const { operator, operand } = unary
  switch (operator) {
    case 'prior':
      return compilePrior(unary, compilation, scope)
    case 'connect by root':
      return compileRoot(unary, compilation, scope)
    case 'not':
      return compileNot(compileExpression(operand, compilation, scope))
    case '-':
    case '+':
      return compileSign(compileExpression(operand, compilation, scope), operator === '-', unary.at)
  }
}

/** In PL/SQL small whole numbers are PLS_INTEGERs ("PL/SQL Language Reference, PLS_INTEGER and BINARY_INTEGER Data Types"). */
const typeOfLiteral = (
  { value, isNational }: Extract<Expression, { kind: 'literal' }>,
  dialect: Compilation['dialect'],
): DataType | undefined =>
  dialect === 'PL/SQL' && value instanceof Decimal && value.isInteger() && value.abs().lessThan(2 ** 31)
    ? integerType
    : literalType(value, isNational)

const compileBinary = (
  { operator, left, right, at }: Extract<Expression, { kind: 'binary' }>,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  if (left.kind === 'row' && right.kind === 'subquery' && (operator === '=' || operator === '!='))
    return compileRowComparison(left.items, right.query, operator === '!=', compilation, scope, at)
  const first = compileExpression(left, compilation, scope)
  const second = compileExpression(right, compilation, scope)
  switch (operator) {
    case 'and':
    case 'or':
      return compileLogic(first, second, operator === 'or')
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(operator, first, second, at)
    case '+':
    case '-':
    case '*':
    case '/':
    case '**':
    case '||':
      return compileArithmetic(operator, first, second, compilation.dialect, at)
  }
}

const compileCaseExpression = (
  { operand, branches, otherwise, at }: Extract<Expression, { kind: 'case' }>,
  compile: (part: Expression) => Compiled,
  dialect: Compilation['dialect'],
): Compiled => {
  const subject = operand && compile(operand)
  const compiled = branches.map(
    ({ when, result }): Branch => ({ when: compile(when), result: compile(result) }),
  )
  const last = otherwise && compile(otherwise)
  const results = compiled.map((branch) => branch.result)
  const type = commonType(last === undefined ? results : [...results, last], at)
  if (subject === undefined) return compileCase(compiled, last, type)
  if (dialect === 'SQL') commonType([subject, ...compiled.map(({ when }) => when)], at)
  const differences = compiled.map(({ when }) => differenceBetween(subject.type, when.type, at))
  const areEqual = (left: Value, right: Value, frame: Frame, branch: number): boolean =>
    left !== null && right !== null && differences[branch]?.(left, right, frame) === 0
  return compileChoice(subject, compiled, areEqual, last, type)
}

/** A bind of a scalar type; arrays are for PL/SQL arguments alone. */
const compileBind = (index: number, { bindTypes }: Compilation): Compiled =>
  plain(bindTypes[index], (frame) => {
    const value = frame.run.binds[index] ?? null
    if (isScalar(value)) return value
    throw new OracleError(6550, 'line 1, column 1:\nPLS-00382: expression is of wrong type')
  })

const isScalar = (value: Value | readonly Value[]): value is Value => !Array.isArray(value)

/** A column or a variable; else a pseudo-column or a function without arguments. Raises ORA-00904. */
const compileName = (name: Name, compilation: Compilation, scope: Scope | undefined): Compiled => {
  const ofHandler = compilation.dialect === 'PL/SQL' ? handlerValue(name) : undefined
  const found = resolveName(scope, name) ?? ofHandler ?? compileNameAsCall(name, compilation, scope)
  if (found !== undefined) return found
  if (compilation.dialect === 'SQL') throw unknownIdentifier(name)
  const isPseudoColumn = name.parts.length === 1 && ['LEVEL', 'ROWID', 'ROWNUM'].includes(name.parts[0] ?? '')
  throw isPseudoColumn ? forSqlOnly(name) : undesignated(name, plsqlAround(scope)?.names)
}

/** Raises PLS-00302 for a field that is not there, PLS-00382 for what has none. */
const compileMember = (
  expression: Extract<Expression, { kind: 'member' }>,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const found =
    readComponent(expression, compilation, scope) ?? readMemberOfResult(expression, compilation, scope)
  if (found !== undefined) return found
  throw new CompileError('PLS-00382: expression is of wrong type', expression.at)
}

const builtInType = (type: TypeName): DataType => {
  if (type.kind === 'built-in') return type.type
  throw new OracleError(902, 'invalid datatype', type.at)
}
