/**
 * The options that say how a job goes on once it runs: when it halts, in which waves it goes, and what is expected of
 * them. Read here, for every verb that has them.
 */
import type { Command } from 'commander'
import { badRequest } from '../core/failure.ts'
import { parseHalt } from '../core/halt.ts'
import type { JobPlan } from '../core/job.ts'
import { parseExpectation } from '../core/signature.ts'
import { parseWaves } from '../core/waves.ts'
import type { CliPorts } from './ports.ts'
import type { Ending } from './run-request.ts'
import { openTerminal } from './secret-prompt.ts'
import { collect } from './session-properties.ts'

/** What of a plan these options decide. */
export type Course = Pick<JobPlan, 'halt' | 'waves' | 'expected'>

/** The options as the parser of arguments hands them over. */
export interface CourseOptions {
  readonly halt?: string
  readonly serial?: string
  readonly confirm?: readonly string[]
}

/** Adds them to a command. */
export const withCourseOptions = (command: Command): Command =>
  withConfirm(
    command
      .option('--halt <rule>', 'give up early: soon or now, comma, fail=N, success=N or done=N; N or N%')
      .option('--serial <sizes>', 'in waves of so many tasks, as 1,5,20%; asks after the first'),
  )

/** Adds the one that verbs over earlier jobs have too. */
export const withConfirm = (command: Command): Command =>
  command.option(
    '--confirm <what>',
    'with waves, what each task gives, as rows=14,outcome=succeeded: asks only if not',
    collect,
  )

/** Throws a bad request. */
export function readCourse({ halt: rule, serial, confirm }: CourseOptions): Course {
  const halt = rule === undefined ? undefined : parseHalt(rule)
  if (confirm && serial === undefined)
    throw badRequest('--confirm goes with --serial: it says what the tasks of each wave give')
  return {
    ...(halt && { halt }),
    ...(serial !== undefined && { waves: parseWaves(serial) }),
    ...(confirm && { expected: confirm.map(parseExpectation) }),
  }
}

/** Throws a bad request where a question would come up that nobody could answer. */
export function refuseUnaskable(
  { waves, expected }: Course,
  ending: Ending | undefined,
  { stdin, stderr }: Pick<CliPorts, 'stdin' | 'stderr'>,
): void {
  const asksForWave = waves !== undefined && expected === undefined
  if (!asksForWave && ending !== 'ask') return
  const terminal = openTerminal(stdin, stderr)
  terminal?.close()
  if (terminal !== undefined) return
  throw badRequest(
    asksForWave
      ? '--serial asks whether the first wave is as it should be, and there is no terminal to ask at: ' +
          'say it beforehand, as --confirm rows=14,outcome=succeeded; nothing was run'
      : '--ask asks whether to commit, and there is no terminal to ask at: ' +
          'say it beforehand, with --commit-all or --rollback; nothing was run',
  )
}
