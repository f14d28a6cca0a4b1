import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { remembered } from '../../src/core/typed.ts'
import { openTypedFile } from '../../src/storage/typed-file.ts'

const run = promisify(execFile)

async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'multisession-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

const typing = (text: string) => (typed: readonly string[]) => remembered(typed, text)

describe('the file of what was typed', () => {
  test('gives back every text whole, oldest first, to another program too', async () => {
    const where = await directory()
    await openTypedFile(where, 'saved').change(typing('select 1\nfrom dual;'))
    await openTypedFile(where, 'saved').change(typing('on a,b'))
    expect((await openTypedFile(where, 'saved').read()).value).toEqual(['select 1\nfrom dual;', 'on a,b'])
    expect(await readdir(where)).toEqual(['saved.history'])
    expect((await openTypedFile(where, 'practice').read()).value).toEqual([])
  })

  test('is for its owner alone', async () => {
    const file = openTypedFile(join(await directory(), 'new'), 'practice')
    await file.change(typing('on a'))
    expect((await stat(file.path)).mode & 0o777).toBe(0o600)
  })

  test('holds no password', async () => {
    const file = openTypedFile(await directory(), 'saved')
    await file.change(typing('alter user a identified by "Canary1" replace Canary2;'))
    await file.change(typing('connect scott/Canary3@db1'))
    expect(await readFile(file.path, 'utf8')).not.toMatch(/Canary/)
  })

  test.each([
    ['torn', '{ "version": 1, "typ', /JSON/],
    ['empty', '', /JSON/],
    ['somebody else’s', 'select 1;', /JSON/],
    ['newer', '{ "version": 2, "typed": [] }', /version 2.*newer program/],
    ['with what is no text', '{ "version": 1, "typed": [1] }', /what was typed/],
  ])('that is %s is kept aside, named, and does not stop the start', async (_, content, problem) => {
    const file = openTypedFile(await directory(), 'saved')
    await writeFile(file.path, content)
    const { value, setAside } = await file.read()
    expect(value).toEqual([])
    expect(setAside?.problem).toMatch(problem)
    expect(setAside?.path).toMatch(/saved\.unreadable-.*\.history$/)
    expect(await readFile(setAside?.path ?? '', 'utf8')).toBe(content)
    await file.change(typing('on a'))
    expect((await file.read()).value).toEqual(['on a'])
  })

  test('loses nothing when two shells type at once', async () => {
    const where = await directory()
    const writer = new URL('typed-writer.ts', import.meta.url).pathname
    await Promise.all(['one', 'two'].map((name) => run(process.execPath, [writer, where, name, '40'])))
    const { value } = await openTypedFile(where, 'saved').read()
    for (const name of ['one', 'two']) {
      const own = value.filter((text) => text.startsWith(name))
      expect(own).toEqual(Array.from({ length: 40 }, (_, index) => `${name} ${index + 1}`))
    }
  })
})
