/**
 * DBMS_OUTPUT: enabled once for a connection, drained after a call. Oracle Database PL/SQL Packages and Types
 * Reference, DBMS_OUTPUT: `enable(null)` is no limit, `get_lines` fetches several lines a round trip.
 */
import type { Connection } from 'oracledb'
import { oracledb } from './driver.ts'
import { callFailure } from './failure.ts'

/** Lines fetched in one round trip, and the most characters of a line (DBMS_OUTPUT, "Operational Notes"). */
const linesPerTrip = 1000
const lineLength = 32767

export async function enableOutput(connection: Connection): Promise<void> {
  await connection.execute('begin dbms_output.enable(null); end;')
}

/** Hands over every line that waits, a round trip at a time. A line that is null comes as ''. */
export async function drainOutput(
  connection: Connection,
  take: (lines: readonly string[]) => Promise<void> | undefined,
): Promise<void> {
  for (;;) {
    const { outBinds } = await connection.execute<{ lines: (string | null)[] | undefined; count: number }>(
      'begin dbms_output.get_lines(:lines, :count); end;',
      {
        lines: {
          dir: oracledb.BIND_OUT,
          type: oracledb.STRING,
          maxSize: lineLength,
          maxArraySize: linesPerTrip,
        },
        count: { dir: oracledb.BIND_INOUT, type: oracledb.NUMBER, val: linesPerTrip },
      },
    )
    const count = outBinds?.count ?? 0
    const lines = (outBinds?.lines ?? []).slice(0, count).map((line) => line ?? '')
    if (lines.length > 0) await take(lines)
    if (count < linesPerTrip) return
  }
}

/** Output that cannot be read any more is no reason to judge a call differently. False when the connection is gone. */
export async function drainQuietly(
  connection: Connection,
  take: (lines: readonly string[]) => Promise<void> | undefined,
): Promise<boolean> {
  try {
    await drainOutput(connection, take)
  } catch (error) {
    if (callFailure(error).code === 'internal') throw error
  }
  return connection.isHealthy()
}
