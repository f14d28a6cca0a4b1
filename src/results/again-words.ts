/** What running a job again leaves, in words. */
import type { Again, AgainPlan } from '../core/again.ts'
import { formatCount } from './measures.ts'

/** What is left of a job by that way of running it again, and by which it runs: `5 done, 1 failed: "retry 3" runs them`. */
export function leftWords(how: Again, job: number, { done, failed, notDone, unknown }: AgainPlan): string[] {
  const left = (count: number, what: string, by: Again): string[] =>
    count > 0 && how !== by ? [`${formatCount(count)} ${what}: "${by} ${job}" runs them`] : []
  return [
    ...(done > 0 ? [`${formatCount(done)} done`] : []),
    ...(how === 'retry unknown' ? [] : left(failed, 'failed', 'retry')),
    ...(how === 'retry unknown' ? [] : left(notDone, 'not run or taken back', 'resume')),
    ...(unknown.length > 0
      ? [`${formatCount(unknown.length)} unknown: look whether they took effect, they are not run again`]
      : []),
  ]
}
