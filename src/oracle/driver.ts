/**
 * The driver, set up once for the whole process: Thin mode, values as exact text, dates as wall-clock time. Nothing
 * else of ours imports it.
 */
import oracledb from 'oracledb'

/** The time zone of the people at this machine, read before `TZ` is changed below. */
export const localTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

// The driver maps DATE and TIMESTAMP, which have no zone, to instants in the process' time zone: a wall-clock time that
// a change to summer time skips there would silently come out an hour later. In UTC nothing is skipped.
process.env['TZ'] = 'UTC'

// A second call on a busy connection would queue silently in the driver; here it is a defect and says so.
oracledb.errorOnConcurrentExecute = true

export { oracledb }
