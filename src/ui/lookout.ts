/**
 * What is looked at before each frame, for no key tells of it: an answer that has come, a session that waits, a job
 * that is held or has ended, a step of the tour, a password that is asked for.
 */
import type { KnownNames } from '../core/target.ts'
import type { TargetMarks } from '../core/target-marks.ts'
import type { Engine } from '../engine/door.ts'
import { createAnswerReader } from './answer/answer-reader.ts'
import { createHoldTeller } from './asking/held-jobs.ts'
import type { PasswordAsker } from './asking/password-asker.ts'
import { createWaitTeller } from './asking/wait-teller.ts'
import { follow } from './live/list-moves.ts'
import type { EndedJobs } from './ring/ended-jobs.ts'
import type { Ringer } from './ring/ringer.ts'
import type { Store } from './store.ts'
import { advanceTour } from './tour/tour.ts'

export interface LookoutParts {
  readonly engine: Engine
  readonly known: KnownNames
  readonly asker: PasswordAsker
  readonly endedJobs: EndedJobs
  readonly ringer: Ringer | undefined
  readonly marksOf: (target: string) => TargetMarks
  /** Something has come that the next frame shows. */
  readonly touch: () => void
  /** What went wrong with ringing. */
  readonly complain: (problem: string) => void
}

/** Changes the view to what is so. */
export function createLookout(parts: LookoutParts): (store: Store) => void {
  const { engine, known, asker, endedJobs, ringer, marksOf, touch, complain } = parts
  const answers = createAnswerReader(engine, touch)
  const tellHold = createHoldTeller()
  const tellWait = createWaitTeller()

  function ringFor({ state, view }: Store): void {
    for (const [ring, ended] of endedJobs.look(state, view().settings.ring))
      if (!view().isLeaving)
        void ringer?.(ring, ended).then((problem) => problem !== undefined && complain(problem))
  }

  function tell({ state, view, change }: Store): void {
    const wait = tellWait(state)
    if (wait) change({ notice: wait })
    const hold = tellHold(state)
    if (hold)
      change({ notice: hold.notice, ...(hold.isOvertaken(view().question) && { question: undefined }) })
  }

  return (store) => {
    const { state, view, change, size, course } = store
    change(follow(view(), state, course))
    change({ answer: answers.read(state, view().selected, size().columns, view().look) })
    tell(store)
    ringFor(store)
    const { tour, settings, question, isLeaving } = view()
    if (tour) change({ tour: advanceTour(tour, state, view(), known) })
    change({ marks: marksOf(settings.target) })
    const asked = question ?? (isLeaving ? undefined : asker.question())
    if (asked) change({ question: asked })
  }
}
