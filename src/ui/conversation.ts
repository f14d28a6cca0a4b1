/**
 * What the user asks of the engine, and what the user is told of it: runs commands and statements in their order,
 * submits jobs, asks before what needs agreement. Keys and drawing are elsewhere.
 */
import type { CommandResult, Settings } from '../commands/command.ts'
import { commandGroups } from '../commands/commands.ts'
import type { Again } from '../core/again.ts'
import { failureOf } from '../core/failure.ts'
import type { JobPlan, ResultLimits } from '../core/job.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import { hasEnded, type JobState } from '../core/state.ts'
import type { KnownNames } from '../core/target.ts'
import { adviceFor } from '../core/words.ts'
import type { Engine, Command as EngineCommand } from '../engine/door.ts'
import { isComplete } from '../language/statements.ts'
import { countOf } from '../results/measures.ts'
import { type AgainOptions, createPastJobs, recalledWords, subjectIn } from './answer/past-jobs.ts'
import { createTakeOut, type TakeOut } from './answer/take-out.ts'
import { unknownQuestion } from './asking/consent-question.ts'
import { showFiltered } from './live/list-moves.ts'
import type { Outside } from './outside.ts'
import { createParameterReader } from './parameter-reader.ts'
import { edit as edited } from './prompt/editor.ts'
import type { PromptItem } from './prompt/read-prompt.ts'
import { createSending, type MayGoOn } from './sending.ts'
import type { Store } from './store.ts'
import { createSubmitter, planStatement } from './submit.ts'
import { beginTour, isPracticeShell } from './tour/tour.ts'
import type { Notice } from './view.ts'

export interface Conversation {
  /** Runs all in their order; after one that was refused the rest is not run. Never throws. */
  run(items: readonly PromptItem[]): Promise<void>
  /** `confirmed`: how many protected sessions it touches, as the user said. */
  submit(plan: JobPlan, confirmed?: number, given?: readonly SessionSpec[]): Promise<void>
  /** Writes over a file that is there. */
  overwrite(path: string, content: string): Promise<void>
  /** Sends a command; `done` is said once it is done. */
  send(command: EngineCommand, done: string): Promise<void>
  /** Opens sessions before a statement wants them, and says how that went. */
  open(names: readonly SessionName[]): Promise<void>
  say(text: string, tone?: Notice['tone']): void
}

export interface ConversationParts {
  readonly engine: Engine
  readonly sessions: readonly SessionSpec[]
  /** What a target may name. */
  readonly known: KnownNames
  /** Kept of each answer. */
  readonly limits: ResultLimits
  readonly readText: (path: string) => Promise<string>
  readonly store: Store
  readonly now: () => number
  /** Hears which job a statement became, and what it alone got. */
  readonly onQueued?: (job: number, next: Settings['next']) => void
  readonly outside: Pick<Outside, 'copy' | 'page'>
  /** The user wants to leave. */
  readonly quit: () => void
  /** The user wants to change the last statement elsewhere. */
  readonly edit: () => Promise<void>
  /** Keeps a group, which is known from then on. Throws a bad request when it cannot be. */
  readonly saveGroup: (name: string, sessions: readonly SessionName[]) => Promise<void>
  /** Hears every change of the settings. */
  readonly onSettings?: (settings: Settings) => void
}

