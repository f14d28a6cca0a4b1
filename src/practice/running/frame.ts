/**
 * Where compiled code finds its values while it runs: the current rows of a query block, or the variables of a
 * PL/SQL subprogram, one frame inside another.
 */

import type { Authority } from '../dictionary/catalog.ts'
import type { SequenceObject } from '../dictionary/schema-object.ts'
import type { BindType, BindValue, RowSource } from '../door.ts'
import type { OracleError } from '../error.ts'
import type { Decimal } from '../values/number.ts'
import type { Row, Value } from '../values/value.ts'
import type { Instance } from './instance.ts'
import type { Workplace } from './memory.ts'
import type { Pulse } from './pause.ts'
import { Collection } from './plsql/collection.ts'
import type { Session } from './session.ts'
import type { Snapshot, Version } from './storage/stored-row.ts'
import type { StoredTable } from './storage/table.ts'

/** One row of one source of a query block; rows of tables are versions. */
export type SourceRow = Version | { readonly values: Row }

/** One row of each source of a query block, in the order of its FROM. */
export type Tuple = readonly SourceRow[]

/** Several values under one name (%ROWTYPE, a cursor FOR loop's row). */
export class RecordValue {
  readonly fields: Value[]
  constructor(fields: Value[]) {
    this.fields = fields
  }
}

export type Slot = Value | RecordValue | Collection | readonly Value[]

/** What has to be one value. */
export const scalarIn = (slot: Slot): Value => {
  if (isScalar(slot)) return slot
  throw new Error('one value was promised')
}

const isScalar = (slot: Slot): slot is Value =>
  !Array.isArray(slot) && !(slot instanceof RecordValue) && !(slot instanceof Collection)

/** What the PL/SQL of one call shares, however deep its subprograms are nested. */
export class CallState {
  /**
   * What SQL%ROWCOUNT gives: of the last DML or SELECT INTO, 0 behind COMMIT and ROLLBACK; null before the first. What it
   * is behind SAVEPOINT and DML that failed is not known here.
   */
  sqlRowCount: number | null | 'unknown' = null
  /** The exception a handler is dealing with: what RAISE, SQLCODE and SQLERRM mean. */
  handled: OracleError | undefined
  /** DBMS_SESSION.RESET_PACKAGE was called: packages lose their state when the call ends. */
  resetsPackages = false
}

/** What is the same for all frames of one execution. */
export interface Run {
  readonly instance: Instance
  readonly session: Session
  /** Whose rights and schema count: the session's, or the owner's of the unit being run. */
  readonly authority: Authority
  readonly pulse: Pulse
  /** Where its operators account for what they keep. */
  readonly memory: Workplace
  /** What its queries see; a PL/SQL run takes a new one for each of its statements. */
  readonly snapshot: Snapshot
  /** PL/SQL writes OUT binds here. */
  readonly binds: BindValue[]
  readonly bindTypes: readonly BindType[]
  /** When the statement began, in milliseconds since 1970: SYSDATE is one moment throughout a statement. */
  readonly now: number
  /** Inside a query nothing may be changed (ORA-14551). */
  readonly isInQuery: boolean
  /** Inside DML nothing may be committed (ORA-14552). */
  readonly isInDml: boolean
  /** The tables that DML around it is changing (ORA-04091). */
  readonly mutating: ReadonlySet<StoredTable>
  /** Subprograms called one inside another. */
  readonly depth: number
  /** Results that PL/SQL returns beside its binds. */
  readonly implicitResults: RowSource[]
  readonly call: CallState
}

/** A row, or group, of a query block as its frame shows it. */
export type KeptRow = Pick<Frame, 'tuple' | 'slots' | 'rowNumber'>

export class Frame {
  readonly run: Run
  readonly outer: Frame | undefined
  /** The query block's current row; empty in a PL/SQL frame. */
  tuple: Tuple = []
  /** Variables in PL/SQL; the group's keys and aggregates in a query that groups. */
  slots: Slot[] = []
  rowNumber = 0
  /** What the current row has drawn from sequences. */
  drawn: Map<SequenceObject, Decimal> | undefined
  /** What analytic functions give for the current row. */
  windowed: readonly Value[] = []
  /** The line of PL/SQL being run, for ORA-06512. */
  line = 1

  constructor(run: Run, outer: Frame | undefined) {
    this.run = run
    this.outer = outer
  }

  /** What the frame stands on in a query block, to come back to it. */
  keep(): KeptRow {
    const { tuple, slots, rowNumber } = this
    return { tuple, slots, rowNumber }
  }

  /** Puts the frame on a row it has stood on. */
  show({ tuple, slots, rowNumber }: KeptRow): void {
    this.tuple = tuple
    this.slots = slots
    this.rowNumber = rowNumber
  }
}
