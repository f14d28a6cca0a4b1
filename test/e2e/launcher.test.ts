/** The launcher in front of the bundle, as an old and as a new Node see it. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { program } from './built-program.ts'

/** Runs the built program in a Node that calls itself by another version. */
function runAs(version: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  return spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, program, '--version'],
    {
      encoding: 'utf8',
    },
  )
}

test.each(['18.20.0', '20.20.2', '22.12.9'])(
  'Node %s is told in one line what is needed, and ends with 255',
  (version) => {
    const { status, stdout, stderr } = runAs(version)
    expect(stderr).toMatch(
      new RegExp(`^multisession needs Node 22\\.13 or newer; this is Node ${version} \\(.*\\)\\n$`),
    )
    expect({ status, stdout }).toEqual({ status: 255, stdout: '' })
  },
)

test.each(['22.13.0', '24.0.0', '26.1.0'])('Node %s is let in', (version) => {
  const { status, stdout } = runAs(version)
  expect({ status, stdout: stdout.trim() }).toEqual({
    status: 0,
    stdout: JSON.parse(readFileSync('package.json', 'utf8')).version,
  })
})

test('nothing is loaded before the check: the launcher is small and imports only on its way out', () => {
  const launcher = readFileSync(program, 'utf8')
  expect(launcher.length).toBeLessThan(2000)
  expect(launcher).not.toMatch(/^import /m)
})
