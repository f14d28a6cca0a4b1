/**
 * How an answer is looked at: all of it or one part, its rows as a table or one under the other.
 */

/** The parts of an answer, in the order in which keys go through them. */
export const answerParts = ['all', 'rows', 'columns', 'output', 'error', 'sql'] as const

export type AnswerPart = (typeof answerParts)[number]

export interface AnswerLook {
  readonly part: AnswerPart
  /** A line for each value, and a page for each row. */
  readonly isRecord: boolean
}

export const firstLook: AnswerLook = { part: 'all', isRecord: false }

/** The next part, or the one before. */
export function turnPart(look: AnswerLook, direction: -1 | 1): AnswerLook {
  const place = answerParts.indexOf(look.part) + direction + answerParts.length
  return { ...look, part: answerParts[place % answerParts.length] ?? 'all' }
}

/** What is seen of the answer, where that is not simply all: `rows, as records`. */
export const lookWords = ({ part, isRecord }: AnswerLook): string =>
  [...(part === 'all' ? [] : [part]), ...(isRecord ? ['as records'] : [])].join(', ')
