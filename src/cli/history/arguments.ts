/**
 * Reads the arguments of `multisession jobs`, `show`, `resume` and `retry`; does nothing of what they ask for.
 */
import { Command, InvalidArgumentError, Option } from 'commander'
import { badRequest } from '../../core/failure.ts'
import type { Place } from '../../core/settings.ts'
import { parseExpectation } from '../../core/signature.ts'
import { withConfirm } from '../course-options.ts'
import { againExamples, jobsExamples } from '../help.ts'
import { type Format, formats, readParameters, readSource } from '../run-request.ts'
import { collect } from '../session-properties.ts'
import { type HistoryRequest, parseJobAddress, parseJobNumber } from './request.ts'

type Take = (request: HistoryRequest) => void

interface Selection {
  readonly practice?: true
}

/** All verbs over jobs that were. */
export const historyCommands = (take: Take): Command[] => [
  jobsCommand(take),
  showCommand(take),
  againCommand('resume', 'Go on with a job: run what never started and what was rolled back.', take),
  againCommand('retry', 'Run again what of a job failed.', take),
]

const placeOf = ({ practice }: Selection): Place => (practice ? 'practice' : 'saved')

const practiceOption = (): Option =>
  new Option('--practice', 'jobs on the practice database instead of your own')

const formatOption = (): Option =>
  new Option('--format <format>', 'how it is written').choices(['table', 'json']).default('table')

function jobsCommand(take: Take): Command {
  const jobs = new Command('jobs')
    .helpCommand(false)
    .description('List jobs of today and earlier, the newest first; clean forgets old ones.')
    .addOption(practiceOption())
    .option('--count <n>', 'list so many', readNumber, 20)
    .addOption(formatOption())
    .addHelpText('after', jobsExamples)
    .action((options: Selection & { readonly count: number; readonly format: 'table' | 'json' }) => {
      const { count, format } = options
      take({ type: 'list jobs', place: placeOf(options), count, format })
    })
  jobs
    .command('clean')
    .description('Forget old jobs; those that run, and those a person has to decide on, stay.')
    .addOption(practiceOption())
    .option('--older-than <days>', 'jobs queued longer ago', readNumber)
    .option('--larger-than <megabytes>', 'the oldest jobs, until the journal is no larger', readNumber)
    .action((options: Selection & { readonly olderThan?: number; readonly largerThan?: number }) => {
      const { olderThan: days, largerThan: megabytes } = options
      if (days === undefined && megabytes === undefined)
        throw badRequest('jobs clean: expected --older-than DAYS, --larger-than MEGABYTES, or both')
      take({ type: 'clean', place: placeOf(jobs.opts<Selection>()), days, megabytes })
    })
  return jobs
}

const showCommand = (take: Take): Command =>
  new Command('show')
    .argument('<job>', 'the number of a job or of one of its tasks: 3 or 3.2')
    .description(
      'Show a job: its tasks, how each ended, what became of its work, and the answers that were kept.',
    )
    .addOption(practiceOption())
    .addOption(formatOption())
    .action((text: string, options: Selection & { readonly format: 'table' | 'json' }) =>
      take({
        type: 'show',
        place: placeOf(options),
        address: parseJobAddress(text),
        format: options.format,
      }),
    )

interface AgainOptions extends Selection {
  readonly file?: string
  readonly for?: readonly string[]
  readonly asItWas?: true
  readonly edited?: true
  readonly unknown?: number
  readonly cap?: number
  readonly yes?: number
  readonly confirm?: readonly string[]
  readonly dryRun?: true
  readonly format: Format
}

const againCommand = (how: 'resume' | 'retry', description: string, take: Take): Command =>
  withRetryOptions(how, withConfirm(new Command(how)))
    .argument('<job>', 'the number of a job')
    .argument('[text]', 'its statement, to be sure: a changed one is refused')
    .description(description)
    .addOption(practiceOption())
    .option('--file <path>', 'its statement from a file, to be sure; - is stdin')
    .option('--for <name=v1,v2>', 'its parameters, to be sure: changed ones are refused', collect)
    .option(
      '--as-it-was',
      'in the sessions of then, although the target or their logins mean something else today',
    )
    .option('--cap <n>', 'tasks that may run at once; 0 is no cap (default: as before)', readNumber)
    .option('--yes <n>', 'run what is no plain query in so many protected sessions', readNumber)
    .option('--dry-run', 'print the tasks that would run; connect to nothing but for a query of --for')
    .addOption(new Option('--format <format>', 'how answers are written').choices(formats).default('table'))
    .addHelpText('after', againExamples)
    .action((text: string, statement: string | undefined, options: AgainOptions) => {
      const { file, edited, unknown, asItWas, cap, yes, confirm, dryRun, format } = options
      const hasSource = statement !== undefined || file !== undefined
      const source = hasSource ? readSource(statement, file) : undefined
      take({
        ...{
          type: 'again',
          how: unknown === undefined ? how : 'retry unknown',
          place: placeOf(options),
          job: parseJobNumber(text),
        },
        source,
        parameters: readParameters(options.for, source),
        expected: confirm?.map(parseExpectation),
        ...{ isEdited: edited ?? false, unknown },
        ...{ isAsItWas: asItWas ?? false, cap, confirmed: yes, isDryRun: dryRun ?? false, format },
      })
    })

function readNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 0.')
  return Number(value)
}

const withRetryOptions = (how: 'resume' | 'retry', command: Command): Command =>
  how === 'resume'
    ? command
    : command
        .option('--edited', 'the statement that is given takes the place of the one that failed')
        .addOption(
          new Option(
            '--unknown <n>',
            'run again what was sent and may have taken effect; n is how many tasks that is',
          )
            .argParser(readNumber)
            .conflicts('edited'),
        )
