import { describe, expect, it } from 'vitest'
import { Pulse } from '../../../src/practice/running/pause.ts'

/** Runs steps of a cost in milliseconds under a pulse; how many there were before each turn, and looks at the clock. */
const beat = (steps: number, costOf: (step: number) => number) => {
  let time = 0
  let looks = 0
  const pulse = new Pulse(() => {
    looks += 1
    return time
  })
  const turns: number[] = []
  let since = 0
  for (let step = 0; step < steps; step += 1) {
    time += costOf(step)
    since += 1
    if (!pulse.isTurn()) continue
    turns.push(since)
    since = 0
  }
  return { turns, looks }
}

describe('work gives way', () => {
  it('after each step that takes long', () => {
    const { turns } = beat(100, () => 1)
    expect(turns).toEqual(Array(100).fill(1))
  })

  it('after as many cheap steps as the time of one turn has room for, looking at the clock seldom', () => {
    const { turns, looks } = beat(10_000, () => 0.001)
    expect(turns.length).toBeGreaterThan(10_000 * 0.001 * 4)
    expect(Math.max(...turns)).toBeLessThan(250)
    expect(looks).toBeLessThan(10_000 / 5)
  })

  it('soon when cheap steps become costly ones, and at each of those then', () => {
    const { turns } = beat(1_100, (step) => (step < 1_000 ? 0.001 : 1))
    expect(turns.filter((steps) => steps === 1).length).toBeGreaterThan(80)
  })
})
