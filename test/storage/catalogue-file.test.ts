import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { addGroup, addSessions, type Catalogue, type Group } from '../../src/core/catalogue.ts'
import type { SessionSpec } from '../../src/core/session.ts'
import { openCatalogueFile } from '../../src/storage/catalogue-file.ts'
import { expectedAfter, inOrder, letTwoWrite } from './two-writers.ts'

const ann = { name: 'ann', login: { user: 'scott', connectString: 'practice' } }
const bob = { name: 'bob', login: { user: 'hr', connectString: 'db1/pdb1', role: 'sysdba' } } as const

async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'multisession-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

const adding = (session: Catalogue['sessions'][number]) => (catalogue: Catalogue) =>
  addSessions(catalogue, [session])

describe('the file of sessions and groups', () => {
  test('is empty where nobody has written, and makes no file by being read', async () => {
    const where = await directory()
    expect(await openCatalogueFile(where).read()).toEqual({ value: { sessions: [], groups: [] } })
    expect(await readdir(where)).toEqual([])
  })

  test('gives back what was kept, to another program too', async () => {
    const where = await directory()
    await openCatalogueFile(where).change(adding(ann))
    await openCatalogueFile(where).change(adding(bob))
    expect((await openCatalogueFile(where).read()).value.sessions).toEqual([ann, bob])
  })

  test('of the first version is read, and written as this one when something changes', async () => {
    const file = openCatalogueFile(await directory())
    const old = {
      version: 1,
      sessions: [ann],
      groups: [{ name: 'g', members: { kind: 'list', sessions: ['ann'] } }],
    }
    await writeFile(file.path, JSON.stringify(old))
    const { version: _, ...kept } = old
    expect(await file.read()).toEqual({ value: kept })
    await file.change(adding(bob))
    expect(JSON.parse(await readFile(file.path, 'utf8'))).toEqual({
      ...old,
      version: 2,
      sessions: [ann, bob],
    })
  })

  test('gives back all that a session and a group may have', async () => {
    const where = await directory()
    const session: SessionSpec = {
      name: 'prod',
      login: {
        user: 'app["Hr"]',
        connectString: 'PROD',
        configDir: '/c',
        walletLocation: '/w',
        role: 'sysoper',
      },
      ...{
        schema: '"Hr"',
        init: ["alter session set nls_date_format = 'YYYY'"],
        keepalive: 60,
        colour: 'red',
      },
      ...{ tags: ['live', 'emea'], cap: 3, protected: true, readOnly: false, results: 'discard' },
      password: { from: 'command', command: ['pass', 'show', 'prod'] },
    }
    const group: Group = { name: 'g', members: { kind: 'rule', target: 'live' }, cap: 2, colour: 'green' }
    await openCatalogueFile(where).change((catalogue) => addGroup(addSessions(catalogue, [session]), group))
    expect(await openCatalogueFile(where).read()).toEqual({ value: { sessions: [session], groups: [group] } })
  })

  test('stays as it was when a change is refused', async () => {
    const file = openCatalogueFile(await directory())
    await file.change(adding(ann))
    const before = await readFile(file.path, 'utf8')
    await expect(file.change(adding(ann))).rejects.toThrow('a session is called ann already')
    expect(await readFile(file.path, 'utf8')).toBe(before)
  })

  test('is for its owner alone', async () => {
    const file = openCatalogueFile(join(await directory(), 'new'))
    await file.change(adding(ann))
    expect((await stat(file.path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(file.path, '..'))).mode & 0o777).toBe(0o700)
  })

  test.each([
    ['torn', '{ "version": 1, "sess', /JSON/],
    ['empty', '', /JSON/],
    ['somebody else’s', '{ "theme": "dark" }', /theme/],
    ['a list', '[1, 2]', /version/],
    ['newer', '{ "version": 3, "sessions": [], "groups": [], "new": 1 }', /version 3.*newer program/],
    ['with a field nobody knows', '{ "version": 2, "sessions": [], "groups": [], "colour": 1 }', /colour/],
    [
      'older, with a field that came later',
      '{ "version": 1, "sessions": [{ "name": "x", "login": { "user": "x", "connectString": "x" }, "tags": [] }], "groups": [] }',
      /tags/,
    ],
    ['half written', '{ "version": 1, "sessions": [{ "name": "x" }], "groups": [] }', /a login/],
  ])('that is %s is kept aside, named, and does not stop the start', async (_, content, problem) => {
    const file = openCatalogueFile(await directory())
    await writeFile(file.path, content)
    const { value: catalogue, setAside } = await file.read()
    expect(catalogue.sessions).toEqual([])
    expect(setAside?.problem).toMatch(problem)
    expect(await readFile(setAside?.path ?? '', 'utf8')).toBe(content)
    await file.change(adding(ann))
    expect((await file.read()).value.sessions).toEqual([ann])
  })

  test('loses nothing when two programs add, edit and remove 60 times each at once (1,000 times: npm run torture)', async () => {
    const where = await directory()
    const { catalogue, looks, setAside } = await letTwoWrite(where, 60)
    expect(setAside).toBeUndefined()
    expect(inOrder(catalogue)).toEqual(inOrder(expectedAfter(60)))
    expect(looks).toBeGreaterThan(1)
    expect(await readdir(where)).toEqual(['sessions.json'])
  })
})
