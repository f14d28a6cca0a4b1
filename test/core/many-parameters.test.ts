/** What a plan of very many rows of parameters costs, counted instead of timed. */
import { expect, test } from 'vitest'
import { refuseChangedParameters } from '../../src/core/changed-input.ts'
import type { ParameterTable } from '../../src/core/parameters.ts'
import { planJob } from '../../src/core/plan.ts'
import { newJob } from '../../src/core/state.ts'
import { tasksPerChunk, writePlanChunk } from '../../src/storage/journal/plan-chunk.ts'

/** Counts every read of rows and of values in them. */
function countedTable(count: number): { readonly table: ParameterTable; readonly reads: () => number } {
  let reads = 0
  const counting = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, key, receiver) {
        reads += 1
        return Reflect.get(of, key, receiver)
      },
    })
  const rows = Array.from({ length: count }, (_, index) => counting([`S${index}`, 'x'.repeat(10)]))
  return { table: { names: ['A', 'B'], rows: counting(rows) }, reads: () => reads }
}

function costOf(count: number) {
  const { table, reads } = countedTable(count)
  const plan = planJob(
    {
      ...{ text: 'select :b from &a..t', target: 'scott', mode: 'any', cap: 0, commit: false },
      ...{ limits: { rows: 1, bytes: 1 }, results: 'keep', whenSelfBlocked: 'stop', settlesOthers: false },
      parameters: [table],
    },
    { sessions: ['scott'], groups: new Map() },
  )
  const toPlan = reads()
  refuseChangedParameters(newJob(1, plan, 0), [table])
  let written = 0
  for (let from = 0; from < count; from += tasksPerChunk)
    written += writePlanChunk(1, plan.statement, plan.tasks, from).tasks.length
  return { tasks: plan.tasks.length, toPlan, toCompare: reads() - toPlan, written }
}

test('ten times the rows cost ten times as much: to plan, to write down, and to compare at resume', () => {
  const [few, many] = [costOf(10_000), costOf(100_000)]
  const ratio = (what: keyof typeof few) => many[what] / few[what]
  console.log(
    `of 10,000 to 100,000 rows: planned ${ratio('toPlan').toFixed(2)}, written ${ratio('written').toFixed(2)}`,
  )
  expect(ratio('tasks')).toBe(10)
  expect(ratio('toPlan')).toBeLessThanOrEqual(10.5)
  expect(ratio('toCompare')).toBeLessThanOrEqual(10.5)
  expect(ratio('written')).toBeLessThanOrEqual(10.5)
})
