/** Runs a job of one task on an engine and waits for its end; what else happens there is folded and forgotten. */
import { apply } from '../core/apply.ts'
import { badRequest, FailureError } from '../core/failure.ts'
import { type JobPlan, taskId } from '../core/job.ts'
import { type State, type TaskState, taskOf } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'

export interface TaskFollower {
  readonly state: State
  /** The first task of the job, ended. Throws FailureError when the job is refused. */
  run(plan: JobPlan): Promise<TaskState>
  stop(): void
}

export function followTask(engine: Engine): TaskFollower {
  let look = (): void => undefined
  const subscription = engine.subscribe((events) => {
    for (const event of events) apply(subscription.state, event)
    look()
  })
  const { state } = subscription
  return {
    state,
    async run(plan) {
      const reply = await engine.send({ type: 'submit job', plan })
      if (reply.type === 'refused') throw new FailureError(reply.failure)
      if (reply.type !== 'queued') throw badRequest(`the query needs consent: ${plan.statement}`)
      const { promise, resolve } = Promise.withResolvers<TaskState>()
      look = () => {
        const task = state.jobs.has(reply.job) && taskOf(state, taskId(reply.job, 1))
        if (task && task.phase.name === 'ended') resolve(task)
      }
      look()
      return promise
    },
    stop: () => subscription.unsubscribe(),
  }
}
