/**
 * All packages that the practice database has.
 */
import { dbmsApplicationInfo } from './dbms-application-info.ts'
import { dbmsOutput } from './dbms-output.ts'
import { dbmsRandom } from './dbms-random.ts'
import { dbmsLock, dbmsSession } from './dbms-session.ts'
import { dbmsSql } from './dbms-sql.ts'
import { PackageLibrary } from './library.ts'
import { practice } from './practice.ts'
import { raiseApplicationError } from './raise-application-error.ts'

export const builtInPackages = new PackageLibrary([
  dbmsApplicationInfo,
  dbmsLock,
  dbmsOutput,
  dbmsRandom,
  dbmsSession,
  dbmsSql,
  practice,
  { name: 'STANDARD', routines: { RAISE_APPLICATION_ERROR: raiseApplicationError } },
])
