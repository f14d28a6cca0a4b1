/**
 * Finds a built-in function by its name, and tells what a name that is none means: a function that only
 * Oracle has, or one of the user's.
 */
import { conversionFunctions } from './conversion-functions.ts'
import { dateFunctions } from './date-functions.ts'
import { intervalFunctions } from './interval-functions.ts'
import { lobFunctions } from './lob-functions.ts'
import { nationalFunctions } from './national-functions.ts'
import { numberFunctions } from './number-functions.ts'
import { regexpFunctions } from './regexp-functions.ts'
import type { SingleRowFunction } from './single-row-function.ts'
import { textFunctions } from './text-functions.ts'

const functions: ReadonlyMap<string, SingleRowFunction> = new Map(
  Object.entries({
    ...conversionFunctions,
    ...dateFunctions,
    ...intervalFunctions,
    ...lobFunctions,
    ...nationalFunctions,
    ...numberFunctions,
    ...regexpFunctions,
    ...textFunctions,
  }),
)

/**
 * Single-row functions that Oracle has and the practice database lacks ("SQL Language Reference, Functions").
 */
const lacking: ReadonlySet<string> = new Set([
  ...['ACOS', 'ASIN', 'ATAN', 'ATAN2', 'COS', 'COSH', 'NANVL', 'SIN', 'SINH', 'TAN', 'TANH'],
  ...['NLS_INITCAP', 'NLS_LOWER', 'NLS_UPPER', 'NLSSORT'],
  ...['LENGTHC', 'LENGTH2', 'LENGTH4', 'SUBSTRC', 'SUBSTR2'],
  ...['SUBSTR4', 'INSTRC', 'INSTR2', 'INSTR4', 'REVERSE', 'COLLATION'],
  ...['ORA_DST_AFFECTED', 'ORA_DST_CONVERT', 'ORA_DST_ERROR'],
  ...['CHARTOROWID', 'COMPOSE', 'CONVERT'],
  ...['DECOMPOSE', 'ROWIDTOCHAR', 'ROWIDTONCHAR', 'SCN_TO_TIMESTAMP', 'TIMESTAMP_TO_SCN', 'TO_BINARY_DOUBLE'],
  ...['TO_BINARY_FLOAT', 'TO_LOB', 'TO_MULTI_BYTE', 'TO_NCLOB', 'TO_SINGLE_BYTE'],
  ...['BFILENAME', 'DUMP', 'ORA_HASH', 'STANDARD_HASH', 'VSIZE'],
  ...['SYS_TYPEID', 'SYS_OP_MAP_NONNULL', 'CON_NAME_TO_ID', 'CON_ID_TO_CON_NAME'],
  ...['ORA_INVOKING_USER', 'DEPTH', 'PATH', 'XMLTYPE', 'XMLCOMMENT', 'XMLCONCAT', 'XMLDIFF', 'XMLPATCH'],
])

/** A built-in function by its upper-case name; undefined when there is none here. */
export const findFunction = (name: string): SingleRowFunction | undefined => functions.get(name)

/** Whether Oracle has a function of this name that is refused here with ORA-03001. */
export const isLackingFunction = (name: string): boolean => lacking.has(name)
