import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Whatever a test starts without a place of its own writes here, never among the files of whoever runs the tests. */
const home = mkdtempSync(join(tmpdir(), 'multisession-tests-'))
process.once('exit', () => rmSync(home, { recursive: true, force: true }))

const every = 'test/**/*.test.{ts,tsx}'
const ofProgram = 'test/e2e/**/*.test.ts'
const ofPractice = 'test/practice/**/*.test.ts'
const pure = 'test/{core,language,results}/**/*.test.ts'
/** What a test file changes before it loads our modules, or loads them anew for, no other file may find so. */
const apart = ['test/core/local-time.test.ts', 'test/ui/live/golden.test.ts']

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
    // Files of a project that is not isolated follow each other in one process. Pure rooms know nothing of the driver, the
    // practice database is asked by the driver as it is, and the other rooms by the driver as we set it up, which changes
    // it and the zone of the whole process: these three never share one.
    projects: [
      {
        extends: true,
        test: { name: 'program', include: [ofProgram], globalSetup: ['test/e2e/built-program.ts'] },
      },
      { extends: true, test: { name: 'apart', include: apart } },
      {
        extends: true,
        test: { name: 'practice', include: [ofPractice], isolate: false, env: { TZ: 'UTC' } },
      },
      { extends: true, test: { name: 'pure', include: [pure], exclude: apart, isolate: false } },
      {
        extends: true,
        test: {
          name: 'rooms',
          include: [every],
          exclude: [ofProgram, ofPractice, pure, ...apart],
          isolate: false,
        },
      },
    ],
  },
})
