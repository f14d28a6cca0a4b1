/**
 * How a task ended and what became of its work: always the pair. Decided from what is known, never guessed.
 */

export type Outcome = 'succeeded' | 'failed' | 'cancelled' | 'timed out' | 'skipped' | 'unknown'

export type Fate = 'none' | 'pending' | 'committed' | 'rolled back' | 'in doubt'
