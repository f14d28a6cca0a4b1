/**
 * What a column's type means for how its cells are written.
 */
import type { AnswerColumn } from '../core/event.ts'

/** Whether cells are numbers: `NUMBER(7,2)`, `BINARY_DOUBLE` (SQL Language Reference, Data Types). */
export const isNumeric = ({ type }: AnswerColumn): boolean =>
  /^(?:NUMBER|FLOAT|BINARY_FLOAT|BINARY_DOUBLE|BINARY_INTEGER|INTEGER)\b/i.test(type)
