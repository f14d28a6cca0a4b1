/**
 * Passwords: what a server keeps of one, and the proof that a client knows it, as Oracle's 12c verifier defines them.
 * The password itself never travels in clear and is never kept.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  pbkdf2Sync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { Verifier } from '../door.ts'

const SALT_SIZE = 16
const KEY_SIZE = 32
const BLOCK_SIZE = 16
/** Rounds of key derivation, for the verifier and for the key of one logon. Few, for a server that guards nothing. */
export const VERIFIER_ROUNDS = 1
export const LOGON_ROUNDS = 1
const zeroVector = Buffer.alloc(BLOCK_SIZE)

/** What to keep of a password. */
export function verifierOf(password: string, salt: Uint8Array = randomBytes(SALT_SIZE)): Verifier {
  const stretched = Buffer.concat([salt, Buffer.from('AUTH_PBKDF2_SPEEDY_KEY')])
  const key = pbkdf2Sync(password, stretched, VERIFIER_ROUNDS, 64, 'sha512')
  const hash = createHash('sha512').update(key).update(salt).digest().subarray(0, KEY_SIZE)
  return { salt, hash }
}

const unknownUsersKey = randomBytes(KEY_SIZE)

/** A verifier that no password fits: an unknown user looks like a known one until its password has been checked. */
export function verifierOfNobody(user: string): Verifier {
  const digest = createHmac('sha512', unknownUsersKey).update(user.toUpperCase()).digest()
  return { salt: digest.subarray(0, SALT_SIZE), hash: digest.subarray(SALT_SIZE, SALT_SIZE + KEY_SIZE) }
}

function encrypt(key: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, zeroVector).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.final()])
}

function decrypt(key: Uint8Array, secret: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, zeroVector).setAutoPadding(false)
  return Buffer.concat([decipher.update(secret), decipher.final()])
}

/** One logon's question to the client, and the check of its answer. */
export interface Challenge {
  /** Fields of the first reply, all in hexadecimal. */
  readonly sessionKey: string
  readonly mixingSalt: string
  /**
   * Checks the client's half of the key and its encrypted password, both in hexadecimal.
   * @returns the server's own proof, in hexadecimal; undefined when the password is not the right one.
   */
  check(clientKey: string, password: string): string | undefined
  /** After a check that succeeded: another password that the client has encrypted in the same way, in hexadecimal. */
  read(clientKey: string, password: string): string
}

/** A new question for a client that wants to be the user of this verifier. */
export function challenge(verifier: Verifier): Challenge {
  const serverHalf = randomBytes(KEY_SIZE)
  const mixingSalt = randomBytes(SALT_SIZE)

  const logonKey = (clientHalf: Buffer): Buffer => {
    const halves = Buffer.concat([clientHalf, serverHalf]).toString('hex').toUpperCase()
    return pbkdf2Sync(halves, mixingSalt, LOGON_ROUNDS, KEY_SIZE, 'sha512')
  }

  /** What the client has encrypted; undefined for what cannot be that. */
  const open = (clientKey: string, encrypted: string) => {
    const half = Buffer.from(clientKey, 'hex')
    const secret = Buffer.from(encrypted, 'hex')
    if (half.length !== KEY_SIZE || secret.length < 2 * BLOCK_SIZE || secret.length % BLOCK_SIZE !== 0)
      return undefined
    const key = logonKey(decrypt(verifier.hash, half))
    return { key, password: withoutPadding(decrypt(key, secret)) }
  }

  return {
    sessionKey: toHex(encrypt(verifier.hash, serverHalf)),
    mixingSalt: toHex(mixingSalt),
    check(clientKey, encryptedPassword) {
      const opened = open(clientKey, encryptedPassword)
      if (opened === undefined) return undefined
      // A wrong password made another half of the key: what comes out here is noise, and its hash fits nothing.
      const { key, password } = opened
      const given = verifierOf(password, verifier.salt)
      if (!timingSafeEqual(given.hash, verifier.hash)) return undefined
      return toHex(encrypt(key, Buffer.concat([randomBytes(BLOCK_SIZE), Buffer.from('SERVER_TO_CLIENT')])))
    },
    read: (clientKey, encryptedPassword) => open(clientKey, encryptedPassword)?.password ?? '',
  }
}

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()

/** A password stands between a block of noise and 1 to 16 bytes that each hold the length of the padding. */
const withoutPadding = (plain: Buffer): string =>
  plain.subarray(BLOCK_SIZE, Math.max(BLOCK_SIZE, plain.length - (plain[plain.length - 1] ?? 0))).toString()
