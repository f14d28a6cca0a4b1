import { describe, expect, test } from 'vitest'
import { createJsonArrayWriter, createJsonLinesWriter } from '../../src/results/json.ts'

test('JSON Lines has a record a line, and nothing when there are none', () => {
  const writer = createJsonLinesWriter()
  expect(writer.records(['{"A":1}', '{"A":2}']) + writer.records([]) + writer.end()).toBe(
    '{"A":1}\n{"A":2}\n',
  )
})

describe('a JSON array', () => {
  test('is one document, however its records come', () => {
    const writer = createJsonArrayWriter()
    const parts = [writer.records(['1']), writer.records([]), writer.records(['2', '3']), writer.end()]
    expect(parts.join('')).toBe('[\n1,\n2,\n3\n]\n')
  })

  test('without records is empty', () => {
    expect(createJsonArrayWriter().end()).toBe('[]\n')
  })
})
