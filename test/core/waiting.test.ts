import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TaskPlan } from '../../src/core/job.ts'
import { comeBack, leave, lineUp, peek, type WaitingTasks } from '../../src/core/waiting.ts'

const tasks: TaskPlan[] = Array.from({ length: 12 }, (_, index) => ({
  ...{ number: index + 1, parameters: {}, statement: '', binds: {} },
}))

const standing = (waiting: WaitingTasks): number[] => {
  const numbers: number[] = []
  for (let skip = 0; ; skip++) {
    const number = peek(waiting.any, waiting.left, skip)
    if (number === undefined) return numbers
    numbers.push(number)
  }
}

test('whoever leaves a line and comes back to it, in whatever order, those who wait stand by their numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(tasks.length - 1), { maxLength: 80 }), (moves) => {
      const waiting = lineUp(tasks)
      const naive = new Set(tasks.map(({ number }) => number))
      for (const move of moves) {
        const task = tasks[move]
        if (!task) continue
        if (naive.delete(task.number)) leave(waiting, task)
        else {
          naive.add(task.number)
          comeBack(waiting, task)
        }
        expect(standing(waiting)).toEqual([...naive].sort((a, b) => a - b))
      }
    }),
  )
})
