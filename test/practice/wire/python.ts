/**
 * The second client: python-oracledb 1.2.1 as Debian ships it. Where it is missing, its tests are skipped, loudly.
 */
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { describe } from 'vitest'

const PYTHON = '/usr/bin/python3'
const run = promisify(execFile)

function isInstalled(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import oracledb'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** `describe`, or a loud skip where there is no python3-oracledb. */
export function describeWithPython(name: string, body: () => void): void {
  if (isInstalled()) {
    describe(name, body)
    return
  }
  console.warn(`SKIPPED: ${name}: ${PYTHON} has no oracledb (install Debian's python3-oracledb)`)
  describe.skip(name, body)
}

/**
 * Runs a Python program; `connect(...)` in it connects scott to the connect string.
 * @returns the value that the program gives to `answer`, read from JSON.
 */
export async function python(connectString: string, program: string): Promise<unknown> {
  const prelude = `
import datetime, json, os, oracledb
def connect(password="tiger"):
    return oracledb.connect(user="scott", password=password, dsn=os.environ["CONNECT"])
def answer(value):
    print(json.dumps(value))
`
  const env = { ...process.env, CONNECT: connectString }
  const { stdout } = await run(PYTHON, ['-c', prelude + program], { env, timeout: 25_000 })
  return JSON.parse(stdout)
}

/** Runs a Python file with these settings in its environment. */
export async function pythonFile(file: string, settings: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await run(PYTHON, [file], { env: { ...process.env, ...settings }, timeout: 25_000 })
  return stdout
}
