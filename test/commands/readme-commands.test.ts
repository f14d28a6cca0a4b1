/** The README's table of commands, held to their declarations. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { commandGroups } from '../../src/commands/commands.ts'
import { usageOf } from '../../src/commands/registry.ts'

const readme = readFileSync(join(resolve(import.meta.dirname, '..', '..'), 'README.md'), 'utf8')

test('the README lists every command as it is declared', () => {
  const rows = commandGroups.flatMap(({ heading, commands }) => [
    `| **${heading}** | |`,
    ...commands.map((command) => `| \`${usageOf(command).replaceAll('|', '\\|')}\` | ${command.summary} |`),
  ])
  const found = readme.split('\n').slice(readme.slice(0, readme.indexOf('| **')).split('\n').length - 1)
  expect(found.slice(0, rows.length + 1)).toEqual([...rows, ''])
})
