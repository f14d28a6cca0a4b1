import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Whatever a test starts without a place of its own writes here, never among the files of whoever runs the tests. */
const home = mkdtempSync(join(tmpdir(), 'multisession-tests-'))
process.once('exit', () => rmSync(home, { recursive: true, force: true }))

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
    maxConcurrency: 4,
    env: { MULTISESSION_HOME: home },
    setupFiles: ['test/helpers/patience.ts'],
  },
})
