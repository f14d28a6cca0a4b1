import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Whatever a test starts without a place of its own writes here, never among the files of whoever runs the tests. */
const home = mkdtempSync(join(tmpdir(), 'multisession-tests-'))
process.once('exit', () => rmSync(home, { recursive: true, force: true }))

const ofProgram = 'test/e2e/**/*.test.ts'
const ofPractice = 'test/practice/**/*.test.ts'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // One more than the machine has cores: much of what is tested waits.
    maxWorkers: 3,
    maxConcurrency: 4,
    env: { MULTISESSION_HOME: home },
    setupFiles: ['test/helpers/patience.ts'],
    // Files of a room follow each other in the same process. The practice database is asked by the driver as it is, and
    // everything else by the driver as we set it up: those two never share a process.
    projects: [
      {
        extends: true,
        test: { name: 'program', include: [ofProgram], globalSetup: ['test/e2e/built-program.ts'] },
      },
      {
        extends: true,
        test: { name: 'practice', include: [ofPractice], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [ofProgram, ofPractice],
          isolate: false,
        },
      },
    ],
  },
})
