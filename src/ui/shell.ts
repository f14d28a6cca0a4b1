/**
 * The shell without its terminal: keys and pastes come in, and the view changes or the engine is asked for something.
 * It draws nothing and knows no drawing library.
 */
import type { CommandContext, Settings } from '../commands/command.ts'
import { commandGroups } from '../commands/commands.ts'
import { badRequest, failureOf } from '../core/failure.ts'
import type { JobPlan, ResultLimits, TaskId } from '../core/job.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import type { KnownNames } from '../core/target.ts'
import { type GroupColours, rememberMarks } from '../core/target-marks.ts'
import type { Engine } from '../engine/door.ts'
import { pendingTasks } from './account.ts'
import { createPasswordAsker } from './asking/password-asker.ts'
import { createQuestions } from './asking/questions.ts'
import { createConversation } from './conversation.ts'
import { firstView } from './first-view.ts'
import type { Size } from './frame/layout.ts'
import type { Theme } from './frame/theme.ts'
import type { Action } from './keys/action.ts'
import { findBinding, prefixes } from './keys/key-table.ts'
import { moveView } from './keys/view-moves.ts'
import { createDeeds } from './live/do-deed.ts'
import { typeFilter } from './live/list-moves.ts'
import { createLookout } from './lookout.ts'
import type { Suspend, WayOut } from './outside.ts'
import { isEmpty } from './prompt/editor.ts'
import { createTyping } from './prompt/typing.ts'
import { createEndedJobs } from './ring/ended-jobs.ts'
import type { Ringer } from './ring/ringer.ts'
import type { Keystroke } from './screen/keystroke.ts'
import { createStore, type Store } from './store.ts'
import { promptLimits } from './submit.ts'
import { isPracticeShell } from './tour/tour.ts'
import { isTypingFilter, placesOf, type View } from './view.ts'

export interface Shell {
  readonly store: Store
  /** One after the other; drawn when the last one has done its work. */
  press(strokes: readonly Keystroke[]): void
  /** Text goes into the prompt and runs nothing. */
  paste(text: string): void
  /** Asks for the password of a login; what is typed is not shown. Throws a bad request when none is given. */
  askPassword(login: string): Promise<string>
  /** Queues a job that was planned elsewhere. */
  start(plan: JobPlan): void
  /** Opens sessions before a statement wants them. */
  open(names: readonly SessionName[]): void
  /** Tells the user something. */
  say(text: string): void
  /** Cancels, rolls back and closes, without asking. */
  leave(code: number): void
  /** Is told once it is on a screen. */
  onScreen(suspend: Suspend): void
  /** Resolves once everything is closed. */
  readonly left: Promise<Departure>
}

export interface Departure {
  readonly code: number
  /** Tasks whose work was uncommitted when the user left. */
  readonly pending: readonly TaskId[]
}

