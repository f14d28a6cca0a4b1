/** Conditions are waited for as long as a loaded machine may need; a test that fails then does so slowly, never falsely. */
import { vi } from 'vitest'

const timeout = 20_000
const { waitFor } = vi

vi.waitFor = (condition, options = {}) =>
  waitFor(condition, typeof options === 'number' ? options : { timeout, interval: 10, ...options })
