/**
 * Reads the arguments of `multisession sessions ...` and `multisession groups ...`; does nothing of what they ask for.
 */
import { Command, Option } from 'commander'
import { badRequest } from '../core/failure.ts'
import { type Colour, colours, type SessionSpec } from '../core/session.ts'
import type { CatalogueRequest, Kept, SessionChange } from './catalogue-request.ts'
import { groupsExamples, sessionsExamples } from './help.ts'
import {
  changedProperties,
  collect,
  type PropertyOptions,
  readCount,
  readProperties,
  withProperties,
} from './session-properties.ts'
import { parseLogin, parseSession } from './session-text.ts'

type Take = (request: CatalogueRequest) => void

interface Places {
  readonly configDir?: string
  readonly wallet?: string
}

/** Options that say how sessions are to be treated, tags among them. */
type Treatment = PropertyOptions & { readonly tag?: readonly string[] }

/** `multisession sessions add | edit | list | remove | test | password | import` */
export function sessionsCommand(take: Take): Command {
  const sessions = new Command('sessions')
    .helpCommand(false)
    .description('Keep named sessions, and say how each is to be treated.')
    .addHelpText('after', sessionsExamples)
  withTreatment(withPlaces(sessions.command('add')))
    .argument('<session...>', 'NAME=user@connect_string [as sysdba]; a proxy is user[schema]')
    .description('Save sessions; passwords are never saved.')
    .action((texts: readonly string[], { configDir, wallet, ...treatment }: Places & Treatment) => {
      const read = texts.map((text, index) => parseSession(text, 'session', index + 1))
      const places = {
        ...(configDir ? { configDir } : {}),
        ...(wallet ? { walletLocation: wallet } : {}),
      }
      const properties = readTreatment(treatment)
      const added = read.map(({ name, login }) => ({ name, login: { ...login, ...places }, ...properties }))
      take({ type: 'change', change: { type: 'add sessions', sessions: added } })
    })
  withProperties(withPlaces(sessions.command('edit')), true)
    .argument('<name>', 'a saved session')
    .description('Change a saved session; what is not named stays. An empty value takes it away.')
    .option('--name <new>', 'another name; groups that list the session follow')
    .option('--login <login>', 'another login: user@connect_string [as sysdba]')
    .option('--tag <tag>', 'a tag to give it; several one by one', collect)
    .option('--untag <tag>', 'a tag to take from it', collect)
    .action((name: string, options: SessionEdit) => {
      const { tag: tagged = [], untag: untagged = [] } = options
      if (Object.keys(options).length === 0) throw badRequest(`nothing to change in ${name}: see --help`)
      const change: SessionChange = {
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.login === undefined ? {} : { login: parseLogin(options.login, 'session', name) }),
        ...(options.configDir === undefined ? {} : { configDir: options.configDir || null }),
        ...(options.wallet === undefined ? {} : { walletLocation: options.wallet || null }),
        ...{ properties: readProperties(options), tagged, untagged },
      }
      take({ type: 'change', change: { type: 'edit session', name, change } })
    })
  addList(sessions, 'sessions', take)
  sessions
    .command('remove')
    .argument('<name...>', 'saved sessions')
    .description('Forget sessions; lists that name them forget them too.')
    .action((names: readonly string[]) =>
      take({ type: 'change', change: { type: 'remove sessions', names } }),
    )
  addTest(sessions, take)
  sessions
    .command('password')
    .argument('<name>', 'a saved session')
    .option('--forget', 'take it out again')
    .description("Put a session's password into the operating system's keychain; it is asked for.")
    .action((name: string, { forget = false }: { readonly forget?: boolean }) =>
      take({ type: 'password', name, forget }),
    )
  withTreatment(sessions.command('import'))
    .argument('<file>', 'a tnsnames.ora')
    .requiredOption('--user <user>', 'who logs in there')
    .description('Save a session for each name in a tnsnames.ora that is not saved yet.')
    .action((path: string, { user, ...treatment }: Treatment & { readonly user: string }) =>
      take({ type: 'import', path, like: { user, ...readTreatment(treatment) } }),
    )
  return sessions
}

