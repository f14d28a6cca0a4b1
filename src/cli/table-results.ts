/** Results as tables for people: read when all tasks have ended, identical answers under one heading. */
import type { JobState } from '../core/state.ts'
import { isOrdered } from '../language/kind.ts'
import { type FoldEntry, foldAnswers } from '../results/fold.ts'
import { foldedLines } from '../results/folded-text.ts'
import { taskLabel } from '../results/task-label.ts'
import { readAnswer } from './kept-rows.ts'
import type { ResultParts, ResultWriter } from './result-writer.ts'

export function tabulateResults({ engine, output, width }: ResultParts): ResultWriter {
  return {
    tell() {},
    failed: new Promise(() => {}),
    async finish({ plan, tasks }: JobState) {
      const entries: FoldEntry[] = []
      for (const task of tasks) {
        const answer = await readAnswer(engine, task)
        if (answer) {
          entries.push({ label: taskLabel(plan, task.plan), answer, statement: task.plan.statement })
        }
      }
      const sets = foldAnswers(entries, isOrdered(plan.statement))
      const lines = foldedLines(sets, { kind: plan.kind, ...(width !== undefined && { width }) })
      await output.write(lines.map((line) => `${line}\n`).join(''))
      await output.flush()
    },
    async close() {},
  }
}
