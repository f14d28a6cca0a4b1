/**
 * Expressions written back as short text, every operator in parentheses, so that a test shows how they were
 * read.
 */
import type { Expression } from '../../../src/practice/parsing/ast/expression.ts'
import { Decimal } from '../../../src/practice/values/number.ts'

export function sketch(expression: Expression | undefined): string {
  if (expression === undefined) return ''
  switch (expression.kind) {
    case 'literal':
      if (typeof expression.value === 'string') return `'${expression.value}'`
      return expression.value instanceof Decimal ? expression.value.toFixed() : String(expression.value)
    case 'bind':
      return `:${expression.name}`
    case 'name':
      return expression.name.parts.join('.')
    case 'optional':
      return `${sketch(expression.column)}(+)`
    case 'row':
      return `(${expression.items.map(sketch).join(', ')})`
    case 'call': {
      const list = expression.arguments.map(
        ({ name, value }) => (name === undefined ? '' : `${name} => `) + sketch(value),
      )
      return `${expression.name.parts.join('.')}(${expression.isDistinct ? 'distinct ' : ''}${list.join(', ')})`
    }
    case 'count all':
      return 'count(*)'
    case 'ordered aggregate':
      return `${sketch(expression.function)} ${expression.rows} in order`
    case 'analytic':
      return `${sketch(expression.function)} over window`
    case 'unary':
      return `(${expression.operator} ${sketch(expression.operand)})`
    case 'binary': {
      const joined = `${sketch(expression.left)} ${expression.operator} ${sketch(expression.right)}`
      return `(${joined})`
    }
    case 'is null':
      return `${sketch(expression.operand)} is ${expression.isNegated ? 'not ' : ''}null`
    case 'between':
      return `${sketch(expression.operand)}${not(expression)} between ${sketch(expression.low)} and ${sketch(expression.high)}`
    case 'quantified':
      return `${sketch(expression.operand)} ${expression.operator} ${expression.quantifier} (${
        'body' in expression.values ? 'query' : expression.values.map(sketch).join(', ')
      })`
    case 'in':
      return `${sketch(expression.operand)}${not(expression)} in (${
        'body' in expression.values ? 'query' : expression.values.map(sketch).join(', ')
      })`
    case 'like': {
      const escaping = expression.escape === undefined ? '' : ` escape ${sketch(expression.escape)}`
      return `${sketch(expression.operand)}${not(expression)} like ${sketch(expression.pattern)}${escaping}`
    }
    case 'exists':
      return 'exists (query)'
    case 'subquery':
      return '(query)'
    case 'case': {
      const operand = expression.operand === undefined ? '' : ` ${sketch(expression.operand)}`
      const branches = expression.branches.map(
        ({ when, result }) => ` when ${sketch(when)} then ${sketch(result)}`,
      )
      const otherwise = expression.otherwise === undefined ? '' : ` else ${sketch(expression.otherwise)}`
      return `case${operand}${branches.join('')}${otherwise} end`
    }
    case 'cast':
      return `cast(${sketch(expression.operand)} as ${expression.type.kind === 'built-in' ? expression.type.type.name : ''})`
    case 'attribute':
      return `${expression.cursor.parts.join('.')}%${expression.attribute}`
    case 'member':
      return `${sketch(expression.of)}.${expression.member}`
  }
}

const not = ({ isNegated }: { readonly isNegated: boolean }): string => (isNegated ? ' not' : '')
