/**
 * The driver, set up once for the whole process: Thin mode, values as exact text, dates as wall-clock time. Nothing
 * else of ours imports it.
 */
import oracledb from 'oracledb'
// Remembers the zone that the user had set before it is changed below.
import '../core/local-time.ts'

// The driver maps DATE and TIMESTAMP, which have no zone, to instants in the process' time zone: a wall-clock time that
// a change to summer time skips there would silently come out an hour later. In UTC nothing is skipped.
process.env['TZ'] = 'UTC'

// A second call on a busy connection would queue silently in the driver; here it is a defect and says so.
oracledb.errorOnConcurrentExecute = true

/** Rows asked for in the first round trip and in each later one. The first is small, so that something is seen soon. */
export const firstBatch = 100
export const laterBatch = 1000

// One more than is taken at first: an answer of up to that many rows needs one round trip.
oracledb.prefetchRows = firstBatch + 1
oracledb.fetchArraySize = laterBatch

oracledb.fetchTypeHandler = exactly

/** Asks for text wherever text is exact. node-oracledb documentation, "Fetch Type Handler". */
function exactly({ dbType }: { dbType?: unknown }): { type: oracledb.DbType } | undefined {
  switch (dbType) {
    case oracledb.DB_TYPE_NUMBER:
    case oracledb.DB_TYPE_CLOB:
    case oracledb.DB_TYPE_NCLOB:
      return { type: oracledb.DB_TYPE_VARCHAR }
    case oracledb.DB_TYPE_BLOB:
      return { type: oracledb.DB_TYPE_RAW }
    default:
      return undefined
  }
}

export { oracledb }
