import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOut } from '../../../src/ui/frame/layout.ts'
import { indexOf, listLength, listTop, subjectAt } from '../../../src/ui/frame/overview-rows.ts'
import { logOfEvents, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'

const count = fc.nat(5_000)
const page = fc.constantFrom('grid', 'answer', 'text')
const demands = fc.record({ page, sessions: count, list: count, prompt: fc.integer({ min: 1, max: 2_000 }) })

test('the parts together never take more lines than the terminal has, and the prompt always has one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), demands, (rows, demand) => {
      const layout = layOut(rows, demand)
      const total = Object.values(layout).reduce((sum, lines) => sum + lines, 0)
      expect(total).toBe(rows)
      expect(layout.prompt).toBeGreaterThan(0)
      expect(Math.min(...Object.values(layout))).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('three sessions, a job of seven tasks and some lines of answer fit a terminal of 24 lines', () => {
  expect(layOut(24, { page: 'grid', sessions: 3, list: 8, prompt: 1 })).toMatchObject({
    ...{ sessions: 3, list: 8, reading: 8 },
  })
})

/** Jobs of two, three and one tasks. */
function threeJobs() {
  const log = logOfEvents()
  log.add(...openSessions(['a']))
  for (const [index, tasks] of [2, 3, 1].entries()) {
    log.add({ type: 'job queued', job: index + 1, plan: planOf({ count: tasks }) })
  }
  return log.state
}

test('the list holds each job and then its tasks, and finds every row back', () => {
  const state = threeJobs()
  const rows = Array.from({ length: listLength(state) }, (_, index) => subjectAt(state, index))
  expect(rows.map((row) => row?.task ?? row?.job)).toEqual([
    1,
    '1.1',
    '1.2',
    2,
    '2.1',
    '2.2',
    '2.3',
    3,
    '3.1',
  ])
  expect(rows.map((row) => row && indexOf(state, row))).toEqual(rows.map((_, index) => index))
  expect(subjectAt(state, 9)).toBeUndefined()
})

test('the selected row is always in sight, and no line is left empty while rows are hidden', () => {
  const state = threeJobs()
  fc.assert(
    fc.property(fc.nat(8), fc.integer({ min: 1, max: 12 }), fc.nat(8), (index, height, before) => {
      const top = listTop(state, subjectAt(state, index), height, before)
      expect(index).toBeGreaterThanOrEqual(top)
      expect(index).toBeLessThan(top + height)
      expect(top).toBeLessThanOrEqual(Math.max(0, listLength(state) - height))
    }),
  )
})

test('a job that is selected brings its tasks into sight', () => {
  expect(listTop(threeJobs(), { job: 2 }, 4, 0)).toBe(3)
})
