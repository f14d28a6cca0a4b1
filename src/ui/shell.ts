/**
 * The shell without its terminal: keys and pastes come in, and the view changes or the engine is asked for something.
 * It draws nothing and knows no drawing library.
 */
import type { CommandContext, Settings } from '../commands/command.ts'
import { commandGroups, commands } from '../commands/commands.ts'
import { failureOf } from '../core/failure.ts'
import type { JobPlan, ResultLimits, TaskId } from '../core/job.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import type { KnownNames } from '../core/target.ts'
import { type GroupColours, type TargetMarks, targetMarks } from '../core/target-marks.ts'
import type { Engine } from '../engine/door.ts'
import { passwordSpans } from '../language/password.ts'
import { pendingTasks } from './account.ts'
import { firstLook, turnPart } from './answer-look.ts'
import { createAnswerReader } from './answer-reader.ts'
import { createCompleter } from './completer.ts'
import { createConversation } from './conversation.ts'
import { type Edit, edit, editorWith, isEmpty } from './editor.ts'
import { createHoldTeller, releaseQuestion } from './held-jobs.ts'
import { keyHelp } from './key-help.ts'
import { type Action, findBinding, prefixes, type Step } from './key-table.ts'
import type { Size } from './layout.ts'
import { cancelQuestion, quitQuestion } from './leaving.ts'
import { indexOf, listLength, subjectAt } from './list.ts'
import { type DeedName, planDeed } from './live/deeds.ts'
import {
  changeList,
  enterRow,
  follow,
  openAnswer,
  selectRow,
  showView,
  typeFilter,
  withoutMarks,
  zoom,
  zoomOut,
} from './live/list-moves.ts'
import { firstLive } from './live/live-view.ts'
import type { Suspend, WayOut } from './outside.ts'
import { createPasswordAsker } from './password-asker.ts'
import { type Candidate, candidateOf, chooseNext } from './popup.ts'
import { readPrompt } from './read-prompt.ts'
import { createEndedJobs } from './ring/ended-jobs.ts'
import type { Ringer } from './ring/ringer.ts'
import type { Keystroke } from './screen/keystroke.ts'
import { createStore, type Store } from './store.ts'
import { promptLimits } from './submit.ts'
import type { Theme } from './theme.ts'
import { advanceTour, isPracticeShell } from './tour/tour.ts'
import { isTypingFilter, placesOf, type Reading, type View } from './view.ts'
import { createWaitTeller } from './wait-teller.ts'

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

/** Letters are keys of the view that has the focus, not text. */
const isBrowsing = (view: View): boolean => view.focus === 'grid' && !view.question && !isTypingFilter(view)

const unboundWords = (text: string): string =>
  `${text} does nothing here: ? shows the keys, Tab goes to the prompt`

/** Digits of the greatest number of sessions that anybody types. */
const mostDigits = 7

/** How many lines a page is: to where the next one begins, where pages have beginnings. */
function pageBy({ starts = [] }: Reading, line: number, direction: -1 | 1, height: number): number {
  const next = direction > 0 ? starts.find((start) => start > line) : starts.findLast((start) => start < line)
  return next === undefined ? Math.max(1, height - 1) : Math.abs(next - line)
}

/** Cells that Left and Right move a wide answer. */
const panWidth = 20

const nothingRead: Reading = { title: '', lines: [] }

const firstView = (settings: Settings, typed: readonly string[], hasTour: boolean): View => ({
  editor: editorWith(typed),
  settings,
  focus: 'prompt',
  page: 'grid',
  live: firstLive,
  selected: undefined,
  answer: nothingRead,
  look: firstLook,
  text: nothingRead,
  scroll: { line: 0, cell: 0 },
  top: 0,
  notice: {
    tone: 'plain',
    text: `type a statement and end it with ; or type help${hasTour ? ', or tour' : ''}`,
  },
  question: undefined,
  isLeaving: false,
})

