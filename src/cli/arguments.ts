/**
 * Reads the program's arguments and says what is wished for; does nothing of it. Help and version are texts to print
 * like any other wish.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { badRequest } from '../core/failure.ts'
import { groupsCommand, sessionsCommand } from './catalogue-arguments.ts'
import type { CatalogueRequest } from './catalogue-request.ts'
import { withCourseOptions } from './course-options.ts'
import { practiceExamples, programExamples, runExamples } from './help.ts'
import { historyCommands } from './history/arguments.ts'
import type { HistoryRequest } from './history/request.ts'
import { formats, type RunOptions, type RunRequest, readRunRequest } from './run-request.ts'
import { collect, readCount } from './session-properties.ts'
import { type SettingsRequest, settingsCommand } from './settings.ts'
import { describeUsageError } from './usage-error.ts'

/** What the arguments ask for. */
export type Wish =
  | { readonly type: 'print'; readonly text: string }
  | { readonly type: 'run'; readonly request: RunRequest }
  | { readonly type: 'catalogue'; readonly request: CatalogueRequest }
  | { readonly type: 'history'; readonly request: HistoryRequest }
  | { readonly type: 'settings'; readonly request: SettingsRequest }
  | { readonly type: 'practice' }
  | { readonly type: 'serve practice'; readonly port: number }

/** Reads arguments, without node and script. `width` is that of the terminal, for help. Throws a bad request. */
export function readArguments(argv: readonly string[], version: string, width: number): Wish {
  let wish: Wish | undefined
  let printed = ''
  const program = createProgram(version, (read) => {
    wish = read
  })
  for (const command of withDescendants(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        printed += text
      },
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => width,
      getOutHasColors: () => false,
    })
  }
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { type: 'print', text: printed }
    throw badRequest(describeUsageError(error))
  }
  if (wish === undefined) throw badRequest('nothing to do')
  return wish
}

function createProgram(version: string, take: (wish: Wish) => void): Command {
  const program = new Command('multisession')
    .description('SQL*Plus for many sessions at once.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', programExamples)
  addRun(program, take)
  const takeCatalogue = (request: CatalogueRequest) => take({ type: 'catalogue', request })
  program.addCommand(sessionsCommand(takeCatalogue)).addCommand(groupsCommand(takeCatalogue))
  for (const command of historyCommands((request) => take({ type: 'history', request })))
    program.addCommand(command)
  program.addCommand(settingsCommand((request) => take({ type: 'settings', request })))
  addPractice(program, take)
  return program
}

const withDescendants = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((child) => withDescendants(child)),
]

function addRun(program: Command, take: (wish: Wish) => void): void {
  withCourseOptions(runCommand(program))
    .addHelpText('after', runExamples)
    .action((text: string | undefined, options: RunOptions) => {
      take({ type: 'run', request: readRunRequest(text, options) })
    })
}

const runCommand = (program: Command): Command =>
  program
    .command('run')
    .argument('[text]', 'the statement, in quotes')
    .description('Run one statement in many sessions and write what came back to stdout.')
    .option('--on <target>', 'sessions: a,b or hr* or scott:3 (three sessions of scott)')
    .addOption(new Option('--each', 'a task for each session and parameter row (default)').conflicts('any'))
    .option('--any', 'a task for each parameter row, on whichever session is free')
    .option('--cap <n>', 'tasks that may run at once; 0 is no cap', readCount, 0)
    .option(
      '--total-cap <n>',
      'tasks at once over all that this run does, as the setting total-cap',
      readCount,
    )
    .option('--name-cap <name=n>', 'tasks at once in a session or the sessions of a group', collect)
    .option('--database-cap <name=n>', 'tasks at once in the database that calls itself so', collect)
    .option('--after <job>', 'start when that job has succeeded; 3:ended is however it ends')
    .option('--start-at <time>', 'not before +5m, 23:30 or "2026-12-01 14:30"')
    .option('--repeat <span>', 'run again and again, every 5s, until it fails or Ctrl-C')
    .option('--times <n>', 'with --repeat: so many rounds at most')
    .option('--until <condition>', 'with --repeat: rows=0, rows>5, value=DONE, succeeded or failed')
    .option(
      '--for <name=v1,v2>',
      'a task for each value, as &name or :name; several multiply (or @rows.csv, or a query: below)',
      collect,
    )
    .option('--secret <name>', 'ask for the value of :name, which is never shown or kept', collect)
    .option('--timeout <time>', 'cancel a task that takes longer: 30s, 5m, or 200% of the usual (the median)')
    .option(
      '--retries <n>',
      'run a task again, so often, when it failed by what passes: see below',
      readCount,
    )
    .option('--retry-delay <time>', 'wait so long before each (default: 5s)')
    .option('--retry-on <code>', 'and when it failed by these errors: ORA-20001,ORA-20002', collect)
    .option('--file <path>', 'read the statement from a file; - is stdin')
    .option('--connect <spec>', 'make a session known: NAME=user@connect_string [as sysdba]', collect)
    .option('--practice', 'make the practice database known: sessions scott and a to g')
    .addOption(
      new Option('--commit', 'commit each task that succeeds, in its own round trip').conflicts([
        'rollback',
        'commitAll',
        'ask',
      ]),
    )
    .addOption(new Option('--rollback', 'roll back at the end').conflicts(['commitAll', 'ask']))
    .addOption(
      new Option(
        '--commit-all',
        'commit at the end, session by session, if every task succeeded; else roll back all',
      ).conflicts('ask'),
    )
    .option('--ask', 'show what came back, then ask whether to commit or roll back all')
    .option(
      '--row-limit <n>',
      'rows kept of each answer; 0 is all (default: 1000 in tables, else all)',
      readCount,
    )
    .option('--yes <n>', 'run what is no plain query in so many protected sessions', readCount)
    .option('--dry-run', 'print the plan; connect to nothing but for a query of --for')
    .option('--joblog <path>', "a line for each task that ended, in the format of GNU parallel's job log")
    .addOption(new Option('--format <format>', 'how answers are written').choices(formats).default('table'))

function addPractice(program: Command, take: (wish: Wish) => void): void {
  program
    .command('practice')
    .description('Try things out on a database that comes with the program and lives in memory.')
    .option('--serve', 'serve the practice database to other programs until Ctrl-C')
    .option('--port <n>', 'with --serve: the port on 127.0.0.1; 0 takes a free one', readPort)
    .addHelpText('after', practiceExamples)
    .action(({ serve, port }: { serve?: true; port?: number }) => {
      if (port !== undefined && !serve) throw badRequest('--port goes with --serve')
      take(serve ? { type: 'serve practice', port: port ?? 0 } : { type: 'practice' })
    })
}

function readPort(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new InvalidArgumentError('Expected a port from 0 to 65535.')
  }
  return Number(value)
}
