import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { clockText, dayText, instantOf, wallTime } from '../../src/core/local-time.ts'

const berlin = 'Europe/Berlin'

test('a time is shown by the clock of its zone, in summer and in winter', () => {
  const shown = (iso: string) => {
    const time = wallTime(Date.parse(iso), berlin)
    return `${dayText(time)} ${clockText(time)}`
  }
  expect(shown('2026-07-01T22:30:05Z')).toBe('2026-07-02 00:30:05')
  expect(shown('2026-12-31T23:59:59Z')).toBe('2027-01-01 00:59:59')
})

test('a time that the clock skips is as much later, and of one that comes twice it is the first', () => {
  const at = (month: number, day: number, hour: number, minute: number) =>
    new Date(instantOf({ year: 2026, month, day, hour, minute, second: 0 }, berlin)).toISOString()
  expect(at(3, 29, 2, 30)).toBe('2026-03-29T01:30:00.000Z')
  expect(at(10, 25, 2, 30)).toBe('2026-10-25T00:30:00.000Z')
  expect(at(12, 31 + 1, 9, 0)).toBe('2027-01-01T08:00:00.000Z')
})

test('what the clock shows is read back as a time at which it shows that', () => {
  const zones = fc.constantFrom(berlin, 'UTC', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe')
  fc.assert(
    fc.property(zones, fc.integer({ min: 0, max: 4_000_000_000 }), (zone, seconds) => {
      const shown = wallTime(seconds * 1000, zone)
      expect(wallTime(instantOf(shown, zone), zone)).toEqual(shown)
    }),
  )
})

test('the zone is the one that the user had set, though the process was put into another since', async () => {
  vi.stubEnv('TZ', 'America/St_Johns')
  vi.resetModules()
  const { machineZone } = await import('../../src/core/local-time.ts')
  vi.stubEnv('TZ', 'UTC')
  expect(machineZone()).toBe('America/St_Johns')
  expect(new Date(0).getHours()).toBe(0)
  vi.unstubAllEnvs()
})
