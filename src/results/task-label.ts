/** How a task is called in front of people: by its session, by its parameters, or by both. Text of users, not cleaned. */
import type { JobPlan, TaskPlan } from '../core/job.ts'

/** `a` for each; `C` or `schema=C year=2024` for any; `a C` for each with parameters; empty where there is nothing. */
export function taskLabel(plan: Pick<JobPlan, 'parameters'>, task: TaskPlan): string {
  const [only, second] = plan.parameters
  const parameters =
    only !== undefined && second === undefined
      ? (task.parameters[only] ?? '')
      : plan.parameters.map((name) => `${name.toLowerCase()}=${task.parameters[name] ?? ''}`).join(' ')
  return [task.session, parameters].filter(Boolean).join(' ')
}
