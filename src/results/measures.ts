/**
 * Counts and durations as people read them. Always in the same form, whatever the locale.
 */

/** `12,345`. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')

/** `1 row`, `12,345 rows`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** Milliseconds as `0.25s`, `4.2s`, `59s`, `1m 04s`, `2h 03m`, `3d 04h`: cut, never rounded up to what is not over. */
export function formatDuration(milliseconds: number): string {
  const time = Math.max(0, Math.floor(milliseconds))
  if (time < 1000) return `${(Math.floor(time / 10) / 100).toFixed(2)}s`
  if (time < 10_000) return `${(Math.floor(time / 100) / 10).toFixed(1)}s`
  const whole = Math.floor(time / 1000)
  if (whole < 60) return `${whole}s`
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${twoDigits(whole % 60)}s`
  if (whole < 86_400) return `${Math.floor(whole / 3600)}h ${twoDigits(Math.floor(whole / 60) % 60)}m`
  return `${formatCount(Math.floor(whole / 86_400))}d ${twoDigits(Math.floor(whole / 3600) % 24)}h`
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')
