import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupsOf, pieceSize, piecesOf } from '../../../src/storage/journal/pending-rows.ts'

const columns = [{ name: 'N', type: 'NUMBER' }]
const chunkOf = (rows: readonly (readonly (string | null)[])[], first = 7) => ({
  ...{ job: 1, task: 2, result: 0, first },
  ...{ columns, rows },
})

const rowOf = (size: number) => ['x'.repeat(size), null]

test('a small answer is one piece, as it is', () => {
  const chunk = chunkOf([['1'], ['2']])
  expect(piecesOf(chunk).map((piece) => piece.chunk)).toEqual([chunk])
})

test('an answer without rows is one piece, for its columns', () => {
  expect(piecesOf(chunkOf([])).map((piece) => piece.chunk)).toEqual([chunkOf([])])
})

test('pieces hold all rows in order, number them on, and bring the columns once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: pieceSize })), (sizes) => {
      const rows = sizes.map(rowOf)
      const pieces = piecesOf(chunkOf(rows)).map((piece) => piece.chunk)
      expect(pieces.flatMap((piece) => piece.rows)).toEqual(rows)
      let first = 7
      for (const [index, piece] of pieces.entries()) {
        expect([piece.first, piece.columns]).toEqual([first, index === 0 ? columns : null])
        first += piece.rows.length
      }
    }),
    { numRuns: 50 },
  )
})

test('no group is larger than a piece, unless a single row is', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: pieceSize * 2 })), (sizes) => {
      const pieces = piecesOf(chunkOf(sizes.map(rowOf)))
      const groups = groupsOf(pieces)
      expect(groups.flat()).toEqual(pieces)
      for (const group of groups) {
        const size = group.reduce((sum, piece) => sum + piece.size, 0)
        expect(group.length === 1 || size <= pieceSize).toBe(true)
      }
    }),
    { numRuns: 50 },
  )
})
