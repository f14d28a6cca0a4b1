/**
 * Functions of LOBs and RAW, and SYS_GUID ("SQL Language Reference, Large Object Functions, Conversion Functions").
 */
import { randomBytes } from 'node:crypto'
import { notSupported } from '../../error.ts'
import { toRaw } from '../conversion.ts'
import { Blob, Clob } from '../lob.ts'
import type { SingleRowFunction } from './single-row-function.ts'
import { strict } from './single-row-function.ts'

const toBlob: SingleRowFunction = {
  least: 1,
  most: 1,
  type: () => ({ name: 'BLOB' }),
  evaluate: strict(([value]) => {
    if (value === undefined) return null
    if (value instanceof Blob) return new Blob(value.bytes)
    if (typeof value !== 'string' && !(value instanceof Uint8Array))
      throw notSupported('TO_BLOB of this type')
    return new Blob(toRaw(value) ?? new Uint8Array())
  }),
}

export const lobFunctions: Readonly<Record<string, SingleRowFunction>> = {
  EMPTY_BLOB: {
    least: 0,
    most: 0,
    type: () => ({ name: 'BLOB' }),
    evaluate: () => new Blob(new Uint8Array()),
  },
  EMPTY_CLOB: { least: 0, most: 0, type: () => ({ name: 'CLOB' }), evaluate: () => new Clob('') },
  SYS_GUID: {
    least: 0,
    most: 0,
    type: () => ({ name: 'RAW', length: 16 }),
    evaluate: () => new Uint8Array(randomBytes(16)),
  },
  TO_BLOB: toBlob,
}
