/**
 * What is to go wrong for more than one session, armed by the package PRACTICE: for new clients, and for all sessions of
 * a user.
 */
import type { ListenerMood } from '../../door.ts'
import { type ArmedFailure, takeFailure } from './armed-failure.ts'

interface UserFailure extends ArmedFailure {
  readonly user: string
  /** The sid of the session that asked for it, which it spares. */
  readonly spares: number
}

export class InstanceFaults {
  #mood: ListenerMood = { kind: 'normal' }
  /** A moment of `performance.now()`. */
  #moodEnds = Number.POSITIVE_INFINITY
  #failures: UserFailure[] = []

  get listenerMood(): ListenerMood {
    return performance.now() < this.#moodEnds ? this.#mood : { kind: 'normal' }
  }

  /** For so many seconds; without them until another mood is set. */
  setListenerMood(mood: ListenerMood, seconds: number | undefined): void {
    this.#mood = mood
    this.#moodEnds = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000
  }

  /** The next statements of a user end with an error, whichever session sends them, but not the one with sid `spares`. */
  failNext(failure: UserFailure): void {
    this.#failures.push(failure)
  }

  /** For a statement that begins: the number of the error that it ends with, if it is to fail. */
  takeFailure(user: string, sid: number): number | undefined {
    if (this.#failures.length === 0) return undefined
    const number = takeFailure(this.#failures.find((each) => each.user === user && each.spares !== sid))
    this.#failures = this.#failures.filter(({ left }) => left > 0)
    return number
  }

  clear(): void {
    this.setListenerMood({ kind: 'normal' }, undefined)
    this.#failures = []
  }
}
