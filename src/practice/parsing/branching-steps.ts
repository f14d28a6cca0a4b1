/**
 * IF and CASE as statements.
 */
import type { Step, StepBranch } from './ast/step.ts'
import { parseSteps } from './blocks.ts'
import { parseCondition, parseExpression } from './expressions.ts'
import type { TokenReader } from './token-reader.ts'

/** IF ... END IF; the semicolon is left. */
export function parseIf(reader: TokenReader): Step {
  const { at } = reader.token
  const branches: StepBranch[] = []
  do {
    reader.take()
    const when = parseCondition(reader)
    reader.expectWord('THEN', 900)
    branches.push({ when, body: parseSteps(reader, 'ELSIF', 'ELSE', 'END') })
  } while (reader.isWord('ELSIF'))
  const otherwise = reader.acceptWords('ELSE') ? parseSteps(reader, 'END') : []
  reader.expectWord('END', 900)
  reader.expectWord('IF', 900)
  return { kind: 'if', branches, otherwise, at }
}

/** CASE [operand] ... END CASE; the semicolon is left. */
export function parseCaseStep(reader: TokenReader): Step {
  const { at } = reader.take()
  const operand = reader.isWord('WHEN') ? {} : { operand: parseExpression(reader) }
  const branches: StepBranch[] = []
  while (reader.acceptWords('WHEN')) {
    const when = 'operand' in operand ? parseExpression(reader) : parseCondition(reader)
    if (reader.isSymbol(',')) throw reader.notSupported('several values behind WHEN')
    reader.expectWord('THEN', 900)
    branches.push({ when, body: parseSteps(reader, 'WHEN', 'ELSE', 'END') })
  }
  if (branches.length === 0) throw reader.unexpected(900, 'when')
  const otherwise = reader.acceptWords('ELSE') ? { otherwise: parseSteps(reader, 'END') } : {}
  reader.expectWord('END', 900)
  reader.expectWord('CASE', 900)
  return { kind: 'case', ...operand, branches, ...otherwise, at }
}
