import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DateTime } from '../../../src/practice/values/date-time.ts'
import { dateTimeToText } from '../../../src/practice/values/date-time-to-text.ts'
import { textToDateTime } from '../../../src/practice/values/text-to-date-time.ts'
import { american, date, shown, timestamp } from './settings.ts'

const read = (text: string, model: string) => shown(textToDateTime(text, model, 'DATE', american))

describe('a date as text', () => {
  const value = date('2024-03-05 14:07:09')
  test.each([
    ['YYYY-MM-DD HH24:MI:SS', '2024-03-05 14:07:09'],
    ['yyyy-mm-dd"T"hh24:mi:ss', '2024-03-05T14:07:09'],
    ['DD-MON-RR', '05-MAR-24'],
    ['Mon dd, YYYY', 'Mar 05, 2024'],
    ['MONTH.', 'MARCH    .'],
    ['fmMonth DD, YYYY', 'March 5, 2024'],
    ['Day Dy DY day', 'Tuesday   Tue TUE tuesday  '],
    ['FMDay FMDD', 'Tuesday 05'],
    ['D DDD', '3 065'],
    ['HH:MI AM', '02:07 PM'],
    ['hh12:mi a.m.', '02:07 p.m.'],
    ['SSSSS', '50829'],
    ['Q WW W IW', '1 10 1 10'],
    ['J', '2460375'],
    ['YYY YY Y RR RRRR', '024 24 4 24 2024'],
  ])('%s', (model, text) => {
    expect(dateTimeToText(value, model)).toBe(text)
  })

  test.each([
    ['2021-01-03', 'IW', '53'],
    ['2020-12-31', 'IW', '53'],
    ['2018-12-31', 'IW', '01'],
    ['2024-12-31', 'DDD WW', '366 53'],
    ['2024-05-15 00:00:00', 'HH12 AM', '12 AM'],
    ['2024-05-15 12:00:00', 'HH12 AM', '12 PM'],
  ])('%s by %s is %s', (text, model, expected) => {
    expect(dateTimeToText(date(text), model)).toBe(expected)
  })

  test.each(['QQO', 'YYYY-XXK', 'FOO', 'YYYY "open'])('%s is no format', (model) => {
    expect(() => dateTimeToText(value, model)).toThrow('ORA-01821')
  })

  test.each(['SYEAR', 'DAYTH', 'DdTH', 'TZD', 'EE', 'DL', 'DS', 'TS', 'YYYY|MM'])(
    '%s is refused as not known here',
    (model) => {
      expect(() => dateTimeToText(value, model)).toThrow('ORA-03001')
    },
  )

  test('has no fraction and no zone unless it is a timestamp', () => {
    expect(() => dateTimeToText(value, 'FF3')).toThrow('ORA-01821')
    expect(() => dateTimeToText(timestamp('2024-03-05 14:07:09.5'), 'TZH')).toThrow('ORA-01821')
  })
})

describe('a timestamp as text', () => {
  const value = timestamp('2024-03-05 14:07:09.123456789')
  test.each([
    ['DD-MON-RR HH.MI.SSXFF AM', '05-MAR-24 02.07.09.123456789 PM'],
    ['SS.FF3', '09.123'],
    ['FF1 FF6 FF9', '1 123456 123456789'],
  ])('%s', (model, text) => {
    expect(dateTimeToText(value, model)).toBe(text)
  })

  test('has as many digits of a fraction as its type', () => {
    const fields = value.fields
    expect(dateTimeToText(DateTime.of('TIMESTAMP', fields, 500_000_000, 0, 3), 'SSXFF')).toBe('09.500')
    expect(dateTimeToText(DateTime.of('TIMESTAMP', fields, 500_000_000), 'SSXFF')).toBe('09.500000')
  })

  test('shows its offset from UTC', () => {
    const zoned = DateTime.of('TIMESTAMP WITH TIME ZONE', value.fields, 0, -150)
    expect(dateTimeToText(zoned, 'HH24:MI TZH:TZM TZR')).toBe('14:07 -02:30 -02:30')
  })
})

