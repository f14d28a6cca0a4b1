import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readStatement } from '../../src/cli/statement-source.ts'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'multisession-'))
})

afterAll(() => rm(directory, { recursive: true }))

const noInput = Readable.from([])

describe('the statement', () => {
  test('comes from a file, without its byte order mark', async () => {
    const path = join(directory, 'fix.sql')
    await writeFile(path, '\ufeffselect 1 from dual')
    expect(await readStatement({ from: 'file', path }, noInput)).toBe('select 1 from dual')
  })

  test('comes from stdin, characters whole wherever the pipe cuts them', async () => {
    const bytes = Buffer.from("select 'ö' from dual")
    const stdin = Readable.from([bytes.subarray(0, 9), bytes.subarray(9)])
    expect(await readStatement({ from: 'stdin' }, stdin)).toBe("select 'ö' from dual")
  })

  test('that is not UTF-8 is refused, not guessed at', async () => {
    const path = join(directory, 'latin1.sql')
    await writeFile(path, Buffer.from("select 'ö' from dual", 'latin1'))
    await expect(readStatement({ from: 'file', path }, noInput)).rejects.toThrow(`${path} is not UTF-8 text`)
  })

  test('in a file that is not there is refused by its name', async () => {
    const path = join(directory, 'missing.sql')
    await expect(readStatement({ from: 'file', path }, noInput)).rejects.toThrow(/cannot read .*missing\.sql/)
  })
})
