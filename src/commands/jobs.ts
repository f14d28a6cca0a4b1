/** `jobs`: what was queued, and how far it is. */
import type { JobState } from '../core/state.ts'
import { waitingCount } from '../core/state.ts'
import type { CommandDeclaration } from './command.ts'

export const jobs: CommandDeclaration = {
  name: 'jobs',
  aliases: [],
  parameters: '',
  summary: 'list the jobs and how far they are',
  examples: [{ line: 'jobs', meaning: 'one line for each job, the newest last' }],
  run(_argument, { state }) {
    if (state.jobs.size === 0) return { type: 'say', message: 'no job yet: type a statement' }
    return { type: 'text', title: 'jobs', lines: [...state.jobs.values()].map(jobLine) }
  },
}

function jobLine(job: JobState): string {
  const counts = [...job.ended].map(([outcome, count]) => `${count} ${outcome}`)
  if (job.running > 0) counts.unshift(`${job.running} running`)
  if (waitingCount(job) > 0) counts.unshift(`${waitingCount(job)} waiting`)
  const { mode, target, statement } = job.plan
  const cap = job.cap === 0 ? '' : ` cap ${job.cap}`
  const text = statement.replace(/\s+/g, ' ')
  return `${String(job.number).padStart(3)}  ${mode} ${target}${cap}  ${counts.join(', ')}  ${text}`
}
