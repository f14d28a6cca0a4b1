/** Reads what the engine keeps of ended tasks, a window at a time, into whole answers. */
import type { Answer, AnswerRow } from '../core/answer.ts'
import type { TaskId } from '../core/job.ts'
import type { TaskState } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'

const windowSize = 1000

/** The whole answer of a task that has ended; undefined for one that has not. */
export async function readAnswer(
  engine: Pick<Engine, 'rows' | 'output'>,
  task: TaskState,
): Promise<Answer | undefined> {
  if (task.phase.name !== 'ended') return undefined
  const results = await Promise.all(
    task.results.map(async ({ columns }, result) => ({
      columns,
      rows: await readRows(engine, task.id, result),
    })),
  )
  return { results, output: await readOutput(engine, task.id, task.outputCount), end: task.phase.end }
}

async function readRows(engine: Pick<Engine, 'rows'>, task: TaskId, result: number): Promise<AnswerRow[]> {
  const all: AnswerRow[] = []
  for (;;) {
    const { rows, isComplete } = await engine.rows({ task, result }, all.length, windowSize)
    for (const row of rows) all.push(row)
    if (isComplete || rows.length === 0) return all
  }
}

/** The first `count` lines of DBMS_OUTPUT of a task. */
export async function readOutput(
  engine: Pick<Engine, 'output'>,
  task: TaskId,
  count: number,
): Promise<string[]> {
  const lines: string[] = []
  while (lines.length < count) {
    const some = await engine.output(task, lines.length, windowSize)
    if (some.length === 0) break
    for (const line of some) lines.push(line)
  }
  return lines
}
