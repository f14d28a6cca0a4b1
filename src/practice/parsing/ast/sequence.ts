/**
 * The shapes of sequences and identity columns as written.
 */
import type { Name, Placed } from './name.ts'

/** What is written of a sequence; what is not written is undefined. All numbers are whole. */
export interface SequenceOptions {
  readonly increment?: bigint
  readonly start?: bigint
  readonly maximum?: bigint | 'none'
  readonly minimum?: bigint | 'none'
  readonly isCycle?: boolean
  /** 0 for NOCACHE. */
  readonly cache?: bigint
  readonly isOrdered?: boolean
  /** ALTER SEQUENCE ... RESTART */
  readonly isRestart?: boolean
}

export type SequenceStatement =
  | (Placed & {
      readonly kind: 'create sequence'
      readonly name: Name
      readonly options: SequenceOptions
    })
  | (Placed & { readonly kind: 'alter sequence'; readonly name: Name; readonly options: SequenceOptions })
  | (Placed & { readonly kind: 'drop sequence'; readonly name: Name })

/** GENERATED ... AS IDENTITY */
export interface Identity extends Placed {
  readonly generation: 'ALWAYS' | 'BY DEFAULT' | 'BY DEFAULT ON NULL'
  readonly options: SequenceOptions
}
