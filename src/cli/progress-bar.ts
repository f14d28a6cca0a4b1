/** One line that shows how far a job is, cut to a width. Pure: it draws nothing and knows no terminal. */
import { truncate, widthOf } from '../results/text-width.ts'

export interface Progress {
  readonly total: number
  readonly ended: number
  /** Of those that ended, the ones that did not succeed. */
  readonly unsuccessful: number
  /** Labels of the running tasks, safe to show. */
  readonly running: readonly string[]
  /** Words for the time left, where it can be guessed. */
  readonly timeLeft: string | undefined
  readonly isStopping: boolean
}

const barWidth = 20
const gap = '  '

/** `[=====>    ] 3/7  3 running: D, E, F  1 failed  about 4 s left`, at most `width` columns wide. */
export function drawProgress(progress: Progress, width: number): string {
  const { total, ended, unsuccessful, running, timeLeft, isStopping } = progress
  const head = `${drawBar(ended, total)} ${ended}/${total}`
  const tail = [
    ...(unsuccessful > 0 ? [`${unsuccessful} not succeeded`] : []),
    ...(isStopping ? ['stopping'] : timeLeft === undefined ? [] : [`about ${timeLeft} left`]),
  ]
  const room = width - widthOf([head, ...tail].join(gap)) - gap.length
  const middle = nameRunning(running, room)
  return truncate([head, ...(middle === '' ? [] : [middle]), ...tail].join(gap), width)
}

function drawBar(ended: number, total: number): string {
  const filled = total === 0 ? barWidth : Math.floor((ended / total) * barWidth)
  const tip = filled < barWidth ? '>' : ''
  return `[${'='.repeat(filled)}${tip}${' '.repeat(barWidth - filled - tip.length)}]`
}

/** As many names as there is room for; the number of running tasks always. */
function nameRunning(labels: readonly string[], room: number): string {
  if (labels.length === 0) return ''
  const count = `${labels.length} running`
  const named = labels.filter((label) => label !== '')
  for (let shown = named.length; shown > 0; shown--) {
    const more = shown < named.length ? ', ...' : ''
    const text = `${count}: ${named.slice(0, shown).join(', ')}${more}`
    if (widthOf(text) <= room) return text
  }
  return count
}