describe('a text as date', () => {
  test.each([
    ['2024-02-29', 'YYYY-MM-DD', '2024-02-29 00:00:00'],
    ['2024/2/9', 'YYYY-MM-DD', '2024-02-09 00:00:00'],
    ['20240229', 'YYYYMMDD', '2024-02-29 00:00:00'],
    ['20240229', 'YYYY-MM-DD', '2024-02-29 00:00:00'],
    ['  2024-02-29  ', 'YYYY-MM-DD', '2024-02-29 00:00:00'],
    ['2024-02-29 23:59:59', 'YYYY-MM-DD HH24:MI:SS', '2024-02-29 23:59:59'],
    ['2024-02-29', 'YYYY-MM-DD HH24:MI:SS', '2024-02-29 00:00:00'],
    ['2024-02-29 10', 'YYYY-MM-DD HH24:MI:SS', '2024-02-29 10:00:00'],
    ['05-MAR-24', 'DD-MON-RR', '2024-03-05 00:00:00'],
    ['05-mar-2024', 'DD-MON-RR', '2024-03-05 00:00:00'],
    ['5-March-1999', 'DD-MON-YYYY', '1999-03-05 00:00:00'],
    ['05-03-24', 'DD-MM-YY', '2024-03-05 00:00:00'],
    ['05-MAR-24', 'DD-MM-YY', '2024-03-05 00:00:00'],
    ['05-MAR-49', 'DD-MON-RR', '2049-03-05 00:00:00'],
    ['05-MAR-50', 'DD-MON-RR', '1950-03-05 00:00:00'],
    ['05-MAR-50', 'DD-MON-YY', '2050-03-05 00:00:00'],
    ['99', 'RRRR', '1999-05-01 00:00:00'],
    ['20', 'YYYY', '0020-05-01 00:00:00'],
    ['12:30', 'HH24:MI', '2024-05-01 12:30:00'],
    ['12:30 am', 'HH:MI AM', '2024-05-01 00:30:00'],
    ['12:30 P.M.', 'HH:MI P.M.', '2024-05-01 12:30:00'],
    ['2024-060', 'YYYY-DDD', '2024-02-29 00:00:00'],
    ['2460375', 'J', '2024-03-05 00:00:00'],
    ['2024-03-05 50829', 'YYYY-MM-DD SSSSS', '2024-03-05 14:07:09'],
    ['2024-03-05T14:07', 'YYYY-MM-DD"T"HH24:MI', '2024-03-05 14:07:00'],
    ['Tuesday, 5 March 2024', 'DAY, DD MONTH YYYY', '2024-03-05 00:00:00'],
  ])('%s by %s is %s', (text, model, expected) => {
    expect(read(text, model)).toBe(expected)
  })

  test.each([
    ['2024-13-01', 'YYYY-MM-DD', 'ORA-01843: not a valid month'],
    ['2024-XXX-01', 'YYYY-MON-DD', 'ORA-01843: not a valid month'],
    ['2024-01-32', 'YYYY-MM-DD', 'ORA-01847: day of month must be between 1 and last day of month'],
    ['2023-02-29', 'YYYY-MM-DD', 'ORA-01839: date not valid for month specified'],
    ['2024-01-01 24:00', 'YYYY-MM-DD HH24:MI', 'ORA-01850: hour must be between 0 and 23'],
    ['13:00 AM', 'HH:MI AM', 'ORA-01849: hour must be between 1 and 12'],
    ['10:60', 'HH24:MI', 'ORA-01851: minutes must be between 0 and 59'],
    ['10:10:60', 'HH24:MI:SS', 'ORA-01852: seconds must be between 0 and 59'],
    ['10:10 XM', 'HH:MI AM', 'ORA-01855: AM/A.M. or PM/P.M. required'],
    [
      '2024-01-01x',
      'YYYY-MM-DD',
      'ORA-01830: date format picture ends before converting entire input string',
    ],
    ['2024-01', 'YYYY-MM-DD', 'ORA-01840: input value not long enough for date format'],
    ['abc', 'YYYY', 'ORA-01858: a non-numeric character was found where a numeric was expected'],
    ['1aMAR', 'DD-MON', 'ORA-01861: literal does not match format string'],
    ['0000-01-01', 'YYYY-MM-DD', 'ORA-01841: (full) year must be between -4713 and +9999, and not be 0'],
    ['Monday, 5 March 2024', 'DAY, DD MONTH YYYY', 'ORA-01835: day of week conflicts with Julian date'],
    ['2024 2024', 'YYYY YY', 'ORA-01810: format code appears twice'],
    ['10 AM', 'HH24 AM', "ORA-01818: 'HH24' precludes use of meridian indicator"],
    ['1', 'Q', 'ORA-01820: format code cannot appear in date input format'],
    ['1.5', 'SS.FF', 'ORA-01821: date format not recognized'],
    ['2023-366', 'YYYY-DDD', 'ORA-01848: day of year must be between 1 and 365 (366 for leap year)'],
  ])('%s by %s fails with %s', (text, model, message) => {
    expect(() => read(text, model)).toThrow(message)
  })

  test('gets the century nearest to the current year', () => {
    const late = { ...american, now: () => DateTime.of('DATE', { ...american.now().fields, year: 2075 }) }
    const year = (text: string) => textToDateTime(text, 'RR', 'DATE', late).fields.year
    expect(year('49')).toBe(2149)
    expect(year('50')).toBe(2050)
  })

  test('keeps fraction and zone when it is a timestamp', () => {
    const model = 'YYYY-MM-DD HH24:MI:SSXFF TZH:TZM'
    const value = textToDateTime('2024-03-05 14:07:09.25 -02:30', model, 'TIMESTAMP WITH TIME ZONE', american)
    expect(value).toMatchObject({ nanoseconds: 250_000_000, offset: -150, fields: { hour: 14, minute: 7 } })
    expect(() => textToDateTime('14 Nowhere/City', 'HH24 TZR', 'TIMESTAMP WITH TIME ZONE', american)).toThrow(
      'ORA-01882',
    )
  })
})

