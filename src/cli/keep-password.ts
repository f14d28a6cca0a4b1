/** `multisession sessions password`: a session's password in the operating system's keychain. */
import { badRequest } from '../core/failure.ts'
import { passwordKey, type SessionSpec } from '../core/session.ts'
import { visible } from '../core/visible.ts'
import { askSecrets } from './ask-secrets.ts'
import { heedingStops } from './on-engine.ts'
import type { CliPorts } from './ports.ts'
import { writeText } from './result-output.ts'

/** Asks for the password and keeps it, or forgets it; resolves with the exit code. Throws a bad request. */
export async function keepPassword(
  { name, login, password: source }: SessionSpec,
  forgets: boolean,
  ports: CliPorts,
): Promise<number> {
  const keychain = await ports.openKeychain()
  const account = passwordKey(login)
  const say = (words: string) => writeText(ports.stderr, `${visible(words)}\n`)
  if (forgets) {
    const was = await keychain.forget(account)
    await say(was ? `forgot the password for ${account}` : `the keychain held no password for ${account}`)
    return 0
  }
  // Asked before anybody types: a machine without a keychain shall not take a password and then fail.
  await keychain.get(account)
  return heedingStops(ports, async (stop) => {
    const password = await askSecrets(ports, stop, ({ newPassword }) => newPassword(account))
    if (password === undefined) throw badRequest('there is no terminal to ask for the password at')
    await keychain.set(account, password)
    await say(`the keychain keeps the password for ${account}`)
    if (source?.from !== 'keychain')
      await say(`to use it: multisession sessions edit ${name} --password-from keychain`)
    return 0
  })
}
