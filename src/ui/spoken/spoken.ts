/**
 * The shell for a screen reader: lines that tell what changed, each once and in its order, instead of a grid that is
 * drawn again. What is told never changes afterwards; only the prompt does.
 */
import { apply } from '../../core/apply.ts'
import type { Event } from '../../core/event.ts'
import { jobOf } from '../../core/job.ts'
import { endedCount, type State } from '../../core/state.ts'
import { visible } from '../../core/visible.ts'
import type { Engine } from '../../engine/door.ts'
import { passwordSpans } from '../../language/password.ts'
import { countOf } from '../../results/measures.ts'
import { jobProgress } from '../frame/draw-rows.ts'
import { eventWords } from '../live/event-words.ts'
import type { Popup } from '../prompt/popup.ts'
import type { Store } from '../store.ts'
import { tourWords } from '../tour/tour.ts'
import type { Reading, View } from '../view.ts'

export interface Told {
  /** Numbered from 0; never fewer than before. */
  readonly lines: readonly string[]
  /** What is asked or typed now. */
  readonly prompt: string
}

export interface Spoken {
  now(): Told
  subscribe(reader: () => void): () => void
  close(): void
}

/** Lines that are read out of an answer; whoever wants more asks for a page or a file. */
const mostRead = 50

/** Tasks of a job each of which is told of. */
const mostTold = 20

export function createSpoken(engine: Pick<Engine, 'subscribe'>, store: Store): Spoken {
  const readers = new Set<() => void>()
  let lines: readonly string[] = []
  /** Not published yet. */
  let fresh: string[] = []
  let prompt = ''
  let told: Told = { lines, prompt }
  let before: Partial<Pick<View, 'notice' | 'question' | 'tour' | 'popup'>> = {}
  let read = ''

  const tell = (...more: readonly string[]): void => {
    fresh.push(...more.map((line) => visible(line).trimEnd()))
  }

  const subscription = engine.subscribe((events) => {
    for (const event of events) {
      apply(subscription.state, event)
      tell(...wordsFor(event, subscription.state))
    }
    publish()
  })

  function look(): void {
    const { notice, question, tour, popup } = store.view()
    if (notice && notice !== before.notice)
      tell(notice.tone === 'bad' ? `error: ${notice.text}` : notice.text)
    if (question && question.text !== before.question?.text) tell(question.text)
    if (tour && tour !== before.tour) {
      const { seen, next } = tourWords(tour, store.state)
      tell(...(seen === undefined ? [] : [seen]), next)
    }
    if (popup && popup !== before.popup) tell(...chosenWords(popup))
    before = { notice, question, tour, popup }
    tellReading()
    prompt = promptOf(store.view())
    publish()
  }

  /** A text, or an answer once all of it is there. */
  function tellReading(): void {
    const reading = whatIsRead(store.view(), store.state)
    if (!reading || reading.lines.length === 0) return
    const text = [reading.title, ...reading.lines].join('\n')
    if (text === read) return
    read = text
    const rest = reading.lines.length - mostRead
    tell(
      `${reading.title}:`,
      ...reading.lines.slice(0, mostRead),
      ...(rest > 0 ? [`and ${countOf(rest, 'more line', 'more lines')}`] : []),
    )
  }

  function publish(): void {
    if (fresh.length === 0 && told.prompt === prompt) return
    if (fresh.length > 0) lines = [...lines, ...fresh]
    fresh = []
    told = { lines, prompt }
    for (const reader of readers) reader()
  }

  const unsubscribe = store.subscribe(look)
  look()
  return {
    now: () => told,
    subscribe(reader) {
      readers.add(reader)
      return () => readers.delete(reader)
    },
    close() {
      unsubscribe()
      subscription.unsubscribe()
    },
  }
}

/** The candidate that Enter takes, once one is chosen: what merely comes up while one types is not told. */
function chosenWords({ shown, chosen }: Popup): string[] {
  const candidate = chosen === undefined ? undefined : shown[chosen]
  if (chosen === undefined || !candidate) return []
  const { text, hint } = candidate
  return [`${text}${hint === '' ? '' : `, ${hint}`} (${chosen + 1} of ${shown.length}; Enter takes it)`]
}

/** Of a job of many tasks those are told that did not succeed, and how it ended. */
function wordsFor(event: Event, state: State): string[] {
  const words = eventWords(event, state)?.text
  if (event.type !== 'task started' && event.type !== 'task ended') return words === undefined ? [] : [words]
  const job = state.jobs.get(jobOf(event.task))
  const isOne = job === undefined || job.tasks.length <= mostTold
  const isToldOf = isOne || (event.type === 'task ended' && event.outcome !== 'succeeded')
  const isLast =
    job !== undefined &&
    job.tasks.length > 1 &&
    event.type === 'task ended' &&
    endedCount(job) === job.tasks.length
  return [
    ...(words !== undefined && isToldOf ? [words] : []),
    ...(isLast ? [`job ${job.number} has ended: ${jobProgress(job)}`] : []),
  ]
}

function whatIsRead({ page, text, answer, selected }: View, state: State): Reading | undefined {
  if (page === 'text') return text
  return selected && !state.active.has(selected.job) ? answer : undefined
}

/** The question with what was typed of its number, or the prompt; a password is stars. */
function promptOf({ question, editor, settings, isLeaving }: View): string {
  if (isLeaving) return ''
  if (question) return question.number ? `number: ${question.number.typed}` : 'answer:'
  let shown = editor.text
  for (const { start, end } of passwordSpans(editor.text))
    shown = shown.slice(0, start) + '*'.repeat(end - start) + shown.slice(end)
  return `${settings.target}> ${visible(shown)}`
}
