/**
 * EXECUTE IMMEDIATE, and USING wherever a statement is made while a block runs.
 */
import type { Step, UsingItem } from './ast/step.ts'
import { parseExpression } from './expressions.ts'
import { parseCommaList } from './names.ts'
import { parseTargets } from './query-blocks.ts'
import type { TokenReader } from './token-reader.ts'

/** EXECUTE IMMEDIATE text [INTO targets] [USING ...] [RETURNING INTO targets]; the semicolon is left. */
export function parseExecuteImmediate(reader: TokenReader): Step {
  const { at } = reader.take()
  reader.expectWord('IMMEDIATE', 900)
  const text = parseExpression(reader)
  reader.refuseWords('BULK')
  const into = reader.acceptWords('INTO') ? parseTargets(reader) : []
  const using = parseUsingList(reader)
  return { kind: 'execute immediate', text, into, using, returning: parseReturningInto(reader), at }
}

function parseReturningInto(reader: TokenReader) {
  if (!reader.acceptWords('RETURNING') && !reader.acceptWords('RETURN')) return []
  reader.refuseWords('BULK')
  reader.expectWord('INTO', 925)
  return parseTargets(reader)
}

/** USING [IN | OUT | IN OUT] value, ..., if it stands next. */
export function parseUsingList(reader: TokenReader): readonly UsingItem[] {
  return reader.acceptWords('USING') ? parseCommaList(reader, () => parseUsing(reader)) : []
}

function parseUsing(reader: TokenReader): UsingItem {
  const isIn = reader.acceptWords('IN')
  const isOut = reader.acceptWords('OUT')
  const direction = isOut ? (isIn ? 'in out' : 'out') : 'in'
  return { direction, value: parseExpression(reader) }
}
