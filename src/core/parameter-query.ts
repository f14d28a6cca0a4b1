/**
 * A query for parameters as a job of one task, and its answer as rows of parameters. Pure but for reading the answer;
 * who runs the job is elsewhere.
 */
import type { AnswerRow } from './answer.ts'
import { badRequest, FailureError } from './failure.ts'
import type { JobPlan } from './job.ts'
import type { ParameterQuery } from './parameter-source.ts'
import { maxRows, type ParameterTable } from './parameters.ts'
import { planJob } from './plan.ts'
import type { TaskState } from './state.ts'
import { type KnownNames, resolveTarget } from './target.ts'

/** The job that asks it. Throws a bad request when the query or its session cannot be. */
export function planQuery({ names, statement, session }: ParameterQuery, known: KnownNames): JobPlan {
  const { sessions } = resolveTarget(session, known)
  if (sessions.length !== 1)
    throw badRequest(
      `the query for ${listed(names)} runs in one session, and "${session}" is ${sessions.length}`,
    )
  return planJob(
    {
      ...{ text: statement, target: session, mode: 'each', cap: 0, parameters: [], commit: false },
      limits: { rows: maxRows, bytes: undefined },
      // Rows of parameters stand in the plan that uses them: a second copy is kept no longer than the program.
      results: 'hold',
      whenSelfBlocked: 'stop',
      settlesOthers: false,
    },
    known,
  )
}

/** Some rows of the answer from an offset on. */
export type ReadWindow = (
  offset: number,
  count: number,
) => Promise<{ readonly rows: readonly AnswerRow[]; readonly isComplete: boolean }>

const windowSize = 1000

/**
 * The answer of the ended task as rows of parameters: null is the empty text, all else is as our cells are.
 * @throws FailureError when it did not succeed, gave no row or too many, or other columns than there are names
 */
export async function tableOfAnswer(
  query: ParameterQuery,
  task: TaskState,
  read: ReadWindow,
): Promise<ParameterTable> {
  const { names, session } = query
  const refuse = (problem: string) => badRequest(`the query for ${listed(names)} in ${session} ${problem}`)
  if (task.phase.name !== 'ended') throw new Error(`task ${task.id} has not ended`)
  const { outcome, error, isCut } = task.phase.end
  if (outcome !== 'succeeded')
    throw error === undefined
      ? refuse(`was not answered: ${outcome}`)
      : new FailureError({
          ...error,
          message: `the query for ${listed(names)} in ${session}: ${error.message}`,
        })
  const columns = task.results[0]?.columns.length ?? 0
  if (columns !== names.length)
    throw refuse(`gives ${counted(columns, 'column')} for ${counted(names.length, 'name')}`)
  if (isCut) throw refuse(`gives more than ${maxRows} rows`)
  const rows: string[][] = []
  for (let isComplete = false; !isComplete; ) {
    const window = await read(rows.length, windowSize)
    for (const row of window.rows) rows.push(row.map((cell) => cell ?? ''))
    isComplete = window.isComplete || window.rows.length === 0
  }
  if (rows.length === 0) throw refuse('gives no row: nothing would run')
  return { names, rows }
}

const listed = (names: readonly string[]): string => names.join(', ').toLowerCase()

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
