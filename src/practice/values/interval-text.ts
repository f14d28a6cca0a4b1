/**
 * Intervals read from text: literals with their fields, and what TO_DSINTERVAL, TO_YMINTERVAL and implicit
 * conversions take ("SQL Language Reference, Interval Literals, TO_DSINTERVAL, TO_YMINTERVAL").
 */
import { notSupported, OracleError } from '../error.ts'
import {
  Interval,
  type IntervalKind,
  leadingTooSmall,
  nanosecondsIn,
  usualIntervalFraction,
  usualLeading,
  widest,
} from './interval.ts'

export type IntervalField = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND'

/** `YEAR(3) TO MONTH`, `SECOND(2, 4)` and the like, as they stand behind the text of a literal. */
export interface IntervalFields {
  readonly first: IntervalField
  readonly last: IntervalField
  readonly leading?: number
  readonly fraction?: number
}

export const kindOfField = (field: IntervalField): IntervalKind =>
  field === 'YEAR' || field === 'MONTH' ? 'INTERVAL YEAR TO MONTH' : 'INTERVAL DAY TO SECOND'

/** Months or nanoseconds of a field, and the most that it may be behind another one. */
const units: Readonly<Record<IntervalField, { readonly size: bigint; readonly most: number }>> = {
  YEAR: { size: 12n, most: 0 },
  MONTH: { size: 1n, most: 11 },
  DAY: { size: nanosecondsIn.day, most: 0 },
  HOUR: { size: nanosecondsIn.hour, most: 23 },
  MINUTE: { size: nanosecondsIn.minute, most: 59 },
  SECOND: { size: nanosecondsIn.second, most: 59 },
}

export const intervalUnit = (field: IntervalField): bigint => units[field].size

const fieldOrder: readonly IntervalField[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND']

const invalidInterval = (): OracleError => new OracleError(1867, 'the interval is invalid')

const outOfRange: Readonly<Record<IntervalField, () => OracleError>> = {
  YEAR: invalidInterval,
  MONTH: () => new OracleError(1843, 'not a valid month'),
  DAY: invalidInterval,
  HOUR: () => new OracleError(1850, 'hour must be between 0 and 23'),
  MINUTE: () => new OracleError(1851, 'minutes must be between 0 and 59'),
  SECOND: () => new OracleError(1852, 'seconds must be between 0 and 59'),
}

/** What stands before a field that is not the first. */
const separators: Readonly<Record<IntervalField, string>> = {
  ...{ YEAR: '', MONTH: ' *- *', DAY: '', HOUR: ' +', MINUTE: ' *: *', SECOND: ' *: *' },
}

function patternOf(fields: readonly IntervalField[]): RegExp {
  const parts = fields.map((field, index) => {
    const digits = field === 'SECOND' ? '(\\d+(?:\\.\\d*)?|\\.\\d+)' : '(\\d+)'
    return (index === 0 ? '' : separators[field]) + digits
  })
  return new RegExp(`^ *([+-]?) *${parts.join('')} *$`)
}

/** Reads fields; the sum of them in months or nanoseconds, with the number of the first one. */
function readFields(text: string, fields: readonly IntervalField[]) {
  const found = patternOf(fields).exec(text)
  if (found === null) throw invalidInterval()
  const [, sign, ...numbers] = found
  let amount = 0n
  for (const [index, field] of fields.entries()) {
    const [whole = '', fraction = ''] = (numbers[index] ?? '').split('.')
    const value = BigInt(whole === '' ? 0 : whole)
    if (index > 0 && value > BigInt(units[field].most)) throw outOfRange[field]()
    if (fraction.length > widest) throw notSupported('more than nine digits of a second')
    amount += value * units[field].size
    if (field === 'SECOND') amount += BigInt(fraction.padEnd(widest, '0'))
  }
  const first = (numbers[0] ?? '').split('.')[0] ?? ''
  return { amount: sign === '-' ? -amount : amount, first: first.replace(/^0+/, '') }
}

/**
 * A literal's value by its fields. The first field has two digits, the fraction six, unless told.
 * @throws OracleError ORA-01867, ORA-01873, ORA-01843, ORA-01850 to ORA-01852.
 */
export function readIntervalLiteral(
  text: string,
  { first, last, leading, fraction }: IntervalFields,
): Interval {
  const fields = fieldOrder.slice(fieldOrder.indexOf(first), fieldOrder.indexOf(last) + 1)
  const read = readFields(text, fields)
  if (read.first.length > (leading ?? usualLeading)) throw leadingTooSmall()
  const isTop = first === 'YEAR' || first === 'DAY'
  const digits = last === 'SECOND' ? (fraction ?? usualIntervalFraction) : 'unknown'
  const unit = digits === 'unknown' ? 1n : 10n ** BigInt(widest - digits)
  const isCut = read.amount % unit !== 0n
  const half = read.amount < 0n ? -unit / 2n : unit / 2n
  const amount = isCut ? ((read.amount + half) / unit) * unit : read.amount
  const kind = kindOfField(first)
  const widthOfText = isTop ? (leading ?? usualLeading) : usualLeading
  const top = (amount < 0n ? -amount : amount) / (kind === 'INTERVAL YEAR TO MONTH' ? 12n : nanosecondsIn.day)
  if (!isTop && top > 99n) throw notSupported(`INTERVAL of ${String(top)} in smaller fields`)
  return new Interval(kind, amount, widthOfText, digits)
}

const isoDays = /^ *(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{0,9}))?S)?)? *$/
const isoMonths = /^ *(-?)P(?:(\d+)Y)?(?:(\d+)M)? *$/

/**
 * TO_DSINTERVAL (`100 10:00:00.5`, `P100DT5H`) and TO_YMINTERVAL (`1-2`, `P1Y2M`).
 * @throws OracleError ORA-01867, ORA-01873, ORA-01843, ORA-01850 to ORA-01852.
 */
export function textToInterval(text: string, kind: IntervalKind): Interval {
  const isMonths = kind === 'INTERVAL YEAR TO MONTH'
  if (!text.includes('P')) {
    const fields = isMonths ? fieldOrder.slice(0, 2) : fieldOrder.slice(2)
    return new Interval(kind, readFields(text, fields).amount)
  }
  const found = (isMonths ? isoMonths : isoDays).exec(text)
  const isEmpty = found?.slice(2).every((part) => part === undefined) ?? true
  if (found === null || isEmpty) throw invalidInterval()
  const [, sign, ...parts] = found
  const part = (index: number): bigint => BigInt(parts[index] ?? 0)
  const amount = isMonths
    ? part(0) * 12n + part(1)
    : part(0) * nanosecondsIn.day +
      part(1) * nanosecondsIn.hour +
      part(2) * nanosecondsIn.minute +
      part(3) * nanosecondsIn.second +
      BigInt((parts[4] ?? '').padEnd(widest, '0'))
  return new Interval(kind, sign === '-' ? -amount : amount)
}
