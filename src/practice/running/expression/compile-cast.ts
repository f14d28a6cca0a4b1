/**
 * CAST, and every other place where a value has to become one of a known type.
 */
import { castMisfit, castValue, type Misfit } from '../../values/casting.ts'
import type { DataType } from '../../values/value.ts'
import { type Compiled, mapOne } from './compiled.ts'

export const compileCast = (operand: Compiled, type: DataType, misfit: Misfit = castMisfit): Compiled =>
  mapOne(operand, type, (value, frame) => castValue(value, type, misfit, frame.run.session.nls))