export function createConversation(parts: ConversationParts): Conversation {
  const { engine, sessions, known, limits, readText, store, now, quit, edit, outside } = parts
  const { saveGroup, onSettings, onQueued } = parts
  const { state, view, change } = store
  const submitInTurn = createSubmitter(engine, state, sessions)
  const pastJobs = createPastJobs({ engine, state, sessions, known })

  const say = (text: string, tone: Notice['tone'] = 'plain') => change({ notice: { tone, text } })

  const takeOut: TakeOut = createTakeOut({ engine, store, sessions, known, outside, say })

  const readParameters = createParameterReader({
    ...{ engine, store, known, readText, say },
    submit: (plan) => submitInTurn(plan),
  })

  function refuse(error: unknown): MayGoOn {
    const failure = failureOf(error)
    const advice = adviceFor(failure)
    say(advice === undefined ? failure.message : `${failure.message}: ${advice}`, 'bad')
    return false
  }

  const { submit, send, open, ask } = createSending({
    ...{ engine, store, sessions, say, refuse, submitInTurn },
    ...(onQueued && { onQueued }),
  })

  /** Waits for these jobs when the item wants them ended; it may run only if all have succeeded. */
  async function mayRun(item: PromptItem, jobs: ReadonlySet<JobState>): Promise<MayGoOn> {
    if (item.type === 'statement' || !item.command.awaitsJobs) return true
    await store.until(() => [...jobs].every(hasEnded))
    const bad = [...jobs].find((job) => !hasSucceeded(job))
    if (bad !== undefined) say(`${item.command.name} was not run: job ${bad.number} did not succeed`, 'bad')
    return bad === undefined
  }

  /** Runs an item; the job that it queued is added to `jobs`. */
  async function runItem(item: PromptItem, jobs: Set<JobState>): Promise<MayGoOn> {
    const { selected, settings } = view()
    if (item.type === 'statement') {
      const { again: retried } = settings.next
      if (retried) return again(retried.how, retried.job, { isAsItWas: false, edited: item.text }, jobs)
      const read = readParameters(settings.parameters)
      const parameters = read instanceof Promise ? await read : read
      return submit(planStatement(item.text, { ...settings, parameters }, known, limits), undefined, jobs)
    }
    return follow(
      item.command.run(item.argument, {
        state,
        settings,
        known,
        selected,
        groups: commandGroups,
        isPractice: isPracticeShell(sessions),
        now: now(),
      }),
      jobs,
    )
  }

  async function follow(result: CommandResult, jobs: Set<JobState>): Promise<MayGoOn> {
    switch (result.type) {
      case 'settings':
        change({ settings: result.settings })
        onSettings?.(result.settings)
        say(result.message)
        return true
      case 'say':
        say(result.message)
        return true
      case 'send':
        return send(result.command, result.done)
      case 'text':
        change({ page: 'text', text: result, scroll: { line: 0, cell: 0 } })
        return true
      case 'list jobs': {
        const text = await pastJobs.list(result.count, store.size().columns)
        change({ page: 'text', text, scroll: { line: 0, cell: 0 } })
        return true
      }
      case 'recall': {
        const recalled = await pastJobs.recall(result.job)
        const page = result.task === undefined ? 'grid' : 'answer'
        change({ page, selected: subjectIn(recalled, result.task), scroll: { line: 0, cell: 0 } })
        say(recalledWords(recalled))
        return true
      }
      case 'again':
        return again(result.how, result.job, { isAsItWas: result.isAsItWas }, jobs)
      case 'edit again':
        return editAgain(result.how, result.job)
      case 'show':
        change({ page: 'answer', selected: result.subject, scroll: { line: 0, cell: 0 } })
        return true
      case 'save':
        await takeOut.save(result.path, result.format)
        return view().question === undefined
      case 'copy':
        await takeOut.copy(result.format)
        return true
      case 'page':
        await takeOut.page()
        return true
      case 'describe':
        await takeOut.describe(result.names, result.written)
        return true
      case 'refresh dictionary':
        engine.dictionary.forget()
        say('names of tables and columns are read anew when they are needed')
        return true
      case 'edit':
        await edit()
        return true
      case 'save group':
        await saveGroup(result.name, result.sessions)
        say(`group ${result.name} is saved with ${countOf(result.sessions.length, 'session')}`, 'good')
        return true
      case 'view':
        if (result.name === 'answer') change({ page: 'answer', scroll: { line: 0, cell: 0 } })
        else change(showFiltered(view(), result.name, result.filter))
        return true
      case 'tour':
        change({ tour: result.isOn ? beginTour(view(), state) : undefined })
        say(result.isOn ? 'do what stands above the prompt; tour stop ends it' : 'the tour is over')
        return true
      case 'quit':
        quit()
        return false
    }
  }

  /** Runs again what is to be run again of a job; what a person has to look at is shown. */
  async function again(
    how: Again,
    job: number,
    options: AgainOptions,
    jobs: Set<JobState>,
  ): Promise<MayGoOn> {
    const { plan, sessions: given, message, unknown } = await pastJobs.planAgain(how, job, options)
    say(message, unknown.length > 0 ? 'bad' : 'plain')
    if (unknown.length > 0) {
      const text = { title: 'sent, and nobody knows whether they took effect', lines: unknown }
      change({ page: 'text', text, scroll: { line: 0, cell: 0 } })
    }
    if (plan === undefined) return true
    if (how === 'retry unknown') return ask(unknownQuestion(plan, given))
    return submit(plan, undefined, jobs, given)
  }

  /** Puts the statement of a job into the prompt; what is entered then runs in its stead. */
  async function editAgain(how: Again, job: number): Promise<MayGoOn> {
    const { record } = await pastJobs.recall(job)
    // Refused now, before anybody edits.
    await pastJobs.planAgain(how, job, { isAsItWas: false })
    const text = `${record.plan.statement}${endOf(record.plan.statement)}`
    const editor = edited(edited(view().editor, { type: 'clear' }), { type: 'insert', text })
    const { settings } = view()
    change({ editor, settings: { ...settings, next: { ...settings.next, again: { how, job } } } })
    say(`edit and enter it: it runs in the failed tasks of job ${job}; retry alone takes that back`)
    return true
  }

  /** Work that a key began and did not wait for: its error is said, and the screen drawn when it is done. */
  const watch = (work: Promise<MayGoOn>): Promise<void> => work.catch(refuse).then(store.draw)

  return {
    async run(items) {
      const jobs = new Set<JobState>()
      for (const [index, item] of items.entries()) {
        if ((await mayRun(item, jobs)) && (await runItem(item, jobs).catch(refuse))) continue
        const rest = items.length - index - 1
        const { notice } = view()
        if (rest > 0 && notice) say(`${notice.text} (${rest} after it not run)`, notice.tone)
        break
      }
      store.draw()
    },
    submit: (plan, confirmed, given) => watch(submit(plan, confirmed, undefined, given)),
    send: (command, done) => watch(send(command, done)),
    open: (names) => watch(open(names)),
    overwrite: (path, content) => watch(takeOut.overwrite(path, content).then(() => true)),
    say,
  }
}

/** What makes the prompt take it as complete. */
const endOf = (statement: string): string =>
  isComplete(statement) ? '' : isComplete(`${statement};`) ? ';' : '\n/'

const hasSucceeded = ({ ended, tasks }: JobState): boolean => ended.get('succeeded') === tasks.length
