/** Keeps a job log while a run goes on: a line for each task when it has ended. */
import { type FileHandle, open } from 'node:fs/promises'
import { badRequest } from '../core/failure.ts'
import type { TaskState } from '../core/state.ts'
import { maskPasswords } from '../language/password.ts'
import { joblogHeader, joblogLine } from '../results/joblog.ts'

export interface JoblogFile {
  tell(task: TaskState): void
  /** Resolves when all lines are written; rejects when one could not be. */
  close(): Promise<void>
}

/** Begins the file anew. Throws a bad request when it cannot be written. */
export async function openJoblog(path: string): Promise<JoblogFile> {
  const file = await begin(path)
  let written: Promise<unknown> = Promise.resolve()
  const write = (line: string): void => {
    written = written.then(() => file.write(line))
    // Told by `close`.
    written.catch(() => undefined)
  }
  return {
    tell(task) {
      const line = joblogLine(task, maskPasswords(task.plan.statement))
      if (line !== undefined) write(line)
    },
    async close() {
      try {
        await written
      } finally {
        await file.close()
      }
    },
  }
}

async function begin(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'w', 0o600)
    await file.write(joblogHeader)
    return file
  } catch (error) {
    throw badRequest(`cannot write the job log: ${error instanceof Error ? error.message : String(error)}`)
  }
}
