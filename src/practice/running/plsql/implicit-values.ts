/**
 * What PL/SQL knows without declaring it: SQLCODE, SQLERRM and the attributes of the implicit cursor.
 */
import { notSupported } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { Decimal } from '../../values/number.ts'
import { type Compiled, constant, plain } from '../expression/compiled.ts'
import { booleanType, numberType } from '../expression/types.ts'
import { codeOf, messageOf } from './raised.ts'

/** Characters that SQLERRM gives at most ("PL/SQL Language Reference, SQLERRM Function"). */
const longestMessage = 512

/** SQLCODE and SQLERRM without arguments: of the exception that is being handled. */
export const handlerValue = ({ parts }: Name): Compiled | undefined => {
  if (parts.length !== 1) return undefined
  switch (parts[0]) {
    case 'SQLCODE':
      return plain(
        numberType,
        (frame) => new Decimal(frame.handled === undefined ? 0 : codeOf(frame.handled)),
        false,
      )
    case 'SQLERRM':
      return plain({ name: 'VARCHAR2', length: longestMessage }, (frame) =>
        frame.handled === undefined
          ? 'ORA-0000: normal, successful completion'
          : messageOf(frame.handled).slice(0, longestMessage),
      )
    default:
      return undefined
  }
}

/** SQL%ROWCOUNT and its like: of the last DML or SELECT INTO of this subprogram. */
export const compileAttribute = ({
  cursor,
  attribute,
  at,
}: Extract<Expression, { kind: 'attribute' }>): Compiled => {
  if (cursor !== 'SQL') throw notSupported(`${cursor}%${attribute}`, at)
  switch (attribute) {
    case 'ROWCOUNT':
      return plain(numberType, ({ sqlRowCount }) => (sqlRowCount === null ? null : new Decimal(sqlRowCount)))
    case 'FOUND':
      return plain(booleanType, ({ sqlRowCount }) => (sqlRowCount === null ? null : sqlRowCount > 0))
    case 'NOTFOUND':
      return plain(booleanType, ({ sqlRowCount }) => (sqlRowCount === null ? null : sqlRowCount === 0))
    case 'ISOPEN':
      return constant(booleanType, false)
  }
}
