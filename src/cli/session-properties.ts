/**
 * Reads the options that say how a session is to be treated: `--protected`, `--tag prod`, `--init "alter session ..."`.
 * An empty value takes a property away.
 */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { readCommandWords } from '../core/command-words.ts'
import { badRequest } from '../core/failure.ts'
import { colours, type PasswordSource, type SessionSpec } from '../core/session.ts'

/** How a session is to be treated: all but its name, its login and its tags. */
export type SessionProperties = Omit<SessionSpec, 'name' | 'login' | 'tags'>

/** What is to change in them; `null` takes a property away. */
export type PropertyChange = { readonly [Key in keyof SessionProperties]: SessionProperties[Key] | null }

/** The options as the parser of arguments hands them over. */
export interface PropertyOptions {
  readonly schema?: string
  readonly init?: readonly string[]
  readonly keepalive?: number
  readonly colour?: string
  readonly cap?: number
  readonly protected?: boolean
  readonly readOnly?: boolean
  readonly results?: 'keep' | 'discard'
  readonly passwordFrom?: string
}

/** Adds the options; `canTakeAway` where a session may have the properties already. */
export function withProperties(command: Command, canTakeAway: boolean): Command {
  const colour = new Option('--colour <name>', `to be told apart by: ${colours.join(', ')}`)
  command
    .option('--schema <name>', 'whose objects unqualified names mean')
    .option('--init <statement>', 'run when it opens; several in their order', collect)
    .option('--keepalive <seconds>', 'ping it so often while it is idle; 0 never', readCount)
    .addOption(colour.choices(canTakeAway ? [...colours, ''] : colours))
    .option('--cap <n>', 'tasks that may run at once in its sessions; 0 is no cap', readCount)
    .option('--protected', 'ask for the number of sessions before anything but a plain query')
    .option('--read-only', 'plain queries only, each ended by a rollback')
    .addOption(new Option('--results <use>', 'whether rows are kept').choices(['keep', 'discard']))
    .option(
      '--password-from <source>',
      `prompt, keychain, env:VARIABLE, command:TEXT or command:["word",...]`,
    )
  if (canTakeAway)
    command
      .option('--no-protected', 'do not ask any more')
      .option('--no-read-only', 'take any statement again')
  return command
}

/** What the options say; what they leave out is not there. Throws a bad request. */
export function readProperties(options: PropertyOptions): PropertyChange {
  const { schema, init, keepalive, colour, cap, results, passwordFrom } = options
  const password = passwordFrom === undefined ? undefined : readPasswordSource(passwordFrom)
  return present({
    schema: schema === undefined ? undefined : schema || null,
    init: init === undefined ? undefined : init.some((text) => text !== '') ? init : null,
    keepalive: keepalive === 0 ? null : keepalive,
    colour: colour === '' ? null : colours.find((each) => each === colour),
    cap: cap === 0 ? null : cap,
    protected: asMark(options.protected),
    readOnly: asMark(options.readOnly),
    results: results === 'keep' ? null : results,
    password: password?.from === 'prompt' ? null : password,
  })
}

/** The properties after a change. */
export function changedProperties(before: SessionProperties, change: PropertyChange): SessionProperties {
  const merged = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null)
  return Object.fromEntries(merged) as SessionProperties
}

/** A mark that is off is not there. */
const asMark = (isOn: boolean | undefined): true | null | undefined =>
  isOn === undefined ? undefined : isOn ? true : null

type Maybe<T> = { readonly [Key in keyof T]: T[Key] | undefined }

const present = (change: Maybe<Required<PropertyChange>>): PropertyChange =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as PropertyChange

const sourceForm = 'expected prompt, keychain, env:VARIABLE, command:TEXT or command:["word",...]'

/** Never repeats what was written: it might be the password itself. */
function readPasswordSource(text: string): PasswordSource {
  if (text === 'prompt' || text === 'keychain') return { from: text }
  const [, kind, rest = ''] = /^(env|command):(.+)$/s.exec(text) ?? []
  if (kind === 'env') {
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(rest))
      throw badRequest('--password-from env: expected the name of an environment variable')
    return { from: 'environment', variable: rest }
  }
  if (kind === 'command')
    return {
      from: 'command',
      command: rest.trimStart().startsWith('[')
        ? readCommandWords(rest, '--password-from command', '["pass","show","hr"]')
        : rest,
    }
  throw badRequest(`--password-from: ${sourceForm}`)
}

export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
]

export function readCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 0.')
  return Number(value)
}
