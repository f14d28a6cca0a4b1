import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptySettings, setSetting, withLast } from '../../src/core/settings.ts'
import { openCatalogueFile } from '../../src/storage/catalogue-file.ts'
import { openSettingsFile } from '../../src/storage/settings-file.ts'

async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'multisession-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

describe('the file of settings', () => {
  test('gives back what was set, beside the saved sessions', async () => {
    const where = await directory()
    await openSettingsFile(where).change((settings) => setSetting(settings, 'grace', '9'))
    await openSettingsFile(where).change((settings) => withLast(settings, 'saved', { target: 'a', cap: 2 }))
    expect((await openSettingsFile(where).read()).value).toEqual({
      numbers: { grace: 9 },
      last: { saved: { target: 'a', cap: 2 } },
    })
    expect((await openCatalogueFile(where).read()).value.sessions).toEqual([])
  })

  test('of before there was a ring is read as it is', async () => {
    const file = openSettingsFile(await directory())
    await writeFile(file.path, '{ "version": 1, "numbers": { "grace": 9 }, "last": {} }')
    expect(await file.read()).toEqual({ value: { numbers: { grace: 9 }, last: {} } })
    await file.change((settings) => setSetting(settings, 'ring', 'command:["say","done"]'))
    expect((await file.read()).value.ring).toEqual({ by: 'command', command: ['say', 'done'] })
  })

  test('loses nothing when many change it at once', async () => {
    const where = await directory()
    const names = ['grace', 'row-limit', 'journal-days', 'journal-megabytes']
    await Promise.all(
      names.map((name) => openSettingsFile(where).change((settings) => setSetting(settings, name, '7'))),
    )
    expect(Object.values((await openSettingsFile(where).read()).value.numbers)).toEqual([7, 7, 7, 7])
  })

  test.each([
    ['torn', '{ "version": 1, "num', /JSON/],
    ['empty', '', /JSON/],
    ['somebody else’s', '{ "theme": "dark" }', /theme/],
    ['newer', '{ "version": 3, "colours": {} }', /version 3.*newer program/],
    ['with a ring that is none', '{ "version": 2, "numbers": {}, "last": {}, "ring": "gong" }', /ring.*gong/],
    ['with a setting nobody knows', '{ "version": 1, "numbers": { "speed": 1 }, "last": {} }', /speed/],
    ['with half a place', '{ "version": 1, "numbers": {}, "last": { "saved": { "cap": 1 } } }', /a target/],
    ['with a number that is none', '{ "version": 1, "numbers": { "grace": "5" }, "last": {} }', /grace/],
  ])('that is %s is kept aside, named, and does not stop the start', async (_, content, problem) => {
    const file = openSettingsFile(await directory())
    await writeFile(file.path, content)
    const { value, setAside } = await file.read()
    expect(value).toEqual(emptySettings)
    expect(setAside?.problem).toMatch(problem)
    expect(await readFile(setAside?.path ?? '', 'utf8')).toBe(content)
  })
})
