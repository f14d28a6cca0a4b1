/** Files of tests follow each other in one process: what one of them does to it, the next would find. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const config = readFileSync(join(root, '.config', 'vitest.config.ts'), 'utf8')

/** What replaces modules, loads them anew, or comes before they load. */
const changesModules = /\bvi\.(mock|doMock|hoisted|resetModules)\(/

const testFiles = readdirSync(import.meta.dirname, { recursive: true })
  .map((name) => join('test', String(name)))
  .filter((name) => /\.test\.tsx?$/.test(name) && !name.startsWith(join('test', 'e2e')))

test('a test file that changes which modules others would find has a process of its own', () => {
  const changing = testFiles.filter((name) => changesModules.test(readFileSync(join(root, name), 'utf8')))
  expect(changing).not.toEqual([])
  for (const name of changing) expect(config).toContain(`'${name}'`)
})
