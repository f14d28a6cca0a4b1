/**
 * `multisession jobs`, `show` and `jobs clean`: reads the journal, and forgets what is old. Needs no database.
 */
import { badRequest } from '../../core/failure.ts'
import { type RecalledJob, recallJob } from '../../core/recall.ts'
import type { JobRecord } from '../../core/record.ts'
import { jobTable } from '../../results/job-table.ts'
import { countOf } from '../../results/measures.ts'
import type { CliPorts, HistoryPort } from '../ports.ts'
import { writeText } from '../result-output.ts'
import type { AgainRequest, HistoryRequest, JobAddress } from './request.ts'
import { jobLines, taskLines } from './show-job.ts'

/** Does what was asked; resolves with the exit code. Throws FailureError. */
export async function useHistory(
  request: Exclude<HistoryRequest, AgainRequest>,
  ports: CliPorts,
): Promise<number> {
  const port = await ports.openHistory(request.place)
  try {
    await writeText(ports.stdout, await answerTo(request, port, ports))
    return 0
  } finally {
    await port.close()
  }
}

async function answerTo(
  request: Exclude<HistoryRequest, AgainRequest>,
  port: HistoryPort,
  ports: CliPorts,
): Promise<string> {
  switch (request.type) {
    case 'list jobs': {
      const jobs = await port.history.jobs(request.count)
      if (request.format === 'json') return `${JSON.stringify(jobs, undefined, 2)}\n`
      return text(jobs.length === 0 ? ['no jobs yet'] : jobTable(jobs, ports.stdout.columns || 100))
    }
    case 'show': {
      const recalled = await recalledOrThrow(port, request.address.job)
      if (request.format === 'json') return `${JSON.stringify(jobJson(recalled), undefined, 2)}\n`
      return text(await shown(recalled, request.address, port, ports))
    }
    case 'clean': {
      const { days, megabytes } = request
      const limits = {
        ...(days === undefined ? {} : { days }),
        ...(megabytes === undefined ? {} : { megabytes }),
      }
      return `forgot ${countOf(await port.clean(limits), 'job')}\n`
    }
  }
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

function shown(
  recalled: RecalledJob,
  { job, task }: JobAddress,
  port: HistoryPort,
  ports: CliPorts,
): Promise<string[]> {
  if (task === undefined) return jobLines(recalled, port, ports.stdout)
  const found = recalled.job.tasks[task - 1]
  if (!found) throw badRequest(`job ${job} has no task ${task}: it has ${recalled.job.tasks.length}`)
  return taskLines(recalled, found, port, ports.stdout)
}

/** A job of the journal. Throws a bad request that names the newest when there is none of that number. */
export async function recalledOrThrow({ history }: HistoryPort, job: number): Promise<RecalledJob> {
  const recalled = await recallJob(history, job)
  if (recalled) return recalled
  const [newest] = await history.jobs(1)
  throw noSuchJob(job, newest)
}

export const noSuchJob = (job: number, newest: JobRecord | undefined): Error =>
  badRequest(
    newest === undefined
      ? `there is no job ${job}: none was queued yet`
      : `there is no job ${job}: the newest is ${newest.number}; "multisession jobs" lists them`,
  )

/** All that is known of a job, for programs. */
const jobJson = ({ record, job }: RecalledJob) => ({
  ...record,
  tasks: job.tasks.map(({ id, plan, phase, results, outputCount }) => ({
    task: id,
    ...(plan.origin === undefined ? {} : { origin: plan.origin }),
    session: (phase.name === 'waiting' ? undefined : phase.session) ?? plan.session ?? null,
    parameters: plan.parameters,
    phase: phase.name,
    ...(phase.name === 'waiting' ? {} : { startedAt: phase.since ?? null }),
    ...(phase.name === 'ended' ? { endedAt: phase.at, ...phase.end } : {}),
    results,
    outputCount,
  })),
})
