/**
 * So many tasks of a job, as a number or as a percentage of all its tasks. One rounding for whoever asks: up, so never
 * to nothing.
 */

/** `3`, or `20%`. Both whole and at least 1; a percentage at most 100. */
export type Share = { readonly tasks: number } | { readonly percent: number }

/** What a share looks like, for whoever refuses another text. */
export const shareForm = 'a whole number of tasks from 1, or a percentage of all tasks from 1% to 100%'

/** Reads `3` or `20%`; undefined when it is neither. */
export function parseShare(text: string): Share | undefined {
  const [, digits, sign] = /^(\d{1,9})(%?)$/.exec(text) ?? []
  if (digits === undefined) return undefined
  const number = Number(digits)
  if (number < 1 || (sign === '%' && number > 100)) return undefined
  return sign === '%' ? { percent: number } : { tasks: number }
}

export const shareText = (share: Share): string =>
  'tasks' in share ? String(share.tasks) : `${share.percent}%`

/**
 * The number of tasks that a share is, of so many in all: a percentage is rounded up. It is multiplied before it is
 * divided, so that 7% of 100 are 7 and not, as a double has it, 7.000000000000001 and so 8.
 */
export const tasksIn = (share: Share, total: number): number =>
  'tasks' in share ? share.tasks : Math.max(1, Math.ceil((total * share.percent) / 100))
