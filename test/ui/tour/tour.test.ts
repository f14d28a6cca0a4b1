import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/commands/command.ts'
import {
  advanceTour,
  beginTour,
  isPracticeShell,
  type Tour,
  type TourView,
  tourWords,
} from '../../../src/ui/tour/tour.ts'
import { endedWith, logOfEvents, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const known = { sessions: ['scott', ...names], groups: new Map() }
const settings: Settings = { target: 'scott:3', mode: 'any', cap: 3, parameters: [], commit: false, next: {} }
const firstView: TourView = { settings, selected: undefined, page: 'grid' }
const failed = endedWith({ outcome: 'failed', error: { code: 'statement failed', message: 'ORA-20001' } })

/** A tour that looks at the state after each thing that is done. */
function takeTour() {
  const log = logOfEvents()
  log.add(...openSessions(names), { type: 'job queued', job: 1, plan: planOf({ count: 2 }) })
  let view = firstView
  let tour: Tour | undefined = beginTour(view, log.state)
  const look = () => {
    tour = tour && advanceTour(tour, log.state, view, known)
    return tour
  }
  /** A job in all seven that ended so. */
  const run = (job: number, end = endedWith({}), resumes?: number) => {
    const plan = planOf({ sessions: names, count: names.length })
    const goesOn = resumes === undefined ? {} : { resumes: { job: resumes, after: 0 } }
    log.add({ type: 'job queued', job, plan: { ...plan, ...goesOn, mode: 'each', cap: 2 } })
    look()
    for (const [index, session] of names.entries()) {
      log.add({ type: 'task started', task: `${job}.${index + 1}`, session })
      look()
      log.add({ type: 'task ended', task: `${job}.${index + 1}`, ...end })
    }
    return look()
  }
  return {
    state: log.state,
    look,
    run,
    see(change: Partial<TourView>) {
      view = { ...view, ...change }
      return look()
    },
    words: () => (tour ? tourWords(tour, log.state) : undefined),
  }
}

describe('the tour', () => {
  test('leads through target, cap, cancel, fold and retry, each done for real, and then says where to go', () => {
    const { see, run, words, look } = takeTour()
    expect(words()).toEqual({ next: expect.stringMatching(/1\/5, target: .*on a,b,c,d,e,f,g/) })
    see({ settings: { ...settings, target: 'a,b,c,d,e,f,g' } })
    expect(look()?.done).toBe(0)
    see({ settings: { ...settings, target: 'a,b,c,d,e,f,g', mode: 'each' } })
    expect(words()).toMatchObject({
      seen: expect.stringMatching(/in each of 7 sessions/),
      next: expect.stringMatching(/2\/5, cap/),
    })
    run(2)
    expect(words()).toMatchObject({ seen: expect.stringMatching(/7 tasks, never more than 2/) })
    run(3, endedWith({ outcome: 'cancelled' }))
    expect(words()).toMatchObject({ seen: expect.stringMatching(/job 3: 7 were broken off/) })
    run(4)
    see({ page: 'answer', selected: { job: 4 } })
    expect(words()).toMatchObject({ seen: expect.stringMatching(/equal answers/) })
    run(5, failed)
    expect(words()?.next).toMatch(/type {2}retry 5 /)
    run(6, endedWith({}), 5)
    expect(words()).toMatchObject({
      seen: 'job 6 ran again what failed in job 5: 7 of 7 succeeded',
      next: expect.stringMatching(/help.*sessions add/),
    })
    expect(run(7)).toBeUndefined()
  })

  test('counts nothing that was done before a step began', () => {
    const { run, see, look } = takeTour()
    run(2, endedWith({ outcome: 'cancelled' }))
    expect(look()?.done).toBe(0)
    see({ settings: { ...settings, target: 'a,b', mode: 'each' } })
    expect(look()?.done).toBe(1)
  })

  test('is not led on by one session, by a target that means nothing, or by the answer of one task', () => {
    const { see } = takeTour()
    expect(see({ settings: { ...settings, target: 'a', mode: 'each' } })?.done).toBe(0)
    expect(see({ settings: { ...settings, target: 'nowhere', mode: 'each' } })?.done).toBe(0)
  })

  test('has another statement that fails where flaky_task has failed before', () => {
    const { see, run, words } = takeTour()
    see({ settings: { ...settings, target: 'a,b', mode: 'each' } })
    run(2)
    run(3, endedWith({ outcome: 'cancelled' }))
    run(4)
    see({ page: 'answer', selected: { job: 4 } })
    expect(words()?.next).toMatch(/flaky_task/)
    run(5)
    expect(words()?.next).toMatch(/select 1\/0/)
  })

  test('says everything it asks for in 80 cells', () => {
    const { see, run, words } = takeTour()
    const said: (string | undefined)[] = [words()?.next]
    see({ settings: { ...settings, target: 'a,b,c,d,e,f,g', mode: 'each' } })
    said.push(words()?.seen, words()?.next)
    run(2)
    said.push(words()?.seen, words()?.next)
    run(3, endedWith({ outcome: 'cancelled' }))
    said.push(words()?.seen, words()?.next)
    run(4)
    see({ page: 'answer', selected: { job: 4 } })
    said.push(words()?.seen, words()?.next)
    run(5, failed)
    said.push(words()?.next)
    run(6, endedWith({}), 5)
    said.push(words()?.seen, words()?.next)
    expect(said).toHaveLength(12)
    for (const line of said) expect(line?.length).toBeLessThanOrEqual(78)
    for (const line of said) expect(line?.length).toBeGreaterThan(10)
  })

  test('is for the practice database alone', () => {
    const at = (connectString: string) =>
      names.map((name) => ({ name, login: { user: name, connectString } }))
    expect(isPracticeShell(at('practice'))).toBe(true)
    expect(isPracticeShell(at('db1/pdb1'))).toBe(false)
    expect(isPracticeShell([])).toBe(false)
  })
})