/** 0001-01-01, 1582-10-15 and 9999-12-31 23:59:59. */
const firstSecond = -62_135_596_800
const firstGregorianSecond = -12_219_292_800
const lastSecond = 253_402_300_799

describe('any date', () => {
  const models = fc.constantFrom(
    ...['YYYY-MM-DD HH24:MI:SS', 'DD.MM.YYYY HH:MI:SS AM', 'YYYYMMDDHH24MISS', 'YYYY-MM-DD"T"HH24:MI:SS'],
    ...['fmDD Month YYYY HH24:MI:SS', 'MON DD HH24:MI:SS YYYY'],
  )
  const countingModels = fc.constantFrom(
    'J SSSSS',
    'DDD YYYY SSSSS',
    'fmDay, DD Month YYYY SSSSS',
    'DY MON DD YYYY SSSSS',
  )

  const isReadBack = (at: number, model: string) => {
    const value = new DateTime('DATE', at)
    expect(textToDateTime(dateTimeToText(value, model), model, 'DATE', american)).toEqual(value)
  }

  test('is read back from its text', () => {
    fc.assert(fc.property(fc.integer({ min: firstSecond, max: lastSecond }), models, isReadBack), {
      numRuns: 1000,
    })
  })

  test('is read back from a text that counts days, which begins with the Gregorian calendar', () => {
    const counted = fc.integer({ min: firstGregorianSecond, max: lastSecond })
    fc.assert(fc.property(counted, countingModels, isReadBack))
    const before = new DateTime('DATE', firstGregorianSecond - 1)
    for (const model of ['J', 'DDD', 'D', 'DAY', 'DY', 'WW', 'IW'])
      expect(() => dateTimeToText(before, model)).toThrow('ORA-03001')
    expect(() => read('2299160', 'J')).toThrow('ORA-03001')
  })

  test('with a fraction and an offset is read back from its text', () => {
    const model = 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM'
    const seconds = fc.integer({ min: firstSecond, max: lastSecond })
    fc.assert(
      fc.property(
        seconds,
        fc.nat(999_999_999),
        fc.integer({ min: -720, max: 840 }),
        (at, nanoseconds, offset) => {
          const value = new DateTime('TIMESTAMP WITH TIME ZONE', at - offset * 60, nanoseconds, offset, 9)
          expect(textToDateTime(dateTimeToText(value, model), model, value.kind, american)).toEqual(value)
        },
      ),
    )
  })
})
