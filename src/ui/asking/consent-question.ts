/** The questions before a statement does what somebody should agree to. */
import type { JobPlan } from '../../core/job.ts'
import type { ProtectedUse } from '../../core/protection.ts'
import type { SessionSpec } from '../../core/session.ts'
import type { WorkOfOthers } from '../../engine/door.ts'
import { nameList } from '../../results/headings.ts'
import { countOf } from '../../results/measures.ts'
import type { Agreement, Question } from '../view.ts'

/** Room for names in the line of a question. */
const roomForNames = 50

/** Wants the number of protected sessions typed: who counts them has read them. */
export const numberQuestion = ({ count, sessions }: ProtectedUse, agreement: Agreement): Question => ({
  text: `protected: ${nameList(sessions, roomForNames)}; type how many they are to run it, Esc runs nothing:`,
  agreement,
  isInterrupt: false,
  number: { expected: count, typed: '' },
})

/** Asks before something is done a second time, perhaps. */
export const unknownQuestion = (plan: JobPlan, given: readonly SessionSpec[]): Question => ({
  text: `${countOf(plan.tasks.length, 'task')} may have taken effect already: run again all the same? (y/N)`,
  agreement: { type: 'submit', plan, given },
  isInterrupt: false,
})

/** Asks before work of other jobs is committed or rolled back along. */
export function othersQuestion(others: readonly WorkOfOthers[], agreement: Agreement): Question {
  const works = others.map(({ session, tasks }) => `${tasks.join(', ')} in ${session}`)
  return {
    text: `this would also commit or roll back the work of ${works.join('; ')}: run it? (y/N)`,
    agreement,
    isInterrupt: false,
  }
}
