import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { challenge, verifierOf, verifierOfNobody } from '../../../src/practice/wire/verifier.ts'

/** The client's side of the 12c verifier, as drivers compute it. */
function clientAnswer(password: string, salt: Uint8Array, sessionKey: string, mixingSalt: string) {
  const cipher = (key: Buffer, data: Buffer, make: typeof createCipheriv | typeof createDecipheriv) => {
    const aes = make('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false)
    return Buffer.concat([aes.update(data), aes.final()])
  }
  const stretched = pbkdf2Sync(
    password,
    Buffer.concat([salt, Buffer.from('AUTH_PBKDF2_SPEEDY_KEY')]),
    1,
    64,
    'sha512',
  )
  const hash = createHash('sha512').update(stretched).update(salt).digest().subarray(0, 32)
  const server = cipher(hash, Buffer.from(sessionKey, 'hex'), createDecipheriv)
  const client = randomBytes(32)
  const both = Buffer.concat([client, server]).toString('hex').toUpperCase()
  const key = pbkdf2Sync(both, Buffer.from(mixingSalt, 'hex'), 1, 32, 'sha512')
  const secret = Buffer.concat([randomBytes(16), Buffer.from(password)])
  const padding = 16 - (secret.length % 16)
  return {
    key: cipher(hash, client, createCipheriv).toString('hex'),
    password: cipher(key, Buffer.concat([secret, Buffer.alloc(padding, padding)]), createCipheriv).toString(
      'hex',
    ),
    proves: (proof: string) =>
      cipher(key, Buffer.from(proof, 'hex'), createDecipheriv).subarray(16).toString() === 'SERVER_TO_CLIENT',
  }
}

describe('a password', () => {
  it('is known by whoever knows it, and the server proves that it does, too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (password) => {
        const verifier = verifierOf(password)
        const question = challenge(verifier)
        const answer = clientAnswer(password, verifier.salt, question.sessionKey, question.mixingSalt)
        expect(answer.proves(question.check(answer.key, answer.password) ?? '')).toBe(true)
      }),
    )
  })

  it('that is another one is refused', () => {
    const different = fc
      .tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }))
      .filter(([a, b]) => a !== b)
    fc.assert(
      fc.property(different, ([password, guess]) => {
        const verifier = verifierOf(password)
        const question = challenge(verifier)
        const answer = clientAnswer(guess, verifier.salt, question.sessionKey, question.mixingSalt)
        expect(question.check(answer.key, answer.password)).toBeUndefined()
      }),
    )
  })

  it('that is no answer at all is refused, never a fault', () => {
    const question = challenge(verifierOf('tiger'))
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, password) => {
        expect(question.check(key, password)).toBeUndefined()
      }),
    )
    expect(question.check('0'.repeat(64), '0'.repeat(64))).toBeUndefined()
  })

  it('of a user who is not there fits nothing, and looks the same each time', () => {
    expect(verifierOfNobody('nobody')).toEqual(verifierOfNobody('NOBODY'))
    expect(verifierOfNobody('nobody').salt).not.toEqual(verifierOfNobody('somebody').salt)
    expect(verifierOfNobody('nobody').hash).toHaveLength(32)
  })
})
