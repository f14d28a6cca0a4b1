/**
 * Passwords in the operating system's keychain: macOS Keychain, Windows Credential Manager, Secret Service on Linux. The
 * library behind it is optional and loaded on request; a machine without a keychain is told what to do instead.
 */
import { badRequest } from '../core/failure.ts'

export interface Keychain {
  /** undefined where it holds none for that account. Throws a bad request when it cannot be asked, as the others do. */
  get(account: string): Promise<string | undefined>
  set(account: string, password: string): Promise<void>
  /** Whether there was one. */
  forget(account: string): Promise<boolean>
}

/** The part of `@napi-rs/keyring` that is used. */
export interface KeyringLibrary {
  readonly AsyncEntry: new (
    service: string,
    account: string,
    options?: { readonly linux?: { readonly store?: 'secret-service' } },
  ) => {
    getPassword(): Promise<string | null | undefined>
    setPassword(password: string): Promise<void>
    deleteCredential(): Promise<boolean>
  }
}

/** What the entries are filed under. */
const service = 'multisession'

/** Elsewhere on Linux the library would take the kernel's keyring, which forgets everything when the machine restarts. */
const options = { linux: { store: 'secret-service' } } as const

const instead =
  'have the password asked for, or name another place: multisession sessions edit NAME --password-from env:VARIABLE or command:TEXT'

/** Opens the keychain. Throws a bad request where the library is not installed. */
export async function openKeychain(
  load: () => Promise<KeyringLibrary> = () => import('@napi-rs/keyring'),
): Promise<Keychain> {
  const { AsyncEntry } = await load().catch(() => {
    throw badRequest(`the keychain needs the package @napi-rs/keyring, which is not there; ${instead}`)
  })
  const use = async <T>(account: string, work: (entry: InstanceType<typeof AsyncEntry>) => Promise<T>) => {
    try {
      return await work(new AsyncEntry(service, account, options))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw badRequest(`the keychain cannot be used (${why}); ${instead}`)
    }
  }
  return {
    get: async (account) => (await use(account, (entry) => entry.getPassword())) ?? undefined,
    set: (account, password) => use(account, (entry) => entry.setPassword(password)),
    forget: (account) => use(account, (entry) => entry.deleteCredential()),
  }
}
