/**
 * Rows that have come and are not yet sent to the journal's thread, cut into pieces that are written in a moment: making
 * a text of megabytes would keep the keys waiting.
 */
import type { AnswerRow } from '../../core/answer.ts'
import type { RowChunk } from './batch.ts'

/** Characters of cells that are made a text in one go: about a millisecond. */
export const pieceSize = 200_000

export interface PendingPiece {
  readonly chunk: RowChunk
  readonly size: number
}

/** The rows of a chunk in pieces of about that size; one row is never cut. An answer without rows is one piece. */
export function piecesOf(chunk: RowChunk): PendingPiece[] {
  const pieces: PendingPiece[] = []
  let from = 0
  let size = 0
  const cut = (to: number): void => {
    const { first, columns, rows } = chunk
    const isWhole = from === 0 && to === rows.length
    const part = isWhole
      ? chunk
      : { ...chunk, first: first + from, columns: from === 0 ? columns : null, rows: rows.slice(from, to) }
    pieces.push({ chunk: part, size })
    from = to
    size = 0
  }
  for (const [index, row] of chunk.rows.entries()) {
    size += sizeOf(row)
    if (size >= pieceSize) cut(index + 1)
  }
  if (from < chunk.rows.length || chunk.rows.length === 0) cut(chunk.rows.length)
  return pieces
}

/** Characters of a row, and a few for each cell. */
function sizeOf(row: AnswerRow): number {
  let size = 0
  for (const cell of row) size += 3 + (cell?.length ?? 0)
  return size
}

/** Pieces that are sent together: as many as make one piece's size. */
export function groupsOf(pieces: readonly PendingPiece[]): PendingPiece[][] {
  const groups: PendingPiece[][] = []
  let size = 0
  for (const piece of pieces) {
    const group = groups.at(-1)
    if (group && size + piece.size <= pieceSize) group.push(piece)
    else {
      groups.push([piece])
      size = 0
    }
    size += piece.size
  }
  return groups
}
