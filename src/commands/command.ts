/**
 * What a command of the shell is: declared once, so that prompt, help and tests come from one place. A handler is
 * pure: it reads what is so and answers with data; acting on it is the front end's work.
 */
import type { Again } from '../core/again.ts'
import type { JobPlan, Mode, TaskId } from '../core/job.ts'
import type { ParameterSource } from '../core/parameter-source.ts'
import type { RetryPlan } from '../core/retry.ts'
import type { Ring } from '../core/ring.ts'
import type { SessionName } from '../core/session.ts'
import type { State } from '../core/state.ts'
import type { KnownNames } from '../core/target.ts'
import type { TimeLimit } from '../core/time-limit.ts'
import type { Command as EngineCommand } from '../engine/door.ts'
import type { Complete } from './completion.ts'
import type { ViewName } from './view.ts'

/** What the next statement gets unless it says otherwise. */
export interface Settings extends Pick<JobPlan, 'halt' | 'waves'> {
  /** As typed; resolved anew for each statement. */
  readonly target: string
  readonly mode: Mode
  /** 0 is no cap. */
  readonly cap: number
  /** How long a task may take; absent: as long as it wants. */
  readonly timeout?: TimeLimit
  readonly retries?: RetryPlan
  /** Those of `for`, in the order in which they were named; files and queries are read anew for each statement. */
  readonly parameters: readonly ParameterSource[]
  /** Each task commits in its own round trip. */
  readonly commit: boolean
  /** How a long job that has ended is heard of; absent: not at all. */
  readonly ring?: Ring
  /** What the next statement alone gets. */
  readonly next: NextStatement
}

/** What holds for one statement, and is forgotten when that is queued. */
export type NextStatement = Pick<JobPlan, 'priority' | 'after' | 'startAt' | 'repeat'> & {
  /** It takes the place of the statement of a job, in the tasks that run again. */
  readonly again?: { readonly how: Again; readonly job: number }
  /** How its end is heard of, however short it is. */
  readonly ring?: Ring
}

/** A job, or one of its tasks. */
export type Subject = { readonly job: number; readonly task?: TaskId }

export interface CommandContext {
  readonly state: State
  readonly settings: Settings
  /** What a target may name. */
  readonly known: KnownNames
  /** The row the user stands on. */
  readonly selected: Subject | undefined
  readonly groups: readonly CommandGroup[]
  /** The shell stands on the practice database. */
  readonly isPractice: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What a command asks for. */
export type CommandResult =
  | { readonly type: 'settings'; readonly settings: Settings; readonly message: string }
  /** `done` is said once the engine has done it. */
  | { readonly type: 'send'; readonly command: EngineCommand; readonly done: string }
  | { readonly type: 'say'; readonly message: string }
  | { readonly type: 'text'; readonly title: string; readonly lines: readonly string[] }
  /** The newest jobs of the journal. */
  | { readonly type: 'list jobs'; readonly count: number }
  /** A job of the journal is brought into the list. */
  | { readonly type: 'recall'; readonly job: number; readonly task?: number }
  | { readonly type: 'again'; readonly how: Again; readonly job: number; readonly isAsItWas: boolean }
  /** Its statement is put into the prompt; what is entered then runs in its stead. */
  | { readonly type: 'edit again'; readonly how: Again; readonly job: number }
  /** Its answer, in full. */
  | { readonly type: 'show'; readonly subject: Subject }
  /** The answer in view, or the text that is read. */
  | { readonly type: 'save'; readonly path: string; readonly format: AnswerFormat }
  /** Into the clipboard of the terminal; `sql`: the statement of the selected row. */
  | { readonly type: 'copy'; readonly format: AnswerFormat | 'sql' }
  | { readonly type: 'page' }
  /** What a name of the dictionary means; `written` as typed. */
  | { readonly type: 'describe'; readonly names: readonly string[]; readonly written: string }
  | { readonly type: 'refresh dictionary' }
  /** The last statement in an editor. */
  | { readonly type: 'edit' }
  /** These are a group from now on. */
  | { readonly type: 'save group'; readonly name: string; readonly sessions: readonly SessionName[] }
  /** A view of the live part; an empty filter shows all of it. */
  | { readonly type: 'view'; readonly name: ViewName; readonly filter: string }
  /** The tour begins, or is broken off. */
  | { readonly type: 'tour'; readonly isOn: boolean }
  | { readonly type: 'quit' }

/** `csv`: rows alone. */
export type AnswerFormat = 'csv' | 'text'

export interface CommandExample {
  readonly line: string
  readonly meaning: string
}

export interface CommandDeclaration {
  readonly name: string
  readonly aliases: readonly string[]
  /** As shown after the name: `TARGET`, `[TASK|JOB|all]`. Empty when it takes none. */
  readonly parameters: string
  /** One sentence, without its full stop. */
  readonly summary: string
  readonly examples: readonly CommandExample[]
  /** What may stand in its argument at the cursor. */
  readonly complete?: Complete
  /** Its argument is the name of an object of the database. */
  readonly completesObjects?: true
  /** Of several lines entered at once: runs only when the jobs of those before it have ended, and succeeded. */
  readonly awaitsJobs?: true
  /** @throws FailureError (`bad request`) that says what was expected */
  run(argument: string, context: CommandContext): CommandResult
}

/** Commands that belong together, under the heading that help gives them. */
export interface CommandGroup {
  readonly heading: string
  readonly commands: readonly CommandDeclaration[]
}