export function createShell(parts: ShellParts): Shell {
  const { engine, sessions, groups = new Map(), settings, outside, size, theme, now } = parts
  const { limits = promptLimits, groupColours = new Map(), typed = [], readText, onSettings, onTyped } = parts
  const left = Promise.withResolvers<Departure>()
  const known = { sessions: sessions.map(({ name }) => name), groups }
  /** The key that waits for another one. */
  let prefix = ''
  let marked: { readonly target: string; readonly marks: TargetMarks } | undefined
  const answers = createAnswerReader(engine, () => store.touch())
  const tellHold = createHoldTeller()
  const isPractice = isPracticeShell(sessions)
  const endedJobs = createEndedJobs(parts.ringAfter ?? 10_000)
  const tellWait = createWaitTeller()
  const asker = createPasswordAsker(() => store.touch())
  const store = createStore({
    ...{
      engine,
      size,
      theme,
      now,
      view: { ...firstView(settings, typed, isPractice), marks: marksOf(settings.target) },
    },
    beforeDraw: ({ state, view, change, size, course }) => {
      change(follow(view(), state, course))
      change({ answer: answers.read(state, view().selected, size().columns, view().look) })
      const wait = tellWait(state)
      if (wait) change({ notice: wait })
      const hold = tellHold(state)
      if (hold)
        change({ notice: hold.notice, ...(hold.isOvertaken(view().question) && { question: undefined }) })
      for (const [ring, ended] of endedJobs.look(state, view().settings.ring))
        if (!view().isLeaving) void parts.ringer?.(ring, ended).then(sayProblem)
      const { tour } = view()
      if (tour) change({ tour: advanceTour(tour, state, view(), known) })
      change({ marks: marksOf(view().settings.target) })
      const question = view().question ?? (view().isLeaving ? undefined : asker.question())
      if (question) change({ question })
    },
  })
  const { state, view, change, course } = store
  const conversation = createConversation({
    ...{ engine, sessions, known, limits, readText, store, now, quit, outside },
    edit: () => editOutside(lastStatement()),
    onQueued: (job, { ring }) => ring && endedJobs.ask(job, ring),
    ...(onSettings && { onSettings }),
  })

  function sayProblem(problem: string | undefined): void {
    if (problem === undefined) return
    conversation.say(problem, 'bad')
    store.touch()
  }

  const completer = createCompleter({
    ...{ commands, sessions, state, dictionary: engine.dictionary, context },
    editor: () => view().editor,
    popup: () => view().popup,
    show(popup) {
      if (view().popup === popup) return
      change({ popup: view().question ? undefined : popup })
      store.touch()
    },
    take: complete,
    say(message) {
      conversation.say(message)
      store.touch()
    },
  })

  function context(): CommandContext {
    const { selected, settings } = view()
    return { state, settings, known, selected, groups: commandGroups, now: now(), isPractice }
  }

  /** Marks of the target, found anew when it changes. */
  function marksOf(target: string): TargetMarks {
    if (marked?.target !== target)
      marked = { target, marks: targetMarks(target, known, sessions, groupColours) }
    return marked.marks
  }

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
      else conversation.say(reason)
    } else if (prefixes.includes(key)) {
      prefix = `${key}-`
    } else if (stroke.text !== undefined && stroke.text === key) {
      if (isBrowsing(view())) conversation.say(unboundWords(stroke.text))
      else insertOrAnswer(stroke.text)
    }
  }

  function perform(action: Action): void {
    if (!keepsPopup(action)) completer.close()
    switch (action.type) {
      case 'edit':
        editPrompt(action.change)
        break
      case 'complete':
        completer.ask()
        break
      case 'choose':
        choose(action.direction)
        break
      case 'take':
        take()
        break
      case 'close popup':
        break
      case 'enter':
        enter()
        break
      case 'select':
        select(action.direction, action.step)
        break
      case 'scroll':
        scroll(action.direction, action.step)
        break
      case 'scroll sideways':
        pan(action.direction)
        break
      case 'open answer':
        change(openAnswer(view(), state, course))
        break
      case 'enter row':
        change(enterRow(view(), state, course))
        break
      case 'turn part':
        change({ look: turnPart(view().look, action.direction), scroll: { line: 0, cell: 0 } })
        break
      case 'switch record': {
        const { look } = view()
        change({ look: { ...look, isRecord: !look.isRecord }, scroll: { line: 0, cell: 0 } })
        break
      }
      case 'show view':
        change(showView(view(), action.name))
        break
      case 'copy':
        runLines(view().page === 'grid' ? 'copy sql' : 'copy')
        break
      case 'deed':
        perhapsDo(action.name)
        break
      case 'zoom':
        change(action.direction === 0 ? zoomOut(view()) : zoom(action.direction, view()))
        break
      case 'change list':
        change(changeList(action.change, view(), state, course))
        break
      case 'back':
        change(view().page === 'grid' ? { focus: 'prompt', notice: undefined } : { page: 'grid' })
        break
      case 'switch focus':
        editPrompt({ type: 'take found' })
        change({ focus: view().focus === 'prompt' ? 'grid' : 'prompt' })
        break
      case 'show keys': {
        const text = { title: 'keys', lines: keyHelp([...placesOf(view()), 'typing', 'popup', 'chosen']) }
        change({ page: 'text', text, scroll: { line: 0, cell: 0 } })
        break
      }
      case 'edit outside':
        void editOutside(view().editor.text)
        break
      case 'stop':
        void outside.stop().catch(refuse).then(store.draw)
        break
      case 'interrupt':
        interrupt()
        break
      case 'release':
        askToRelease()
        break
      case 'end of input':
        if (isEmpty(view().editor)) quit()
        else editPrompt({ type: 'delete forward' })
        break
      case 'agree':
        agree()
        break
      case 'decline':
        decline()
        break
      case 'digit':
        typeNumber((typed) => (typed + action.digit).slice(0, mostDigits))
        break
      case 'erase':
        if (view().question?.isSecret) asker.erase()
        else typeNumber((typed) => typed.slice(0, -1))
        break
    }
  }

  /** Does it to the rows that are meant, asks first, or says why it cannot be done. */
  function perhapsDo(name: DeedName): void {
    const isZoom = view().live.shown === 'timeline' && (name === 'raise cap' || name === 'lower cap')
    if (isZoom) {
      change(zoom(name === 'raise cap' ? 1 : -1, view()))
      return
    }
    const deed = planDeed(name, view(), state)
    if (deed.type === 'impossible') conversation.say(deed.why, 'warning')
    else if (deed.question === undefined) runLines(deed.lines)
    else {
      const agreement = { type: 'run', lines: deed.lines } as const
      change({ question: { text: deed.question, agreement, isInterrupt: false } })
    }
  }

  function runLines(lines: string): void {
    const reading = readPrompt(lines, commands)
    if (reading.type !== 'complete') return
    change(withoutMarks(view()))
    void conversation.run(reading.items)
  }

  function editPrompt(to: Edit): void {
    change({ editor: edit(view().editor, to) })
    if (isTyping(to)) completer.typed()
  }

  function complete(from: number, { text }: Candidate): void {
    editPrompt({ type: 'complete', from, text })
    store.touch()
  }

  function choose(direction: -1 | 1): void {
    const { popup } = view()
    if (!popup) return
    completer.settle()
    if (popup.shown.length === 1) take()
    else change({ popup: chooseNext(popup, direction) })
  }

  function take(): void {
    const { popup } = view()
    const candidate = popup && candidateOf(popup)
    completer.close()
    if (popup && candidate) complete(popup.from, candidate)
  }

  /** Into the password that is asked for, else into the prompt; other questions take no text. */
  function insertOrAnswer(text: string): void {
    const { question } = view()
    if (question?.isSecret) asker.type(text)
    else if (isTypingFilter(view())) change(typeFilter(text, view()))
    else if (!question) insert(text)
  }

  function insert(text: string): void {
    change({ focus: 'prompt' })
    editPrompt({ type: 'insert', text })
  }

  function enter(): void {
    const reading = readPrompt(view().editor.text, commands)
    switch (reading.type) {
      case 'incomplete':
        editPrompt({ type: 'break line' })
        break
      case 'refused':
        conversation.say(reading.message, 'bad')
        break
      case 'complete':
        change({ page: 'grid', notice: undefined })
        onTyped?.(view().editor.text)
        editPrompt({ type: 'remember' })
        void conversation.run(reading.items)
        break
    }
  }

  const refuse = (error: unknown) => conversation.say(failureOf(error).message, 'bad')

  /** A text in the user's editor; what comes back stands in the prompt and is not run. */
  async function editOutside(text: string): Promise<void> {
    if (passwordSpans(text).length > 0) {
      conversation.say('it holds a password, which is written to no file: edit it here', 'bad')
      return
    }
    try {
      const edited = await outside.edit(text)
      editPrompt({ type: 'replace all', text: edited })
      change({ focus: 'prompt' })
    } catch (error) {
      refuse(error)
    }
    store.draw()
  }

  /** The statement that was typed last; empty when none was. */
  function lastStatement(): string {
    const holdsStatement = (text: string): boolean => {
      const reading = readPrompt(text, commands)
      return reading.type === 'complete' && reading.items.some(({ type }) => type === 'statement')
    }
    return view().editor.history.findLast(holdsStatement) ?? ''
  }

  function select(direction: -1 | 1, step: Step): void {
    const { selected, live } = view()
    if (live.shown !== 'overview') {
      change(selectRow(direction, step, view(), state, course, store.frame()))
      return
    }
    const length = listLength(state)
    const from = selected ? indexOf(state, selected) : length
    const by = { cell: 0, line: 1, page: Math.max(1, store.frame().layout.list - 1), end: length }[step]
    change({ selected: subjectAt(state, Math.max(0, Math.min(length - 1, from + direction * by))) })
  }

  function scroll(direction: -1 | 1, step: Step): void {
    const { scroll: from, page, answer, text } = view()
    const height = store.frame().layout.reading
    const reading = page === 'text' ? text : answer
    const { length } = reading.lines
    const by = { cell: 0, line: 1, page: pageBy(reading, from.line, direction, height), end: length }[step]
    change({ scroll: { ...from, line: Math.max(0, Math.min(length - height, from.line + direction * by)) } })
  }

  function pan(direction: -1 | 1): void {
    const { line, cell } = view().scroll
    change({ scroll: { line, cell: Math.max(0, cell + direction * panWidth) } })
  }

  function interrupt(): void {
    const { question, editor, selected } = view()
    if (question?.isInterrupt) agree()
    else if (question) change({ question: undefined })
    else if (!isEmpty(editor)) editPrompt({ type: 'clear' })
    else {
      const asked = cancelQuestion(state, selected)
      if (asked) change({ question: asked })
      else conversation.say('nothing runs; quit or Ctrl-D leaves')
    }
  }

  function askToRelease(): void {
    const question = releaseQuestion(state, view().selected)
    if (question) change({ question })
    else conversation.say('no job is held')
  }

  function typeNumber(edit: (typed: string) => string): void {
    const { question } = view()
    if (!question?.number) return
    const number = { ...question.number, typed: edit(question.number.typed) }
    change({ question: { ...question, number } })
  }

  function decline(): void {
    if (view().question?.isSecret) asker.refuse()
    change({ question: undefined })
  }

  function agree(): void {
    const { agreement, number } = view().question ?? {}
    change({ question: undefined })
    if (number && number.typed !== String(number.expected)) {
      const typed = number.typed === '' ? 'no number was typed' : `${number.typed} is not their number`
      conversation.say(`nothing was run: ${typed}`, 'bad')
      return
    }
    switch (agreement?.type) {
      case 'quit':
        leave(0)
        break
      case 'password':
        asker.answer()
        break
      case 'run':
        runLines(agreement.lines)
        break
      case 'submit':
        void conversation.submit(agreement.plan, agreement.confirmed, agreement.given)
        break
      case 'overwrite':
        void conversation.overwrite(agreement.path, agreement.content)
        break
      case 'send':
        void conversation.send(agreement.command, agreement.done)
        break
    }
  }

  function quit(): void {
    const question = quitQuestion(state)
    if (question) change({ question })
    else leave(0)
  }

  function leave(code: number): void {
    if (view().isLeaving) return
    completer.close()
    change({ isLeaving: true, question: undefined })
    conversation.say('cancelling, rolling back, closing sessions; Ctrl-C leaves at once')
    const pending = pendingTasks(state)
    asker.refuseAll()
    engine.close().then(() => left.resolve({ code, pending }), left.reject)
    store.draw()
  }

  void engine.failed.then((failure) => {
    conversation.say(`${failure.message}: nothing more is started; leave, and see to the disk`, 'bad')
    store.draw()
  })

  return {
    store,
    press,
    paste(text) {
      if (!view().isLeaving) insertOrAnswer(text)
      completer.close()
      store.draw()
    },
    askPassword: asker.ask,
    onScreen: outside.attach,
    start: (plan) => void conversation.submit(plan),
    open: (names) => void conversation.open(names),
    say(text) {
      conversation.say(text)
      store.draw()
    },
    leave,
    left: left.promise,
  }
}

/** Typing changes the list, and choosing uses it; after anything else it would be about something else. */
const keepsPopup = (action: Action): boolean =>
  action.type === 'choose' || action.type === 'take' || (action.type === 'edit' && isTyping(action.change))

const isTyping = ({ type }: Edit): boolean => type === 'insert' || type === 'delete back'
