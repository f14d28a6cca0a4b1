/** The interactive shell, on saved sessions or on the practice database, which remembers where it stood. */
import { addGroup, type Catalogue, knownNames } from '../core/catalogue.ts'
import { failureOf } from '../core/failure.ts'
import type { JobPlan } from '../core/job.ts'
import type { ScopeCap } from '../core/limits.ts'
import { savedCaps } from '../core/saved-caps.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import { type LastUse, numberIn, type Place, type Settings, withLast } from '../core/settings.ts'
import type { KnownNames } from '../core/target.ts'
import { failureLine } from './failure-line.ts'
import { openTypedBefore } from './keep-typed.ts'
import { changeKept } from './kept.ts'
import { lazyPasswords } from './lazy-passwords.ts'
import { passwordFromCommand } from './password-command.ts'
import type { AskPassword, CliPorts, EngineOptions, ShellStart } from './ports.ts'
import { writeText } from './result-output.ts'
import { type SecretVariables, takeNamedVariables } from './secret-variables.ts'
import { engineSettings, readSettings } from './settings.ts'
import { readText } from './statement-source.ts'

type ShellOwn = 'groups' | 'groupColours' | 'saveGroup' | 'askWith' | 'says' | 'opens'

/** What a shell is opened on. */
export interface ShellWorld extends Pick<ShellStart, ShellOwn> {
  readonly place: Place
  readonly sessions: readonly SessionSpec[]
  readonly job?: JobPlan
  /** Caps above those of jobs. */
  readonly caps: readonly ScopeCap[]
  readonly passwords: Pick<EngineOptions, 'password' | 'wrongPassword'>
}

/**
 * About how many tasks of ended jobs a shell remembers: a few megabytes, however long it is open. Whoever looks further
 * back asks the journal, with `show`.
 */
const rememberedTasks = 10_000

/** Opens the shell; resolves with its exit code once all that it remembers is kept. */
export async function openShellOn(world: ShellWorld, settings: Settings, ports: CliPorts): Promise<number> {
  const { place, passwords, caps, ...start } = world
  const last = settings.last[place]
  const memory = keepLast(place, ports)
  const { typed, remember, kept } = await openTypedBefore(place, ports)
  const own = { place, caps, remembered: rememberedTasks }
  const starting = ports.startEngine({ ...passwords, ...engineSettings(settings), ...own })
  ports.loadShell?.()
  const engine = await starting
  const code = await ports.openShell({
    ...{ ...start, engine, rowLimit: numberIn(settings, 'row-limit'), remember: memory.remember, readText },
    ...{ typed, rememberTyped: remember, ringAfter: numberIn(settings, 'ring-after') * 1000 },
    ...(settings.ring && { ring: settings.ring }),
    ...(last !== undefined && { last }),
    where: {
      show: `multisession ${place === 'practice' ? 'show --practice' : 'show'}`,
      journal: ports.journalPath(place),
    },
  })
  await memory.kept()
  await kept()
  return code
}

/** `multisession` alone: the shell on all saved sessions. */
export async function openSavedShell(
  catalogue: Catalogue,
  taken: SecretVariables,
  ports: CliPorts,
  begun: Pick<ShellStart, 'says' | 'opens'> = {},
): Promise<number> {
  const { sessions } = catalogue
  const asking = Promise.withResolvers<AskPassword>()
  const passwords = lazyPasswords(sessions, {
    variables: takeNamedVariables(ports.env, sessions, taken),
    ask: async (login) => (await asking.promise)(login),
    command: (command, session) => passwordFromCommand(command, { session, env: ports.env }),
    keychain: async (account) => (await ports.openKeychain()).get(account),
  })
  const { groups } = knownNames(catalogue)
  const groupColours = new Map(
    catalogue.groups.flatMap(({ name, colour }) => (colour ? [[name, colour] as const] : [])),
  )
  const settings = await readSettings(ports)
  const caps = savedCaps(catalogue, settings)
  const world = { place: 'saved', sessions, groups, groupColours, passwords, caps } as const
  const saveGroup = groupKeeper(ports)
  return openShellOn({ ...world, ...whatIsSaid(begun), saveGroup, askWith: asking.resolve }, settings, ports)
}

/** Adds a group of these sessions to what is saved. */
const groupKeeper =
  (ports: CliPorts) =>
  async (name: string, sessions: readonly SessionName[]): Promise<KnownNames['groups']> => {
    const group = { name, members: { kind: 'list', sessions } } as const
    const add = (before: Catalogue) => addGroup(before, group)
    return knownNames(await changeKept('sessions', await ports.openCatalogue(), add, ports)).groups
  }

const whatIsSaid = ({ says, opens }: Pick<ShellStart, 'says' | 'opens'>) => ({
  ...(says !== undefined && { says }),
  ...(opens !== undefined && { opens }),
})

/** Keeps where the prompt stands, one change after the other; what goes wrong is told when the screen is free again. */
function keepLast(place: Place, ports: CliPorts) {
  let last: Promise<unknown> = Promise.resolve()
  let problem: string | undefined
  return {
    remember(use: LastUse): void {
      last = last
        .then(() => ports.openSettings())
        .then((file) => changeKept('settings', file, (before) => withLast(before, place, use), ports))
        .catch((error: unknown) => {
          problem = failureLine(failureOf(error))
        })
    },
    async kept(): Promise<void> {
      await last
      if (problem !== undefined)
        await writeText(ports.stderr, `multisession: target and cap are not remembered: ${problem}\n`)
    },
  }
}
