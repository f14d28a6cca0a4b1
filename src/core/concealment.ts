/**
 * Keeps what must not be seen out of plans: texts that set a password are masked, values of secrets are not there at
 * all. What is masked travels beside the plan to the call, and nowhere else.
 */
import { bindNames } from '../language/binds.ts'
import { maskPasswords, passwordsIn, setsPassword } from '../language/password.ts'
import { templateOf } from '../language/substitution.ts'
import type { JobPlan, TaskPlan } from './job.ts'

/** What a task really sends. */
export type TrueCall = Pick<TaskPlan, 'statement' | 'binds'>

export interface Concealed {
  /** Fit to be kept and shown. */
  readonly plan: JobPlan
  /** By the task's number; empty where nothing had to be masked. */
  readonly calls: ReadonlyMap<number, TrueCall>
}

const mask = '***'

/** The plan without passwords, and what its tasks send instead. A plan without any comes back as it is. */
export function concealPlan(plan: JobPlan): Concealed {
  if (!holdsPassword(plan)) return { plan, calls: new Map() }
  const isShown = parametersToShow(plan)
  const tasks = plan.tasks.map((task) => {
    const statement = maskPasswords(task.statement)
    const masked = (values: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          isShown(name.toUpperCase(), value, statement) ? value : mask,
        ]),
      )
    return { ...task, parameters: masked(task.parameters), statement, binds: masked(task.binds) }
  })
  return {
    plan: { ...plan, statement: maskPasswords(plan.statement), tasks, hasMaskedText: true },
    calls: new Map(plan.tasks.map(({ number, statement, binds }) => [number, { statement, binds }])),
  }
}

/** A text from outside without the passwords and secrets of a job, should it repeat one. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((masked, secret) => (secret === '' ? masked : masked.replaceAll(secret, mask)), text)

/** What of a call must not be repeated by anybody: the passwords in its text, and values that were masked. */
export const secretsOf = ({ statement, binds }: TrueCall): string[] => [
  ...new Set([...passwordsIn(statement), ...Object.values(binds)]),
]

/** Texts of tasks can hold one that the template does not: a value may complete it. */
function holdsPassword({ statement, parameters, tasks }: JobPlan): boolean {
  if (setsPassword(statement)) return true
  return parameters.length > 0 && tasks.some((task) => setsPassword(task.statement))
}

/**
 * A parameter that is used for a password alone is one. Where only its values make a statement set a password, the
 * template does not tell which: there a value is shown that stands in the masked text too.
 */
function parametersToShow({ statement }: JobPlan): (name: string, value: string, text: string) => boolean {
  if (!setsPassword(statement)) return (_, value, text) => text.includes(value)
  const masked = maskPasswords(statement)
  const used = new Set([
    ...templateOf(masked).variables,
    ...bindNames(masked).map((name) => name.toUpperCase()),
  ])
  return (name) => used.has(name)
}
