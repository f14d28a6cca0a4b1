/** The README's programs for testing one's own program, run as they stand there. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { describeWithPython } from '../practice/wire/python.ts'
import { program } from './built-program.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '..', '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

const blockOf = (language: string): string => {
  const block = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(readme)?.[1]
  if (block === undefined) throw new Error(`the README has no ${language}`)
  return block
}

/** Where `multisession` is installed, as far as a program can see. */
function environment(): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const command = join(folder, 'multisession')
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(command, 0o755)
  return { ...process.env, PATH: [folder, process.env['PATH']].join(delimiter) }
}

const departments = 'ACCOUNTING OPERATIONS RESEARCH SALES\n'

test("the README's JavaScript asks a practice database of its own", async () => {
  const argv = ['--input-type=module', '--eval', blockOf('js')]
  const { stdout } = await run(process.execPath, argv, { cwd: root, env: environment() })
  expect(stdout).toBe(departments)
})

describeWithPython('in Python', () => {
  test("the README's program asks a practice database of its own", async () => {
    const { stdout } = await run('/usr/bin/python3', ['-c', blockOf('python')], { env: environment() })
    expect(stdout).toBe(departments)
  })
})
