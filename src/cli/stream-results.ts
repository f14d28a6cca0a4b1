/**
 * Results for other programs, written while tasks run: rows as they arrive, lines of DBMS_OUTPUT when their task has
 * ended. jsonl tells what happens too, as it does; json at last why tasks did not succeed. csv has rows only; the rest is
 * told on stderr.
 */
import type { AnswerRow } from '../core/answer.ts'
import type { AnswerColumn, Event } from '../core/event.ts'
import type { TaskId } from '../core/job.ts'
import { type TaskState, taskOf } from '../core/state.ts'
import { visible } from '../core/visible.ts'
import { createCsvWriter, type RowSource } from '../results/csv.ts'
import { eventRecord } from '../results/event-record.ts'
import { createJsonArrayWriter, createJsonLinesWriter } from '../results/json.ts'
import { endRecord, outputRecords, rowRecords } from '../results/record.ts'
import { readOutput } from './kept-rows.ts'
import { nameOf } from './progress-lines.ts'
import type { ResultParts, ResultWriter } from './result-writer.ts'
import { streamRows } from './row-stream.ts'
import type { Format } from './run-request.ts'

/** Texts to write for what tasks give back. */
interface Encoder {
  rows(source: RowSource, columns: readonly AnswerColumn[], rows: readonly AnswerRow[]): string
  output(source: RowSource, lines: readonly string[]): string
  /** What happened, where that has a place among the results. */
  event(event: Event): string
  /** Why a task did not succeed, where no event told. */
  end(task: TaskState): string
  /** The text that ends the document. */
  close(): string
}

export function streamResults(format: Exclude<Format, 'table'>, parts: ResultParts): ResultWriter {
  const { engine, state, output } = parts
  const encoder = format === 'csv' ? csvEncoder(parts) : recordEncoder(format)
  const failed = Promise.withResolvers<never>()
  // Told again by `finish`.
  failed.promise.catch(() => {})
  const outputs: Promise<void>[] = []

  const stream = streamRows(engine, state, ({ task, columns, rows }) =>
    output.write(encoder.rows(sourceOf(taskOf(state, task)), columns, rows)),
  )
  stream.failed.catch(failed.reject)

  const writeOutput = async (id: TaskId): Promise<void> => {
    await stream.finished(id)
    const task = taskOf(state, id)
    const lines = await readOutput(engine, id, task.outputCount)
    await output.write(encoder.output(sourceOf(task), lines))
  }

  const writeEvent = (event: Event): void => {
    const text = encoder.event(event)
    if (text !== '') output.write(text).catch(failed.reject)
  }

  return {
    tell(event) {
      stream.tell(event)
      writeEvent(event)
      if (event.type !== 'task ended') return
      const written = writeOutput(event.task)
      written.catch(failed.reject)
      outputs.push(written)
    },
    failed: failed.promise,
    async finish({ tasks }) {
      await Promise.all(outputs.splice(0))
      // Only now is it settled what became of their work.
      await output.write(tasks.map((task) => encoder.end(task)).join(''))
      await output.flush()
    },
    async close() {
      await output.write(encoder.close())
      await output.flush()
    },
  }
}

function recordEncoder(format: 'json' | 'jsonl'): Encoder {
  const writer = format === 'json' ? createJsonArrayWriter() : createJsonLinesWriter()
  return {
    rows: (source, columns, rows) => writer.records(rowRecords(source, columns, rows)),
    output: (source, lines) => writer.records(outputRecords(source, lines)),
    event(event) {
      const record = format === 'jsonl' ? eventRecord(event) : undefined
      return record === undefined ? '' : writer.records([record])
    },
    end(task) {
      if (format === 'jsonl') return ''
      if (task.phase.name !== 'ended' || task.phase.end.outcome === 'succeeded') return ''
      return writer.records([endRecord(task.id, sourceOf(task).session || undefined, task.phase.end)])
    },
    close: () => writer.end(),
  }
}

function csvEncoder({ state, note }: ResultParts): Encoder {
  const writer = createCsvWriter()
  return {
    rows: (source, columns, rows) => writer.rows(source, columns, rows),
    output({ task }, lines) {
      for (const line of lines) note(`${nameOf(state, task)}: ${visible(line)}`)
      return ''
    },
    event: () => '',
    end: () => '',
    close: () => '',
  }
}

/** The session is empty for a task of mode `any` that never started. */
function sourceOf({ id, plan, phase }: TaskState): RowSource {
  const session = phase.name === 'waiting' ? undefined : phase.session
  return { task: id, session: session ?? plan.session ?? '' }
}
