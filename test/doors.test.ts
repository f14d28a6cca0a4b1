/** The design's table of rooms and doors, held to the imports that the code really has. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const source = resolve(import.meta.dirname, '..', 'src')

interface Door {
  /** Rooms whose code it may import. */
  readonly code: readonly string[]
  /** Rooms of which it may import types only. */
  readonly types: readonly string[]
}

const doors: Readonly<Record<string, Door>> = {
  language: { code: [], types: [] },
  practice: { code: [], types: [] },
  core: { code: ['language'], types: [] },
  results: { code: ['core'], types: [] },
  oracle: { code: ['core'], types: [] },
  storage: { code: ['core'], types: [] },
  engine: { code: ['core', 'language', 'oracle', 'storage'], types: [] },
  commands: { code: ['core', 'language', 'results'], types: ['engine', 'storage'] },
  ui: { code: ['core', 'language', 'results', 'commands'], types: ['engine'] },
  cli: { code: ['core', 'language', 'results', 'commands'], types: ['engine'] },
}

/** Packages that only one room may import. */
const soleImporters: Readonly<Record<string, string>> = { oracledb: 'oracle', ink: 'ui', react: 'ui' }

interface Import {
  readonly file: string
  readonly room: string
  readonly from: string
  readonly isTypeOnly: boolean
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
)

const roomOf = (path: string): string => {
  const [first = '', ...rest] = path.split(sep)
  return rest.length === 0 ? 'main' : first
}

/** Static and dynamic imports, and re-exports; comments do not count. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?['"]([^'"]+)['"]/gm,
  )
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  const room = roomOf(file)
  return [
    ...[...statements].map(([, type, names = '', from = '']) => ({
      file,
      room,
      from,
      isTypeOnly: type !== undefined || isAllTypes(names),
    })),
    ...[...dynamic].map(([, from = '']) => ({ file, room, from, isTypeOnly: false })),
  ]
}

const isAllTypes = (names: string): boolean => {
  const listed = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1] ?? 'default'
  const each = listed.split(',').map((name) => name.trim())
  return each.filter(Boolean).every((name) => name.startsWith('type '))
}

const imports = files.flatMap(importsOf)

const targetRoom = ({ file, from }: Import): string | undefined =>
  from.startsWith('.') ? roomOf(relative(source, resolve(source, dirname(file), from))) : undefined

describe('the doors between the rooms', () => {
  test('every room of the source stands in the table', () => {
    const rooms = new Set(files.map(roomOf))
    rooms.delete('main')
    expect([...rooms].sort()).toEqual(Object.keys(doors).sort())
  })

  test.each(Object.entries(doors))('%s imports only what its door allows', (room, door) => {
    const wrong = imports
      .filter((each) => each.room === room)
      .filter((each) => {
        const target = targetRoom(each)
        if (target === undefined || target === room) return false
        return !door.code.includes(target) && !(each.isTypeOnly && door.types.includes(target))
      })
    expect(wrong).toEqual([])
  })

  test.each(Object.entries(soleImporters))('%s is imported by %s alone', (name, room) => {
    const importers = imports.filter(({ from }) => from === name || from.startsWith(`${name}/`))
    expect(importers.length).toBeGreaterThan(0)
    expect(importers.filter((each) => each.room !== room)).toEqual([])
  })

  test('the check itself sees imports, types and dynamic ones', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(imports.some((each) => each.isTypeOnly)).toBe(true)
    expect(imports.some((each) => each.room === 'main' && targetRoom(each) === 'engine')).toBe(true)
  })
})
