/**
 * How much the practice database takes on: sessions and bytes. It shares a machine with whoever tries it out, so that
 * what goes too far ends with an error of Oracle's and not with the process.
 */
export interface Limits {
  /** Sessions at the same time; one more gets ORA-00018. */
  readonly sessions: number
  /** Bytes that one session may work with; ORA-04036 beyond. */
  readonly sessionMemory: number
  /** Bytes that all sessions together may work with; ORA-04036 beyond. */
  readonly serverMemory: number
  /** Bytes that all tables together may take, old versions included; ORA-01653 beyond. */
  readonly tableSpace: number
}

const MEGABYTE = 1024 * 1024

export const defaultLimits: Limits = {
  sessions: 1000,
  sessionMemory: 128 * MEGABYTE,
  serverMemory: 512 * MEGABYTE,
  tableSpace: 512 * MEGABYTE,
}
