import { describe, expect, test } from 'vitest'
import { type KeyringLibrary, openKeychain } from '../../src/storage/keychain.ts'

/** A stand-in for the library: no keychain exists where tests run. */
function library(broken?: string) {
  const held = new Map<string, string>()
  const options: unknown[] = []
  const loaded = {
    AsyncEntry: class {
      private readonly key: string
      constructor(service: string, account: string, given?: unknown) {
        options.push(given)
        this.key = `${service} ${account}`
      }
      async getPassword() {
        if (broken) throw new Error(broken)
        return held.get(this.key) ?? null
      }
      async setPassword(password: string) {
        if (broken) throw new Error(broken)
        held.set(this.key, password)
      }
      async deleteCredential() {
        if (broken) throw new Error(broken)
        return held.delete(this.key)
      }
    },
  } satisfies KeyringLibrary
  return { held, options, load: () => Promise.resolve(loaded) }
}

describe('the keychain (a stand-in for the library, for no keychain exists here)', () => {
  test('gives back what it was given, for that account alone, until it is to forget it', async () => {
    const { load, held } = library()
    const keychain = await openKeychain(load)
    expect(await keychain.get('HR@db1')).toBeUndefined()
    await keychain.set('HR@db1', 'tiger')
    expect(await keychain.get('HR@db1')).toBe('tiger')
    expect(await keychain.get('FIN@db1')).toBeUndefined()
    expect([...held.keys()]).toEqual(['multisession HR@db1'])
    expect(await keychain.forget('HR@db1')).toBe(true)
    expect(await keychain.forget('HR@db1')).toBe(false)
    expect(await keychain.get('HR@db1')).toBeUndefined()
  })

  test("never is the kernel's keyring, which forgets when the machine restarts", async () => {
    const { load, options } = library()
    await (await openKeychain(load)).get('HR@db1')
    expect(options).toEqual([{ linux: { store: 'secret-service' } }])
  })

  test.each(['get', 'set', 'forget'] as const)(
    'that cannot be used says so and what to do, on %s',
    async (what) => {
      const { load } = library("Couldn't access platform storage")
      await expect((await openKeychain(load))[what]('HR@db1', 's3cret')).rejects.toThrow(
        /cannot be used \(Couldn't access platform storage\); .*--password-from/,
      )
    },
  )

  test('without its library says so and what to do', async () => {
    await expect(openKeychain(() => Promise.reject(new Error('gone')))).rejects.toThrow(
      /needs the package @napi-rs\/keyring.*--password-from/,
    )
  })
})
