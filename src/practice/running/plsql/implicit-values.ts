/**
 * What PL/SQL knows without declaring it: SQLCODE, SQLERRM and the attributes of cursors.
 */
import { notSupported } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { toNumber } from '../../values/conversion.ts'
import { Decimal } from '../../values/number.ts'
import type { Value } from '../../values/value.ts'
import { unknownIdentifier } from '../expression/call.ts'
import { type Compiled, constant, mapOne, plain } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { booleanType, numberType } from '../expression/types.ts'
import type { Frame } from '../frame.ts'
import { invalidCursor, type SessionCursor } from '../query/session-cursor.ts'
import { cursorOf } from './cursors.ts'
import { codeOf, messageOf, raise } from './raised.ts'
import { plsqlAround } from './variables.ts'

/** Characters that SQLERRM gives at most ("PL/SQL Language Reference, SQLERRM Function"). */
const longestMessage = 512

/** SQLCODE and SQLERRM without arguments: of the exception that is being handled. */
export const handlerValue = ({ parts }: Name): Compiled | undefined => {
  if (parts.length !== 1) return undefined
  switch (parts[0]) {
    case 'SQLCODE':
      return plain(
        numberType,
        (frame) => new Decimal(frame.run.call.handled === undefined ? 0 : codeOf(frame.run.call.handled)),
        false,
      )
    case 'SQLERRM':
      return plain({ name: 'VARCHAR2', length: longestMessage }, (frame) =>
        frame.run.call.handled === undefined
          ? 'ORA-0000: normal, successful completion'
          : messageOf(frame.run.call.handled).slice(0, longestMessage),
      )
    default:
      return undefined
  }
}

/** SQLERRM(number): the message that goes with a code ("PL/SQL Language Reference, SQLERRM Function"). */
export const compileMessageOf = (code: Compiled): Compiled =>
  mapOne(code, { name: 'VARCHAR2', length: longestMessage }, (value) => {
    const number = toNumber(value)?.round().toNumber()
    if (number === undefined) return null
    if (number === 0) return 'ORA-0000: normal, successful completion'
    if (number === 1) return 'User-Defined Exception'
    if (number > 0 && number !== 100) return `${-number}: non-ORACLE exception `
    return messageOf(raise({ name: '', number: number === 100 ? -1403 : number }))
  })

/** SQL%ROWCOUNT and its like, of the last DML or SELECT INTO of the call. */
const implicitAttribute = (attribute: Attribute['attribute']): Compiled => {
  const count = ({ run }: Frame): number | null => {
    const { sqlRowCount } = run.call
    if (sqlRowCount === 'unknown')
      throw notSupported(`SQL%${attribute} behind SAVEPOINT or DML that has failed`)
    return sqlRowCount
  }
  switch (attribute) {
    case 'ROWCOUNT':
      return plain(numberType, (frame) => numberOrNull(count(frame)))
    case 'FOUND':
      return plain(booleanType, (frame) => mapPresent(count(frame), (rows) => rows > 0))
    case 'NOTFOUND':
      return plain(booleanType, (frame) => mapPresent(count(frame), (rows) => rows === 0))
    case 'ISOPEN':
      return constant(booleanType, false)
  }
}

type Attribute = Extract<Expression, { kind: 'attribute' }>

/** The attributes of the implicit cursor, of a declared one or of a cursor variable; all but %ISOPEN raise ORA-01001. */
export const compileAttribute = (
  { cursor: name, attribute, at }: Attribute,
  scope: Scope | undefined,
): Compiled => {
  if (name.parts.join() === 'SQL') return implicitAttribute(attribute)
  const around = plsqlAround(scope)
  if (around === undefined) throw unknownIdentifier(name)
  if (around.depth > 0) throw new CompileError('PLS-00229: Attribute expression within SQL expression', at)
  const { read, enter } = cursorOf(name, around.names)
  if (enter !== undefined) throw notSupported('attribute of a cursor of another package', at)
  const opened = (frame: Frame): SessionCursor => {
    const cursor = read(frame)
    if (cursor === undefined || !cursor.isOpen) throw invalidCursor()
    return cursor
  }
  switch (attribute) {
    case 'ISOPEN':
      return plain(booleanType, (frame) => read(frame)?.isOpen ?? false)
    case 'ROWCOUNT':
      return plain(numberType, (frame) => new Decimal(opened(frame).rowCount))
    case 'FOUND':
      return plain(booleanType, (frame) => opened(frame).found)
    case 'NOTFOUND':
      return plain(booleanType, (frame) => mapPresent(opened(frame).found, (found) => !found))
  }
}

const numberOrNull = (number: number | null): Value => (number === null ? null : new Decimal(number))

const mapPresent = <T>(value: T | null, map: (value: T) => boolean): boolean | null =>
  value === null ? null : map(value)