/** `multisession groups add | edit | list | remove | test` */
export function groupsCommand(take: Take): Command {
  const groups = new Command('groups')
    .helpCommand(false)
    .description('Keep groups of sessions: lists, and rules like "prod&!emea".')
    .addHelpText('after', groupsExamples)
  groups
    .command('add')
    .argument('<name>', 'the name of the group')
    .argument('[session...]', 'the sessions it lists')
    .option('--rule <target>', 'a target that is read anew whenever the group is used')
    .option('--cap <n>', 'tasks that may run at once in its sessions', readCount)
    .addOption(new Option('--colour <name>', 'to be told apart by').choices(colours))
    .description('Save a group: a list of sessions, or a rule.')
    .action((name: string, listed: readonly string[], { rule, cap, colour }: GroupOptions) => {
      if ((rule === undefined) === (listed.length === 0))
        throw badRequest(`group ${name}: expected either sessions or --rule TARGET`)
      const members =
        rule === undefined
          ? ({ kind: 'list', sessions: listed } as const)
          : ({ kind: 'rule', target: rule } as const)
      const treatment = { ...(cap ? { cap } : {}), ...(colour ? { colour } : {}) }
      take({ type: 'change', change: { type: 'add group', group: { name, members, ...treatment } } })
    })
  groups
    .command('edit')
    .argument('<name>', 'a saved group')
    .option('--name <new>', 'another name')
    .option('--add <session...>', 'sessions to put on its list')
    .option('--remove <session...>', 'sessions to take off its list')
    .addOption(new Option('--rule <target>', 'make it this rule').conflicts(['add', 'remove']))
    .option('--cap <n>', 'tasks that may run at once in its sessions; 0 is no cap', readCount)
    .addOption(new Option('--colour <name>', 'to be told apart by; empty: none').choices([...colours, '']))
    .description('Change a group.')
    .action((name: string, options: GroupEdit) => {
      if (Object.keys(options).length === 0) throw badRequest(`nothing to change in ${name}: see --help`)
      const { add: added = [], remove: removed = [], colour, ...rest } = options
      const coloured = colour === undefined ? {} : { colour: colour || null }
      const change = { ...rest, ...coloured, added, removed }
      take({ type: 'change', change: { type: 'edit group', name, change } })
    })
  addList(groups, 'groups', take)
  groups
    .command('remove')
    .argument('<name...>', 'saved groups')
    .description('Forget groups; their sessions stay.')
    .action((names: readonly string[]) => take({ type: 'change', change: { type: 'remove groups', names } }))
  addTest(groups, take)
  return groups
}

interface SessionEdit extends Places, Treatment {
  readonly name?: string
  readonly login?: string
  readonly untag?: readonly string[]
}

interface GroupOptions {
  readonly rule?: string
  readonly cap?: number
  readonly colour?: Colour
}

interface GroupEdit extends Omit<GroupOptions, 'colour'> {
  readonly name?: string
  readonly colour?: Colour | ''
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

const withPlaces = (command: Command): Command =>
  command
    .option('--config-dir <path>', 'where tnsnames.ora stands, for a connect string that is a name in it')
    .option('--wallet <path>', 'the directory of a wallet, for connections over TLS')

const withTreatment = (command: Command): Command =>
  withProperties(command, false).option(
    '--tag <tag>',
    'stands in a target for all sessions tagged so; several one by one',
    collect,
  )

/** What new sessions get. */
function readTreatment({ tag, ...options }: Treatment): Omit<SessionSpec, 'name' | 'login'> {
  return { ...changedProperties({}, readProperties(options)), ...(tag ? { tags: tag } : {}) }
}

function addList(parent: Command, kept: Kept, take: Take): void {
  parent
    .command('list')
    .description(`List the saved ${kept}.`)
    .addOption(
      new Option('--format <format>', 'how they are written').choices(['table', 'json']).default('table'),
    )
    .action(({ format }: { readonly format: 'table' | 'json' }) => take({ type: 'list', kept, format }))
}

function addTest(parent: Command, take: Take): void {
  parent
    .command('test')
    .argument('[target]', 'sessions and groups; all that are saved, when left out')
    .description('Open each session once and say who it is, or why not.')
    .action((target?: string) => take({ type: 'test', target }))
}
