/**
 * What the screen is drawn from: the state as folded from events, the view, and the frame drawn last. Lives outside the
 * drawing library; readers are told at most ten times a second, and not at all when nothing visible changed.
 */
import { commands } from '../commands/commands.ts'
import { apply } from '../core/apply.ts'
import { type JobState, jobNumbered, type State } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'
import { withoutJob } from './forgotten-job.ts'
import { drawFrame, type Frame } from './frame/draw-frame.ts'
import type { Size } from './frame/layout.ts'
import type { Theme } from './frame/theme.ts'
import { type Course, createCourse } from './live/course.ts'
import { createSyntax } from './prompt/syntax.ts'
import type { View } from './view.ts'

export interface Store {
  readonly state: State
  readonly course: Course
  view(): View
  /** Changes the view; drawn with the next frame, or at once by `draw`. */
  change(change: Partial<View>): void
  frame(): Frame
  size(): Size
  resize(size: Size): void
  /** Draws now and tells the readers what changed. */
  draw(): void
  /** The same, and somebody else has written on the terminal: readers show all of it. */
  drawAnew(): void
  /** Draws soon. */
  touch(): void
  /** `isAnew`: whatever the reader shows already is not to be relied on. */
  subscribe(reader: (isAnew: boolean) => void): () => void
  /** Resolves once the condition holds; looked at with every frame. */
  until(condition: () => boolean): Promise<void>
  close(): void
}

/** Milliseconds between two frames that events cause. */
const frameInterval = 100
/** Milliseconds between two frames while something runs and no event comes: times tick. */
const tickInterval = 250
/** Milliseconds between two slices of a list that is being built: keys come in between. */
const sliceInterval = 5

export interface StoreOptions {
  readonly engine: Pick<Engine, 'subscribe'>
  readonly view: View
  readonly size: Size
  readonly theme: Theme
  /** Called before each frame with what is so; may change the view. */
  readonly beforeDraw: (store: Store) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function createStore({
  engine,
  view: firstView,
  size: firstSize,
  theme,
  beforeDraw,
  now,
}: StoreOptions): Store {
  const readers = new Set<(isAnew: boolean) => void>()
  let view = firstView
  let size = firstSize
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  const subscription = engine.subscribe((events) => {
    for (const event of events) {
      course.heed(event, apply(subscription.state, event))
      if (event.type === 'job forgotten') view = withoutJob(view, event.job)
    }
    touch()
  })
  const { state } = subscription
  const syntax = createSyntax(commands)
  const course = createCourse(state)
  const drawNow = (): Frame => drawFrame({ state, view, size, now: now(), theme, course, syntax })
  let frame = drawNow()

  const drawIn = (milliseconds: number): void => {
    const due = performance.now() + milliseconds
    if (due >= dueAt) return
    clearTimeout(timer)
    dueAt = due
    timer = setTimeout(draw, milliseconds)
  }
  const touch = (): void => drawIn(frameInterval)
  const draw = (): void => show(false)

  function show(isAnew: boolean): void {
    clearTimeout(timer)
    dueAt = Number.POSITIVE_INFINITY
    beforeDraw(store)
    frame = drawNow()
    view = { ...view, top: frame.top }
    for (const reader of readers) reader(isAnew)
    if (frame.isUnfinished) drawIn(sliceInterval)
    else if (isMoving(state)) drawIn(tickInterval)
  }

  const store: Store = {
    state,
    course,
    view: () => view,
    change: (change) => {
      view = { ...view, ...change }
    },
    frame: () => frame,
    size: () => size,
    resize: (to) => {
      size = to
      draw()
    },
    draw,
    drawAnew: () => show(true),
    touch,
    subscribe: (reader) => {
      readers.add(reader)
      return () => readers.delete(reader)
    },
    until: (condition) =>
      new Promise((resolve) => {
        const look = () => {
          if (!condition()) return
          readers.delete(look)
          resolve()
        }
        readers.add(look)
        look()
      }),
    close: () => {
      clearTimeout(timer)
      subscription.unsubscribe()
    },
  }
  return store
}

/** A job that was queued, once it is there: whoever holds it sees its end, also when it is forgotten by then. */
export async function jobToAwait(store: Pick<Store, 'state' | 'until'>, number: number): Promise<JobState> {
  await store.until(() => store.state.jobs.has(number))
  return jobNumbered(store.state, number)
}

/** Whether a time on the screen ticks. */
const isMoving = (state: State): boolean => state.active.size > 0