export interface ShellParts {
  readonly engine: Engine
  /** The sessions a target may name. */
  readonly sessions: readonly SessionSpec[]
  /** Groups and tags that it may name, with their sessions. */
  readonly groups?: KnownNames['groups']
  /** Keeps a group; gives all groups and tags as they are then. Absent: none is kept here. */
  readonly saveGroup?: SaveGroup
  /** Colours of groups. */
  readonly groupColours?: GroupColours
  readonly settings: Settings
  /** Kept of each answer. */
  readonly limits?: ResultLimits
  /** The text of a file with parameters. Throws a bad request that names it. */
  readonly readText: (path: string) => Promise<string>
  /** Rings for a job that has ended; `ringAfter` milliseconds make it one that rings unasked. */
  readonly ringer?: Ringer
  readonly ringAfter?: number
  /** Hears every change of the settings. */
  readonly onSettings?: (settings: Settings) => void
  /** What was typed in earlier shells, oldest first. */
  readonly typed?: readonly string[]
  /** Hears what was run, with all that was typed. */
  readonly onTyped?: (text: string) => void
  /** The way to the user's editor, and to whoever started the program. */
  readonly outside: WayOut
  readonly size: Size
  readonly theme: Theme
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Throws a bad request when the group cannot be kept. */
export type SaveGroup = (name: string, sessions: readonly SessionName[]) => Promise<KnownNames['groups']>

/** Letters are keys of the view that has the focus, not text. */
const isBrowsing = (view: View): boolean => view.focus === 'grid' && !view.question && !isTypingFilter(view)

const unboundWords = (text: string): string =>
  `${text} does nothing here: ? shows the keys, Tab goes to the prompt`

/** What rings unasked has taken so many milliseconds, unless somebody wants it otherwise. */
const usualRingAfter = 10_000

export function createShell(parts: ShellParts): Shell {
  const { engine, sessions, settings, outside, size, theme, now } = parts
  const { limits = promptLimits, groupColours = new Map(), typed = [], readText, onSettings, onTyped } = parts
  const left = Promise.withResolvers<Departure>()
  const groups = new Map(parts.groups)
  const known = { sessions: sessions.map(({ name }) => name), groups }
  const isPractice = isPracticeShell(sessions)
  const marksOf = rememberMarks(known, sessions, groupColours)
  const endedJobs = createEndedJobs(parts.ringAfter ?? usualRingAfter)
  const asker = createPasswordAsker(() => store.touch())
  /** The key that waits for another one. */
  let prefix = ''

  const store = createStore({
    ...{ engine, size, theme, now },
    view: { ...firstView(settings, typed, isPractice), marks: marksOf(settings.target) },
    beforeDraw: createLookout({
      ...{ engine, known, asker, endedJobs, ringer: parts.ringer, marksOf },
      touch: () => store.touch(),
      complain(problem) {
        conversation.say(problem, 'bad')
        store.touch()
      },
    }),
  })
  const { state, view, change, course } = store

  const conversation = createConversation({
    ...{ engine, sessions, known, limits, readText, store, now, outside },
    quit: () => questions.quit(),
    edit: () => typing.editLast(),
    saveGroup,
    onQueued: (job, { ring }) => ring && endedJobs.ask(job, ring),
    ...(onSettings && { onSettings }),
  })
  const { say } = conversation

  const typing = createTyping({
    ...{
      store,
      sessions,
      dictionary: engine.dictionary,
      context,
      outside,
      say,
      run: conversation.run,
      onTyped,
    },
  })

  const deeds = createDeeds(store, conversation)

  const questions = createQuestions({ store, conversation, asker, typing, leave, runLines: deeds.run })

  async function saveGroup(name: string, members: readonly SessionName[]): Promise<void> {
    if (!parts.saveGroup)
      throw badRequest('the practice database keeps no groups; those of saved sessions are kept')
    for (const [each, its] of await parts.saveGroup(name, members)) groups.set(each, its)
  }

  function context(): CommandContext {
    const { selected, settings } = view()
    return { state, settings, known, selected, groups: commandGroups, now: now(), isPractice }
  }

  // ---- keys ---------------------------------------------------------------------------------------------------------

  function press(strokes: readonly Keystroke[]): void {
    for (const stroke of strokes) pressOne(stroke)
    store.draw()
  }

  function pressOne(stroke: Keystroke): void {
    const key = prefix + (stroke.text ?? stroke.key)
    prefix = ''
    const binding = findBinding(key, placesOf(view()))
    if (view().isLeaving) {
      if (key === 'ctrl-c') left.resolve({ code: 130, pending: [] })
    } else if (binding) {
      const reason = binding.disabled?.(view())
      if (reason === undefined) perform(binding.action)
      else say(reason)
    } else if (prefixes.includes(key)) {
      prefix = `${key}-`
    } else if (stroke.text !== undefined && stroke.text === key) {
      if (isBrowsing(view())) say(unboundWords(stroke.text))
      else insertOrAnswer(stroke.text)
    }
  }

  function perform(action: Action): void {
    typing.closeOffers(action)
    const move = moveView(action, view(), { state, course, frame: store.frame() })
    if (move) {
      change(move)
      return
    }
    switch (action.type) {
      case 'edit':
        typing.edit(action.change)
        break
      case 'complete':
        typing.complete()
        break
      case 'choose':
        typing.choose(action.direction)
        break
      case 'take':
        typing.take()
        break
      case 'enter':
        typing.enter()
        break
      case 'edit outside':
        void typing.editOutside()
        break
      case 'end of input':
        if (isEmpty(view().editor)) questions.quit()
        else typing.edit({ type: 'delete forward' })
        break
      case 'switch focus':
        typing.edit({ type: 'take found' })
        change({ focus: view().focus === 'prompt' ? 'grid' : 'prompt' })
        break
      case 'copy':
        deeds.run(view().page === 'grid' ? 'copy sql' : 'copy')
        break
      case 'deed':
        deeds.perhapsDo(action.name)
        break
      case 'stop':
        void outside
          .stop()
          .catch((error: unknown) => say(failureOf(error).message, 'bad'))
          .then(store.draw)
        break
      case 'draw anew':
        store.drawAnew()
        break
      case 'interrupt':
        questions.interrupt()
        break
      case 'release':
        questions.askToRelease()
        break
      case 'agree':
        questions.agree()
        break
      case 'decline':
        questions.decline()
        break
      case 'digit':
        questions.digit(action.digit)
        break
      case 'erase':
        questions.erase()
        break
    }
  }

  /** Into the password that is asked for, into a filter, else into the prompt; other questions take no text. */
  function insertOrAnswer(text: string): void {
    const { question } = view()
    if (question?.isSecret) asker.type(text)
    else if (isTypingFilter(view())) change(typeFilter(text, view()))
    else if (!question) typing.insert(text)
  }

  // ---- leaving ------------------------------------------------------------------------------------------------------

  function leave(code: number): void {
    if (view().isLeaving) return
    typing.closeOffers()
    change({ isLeaving: true, question: undefined })
    say('cancelling, rolling back, closing sessions; Ctrl-C leaves at once')
    const pending = pendingTasks(state)
    asker.refuseAll()
    engine.close().then(() => left.resolve({ code, pending }), left.reject)
    store.draw()
  }

  void engine.failed.then((failure) => {
    say(`${failure.message}: nothing more is started; leave, and see to the disk`, 'bad')
    store.draw()
  })

  return {
    store,
    press,
    paste(text) {
      if (!view().isLeaving) insertOrAnswer(text)
      typing.closeOffers()
      store.draw()
    },
    askPassword: asker.ask,
    onScreen: outside.attach,
    start: (plan) => void conversation.submit(plan),
    open: (names) => void conversation.open(names),
    say(text) {
      say(text)
      store.draw()
    },
    leave,
    left: left.promise,
  }
}
