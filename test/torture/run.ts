/**
 * `npm run torture [CASES] [SEED]`: kills the program at so many random moments (200), half of them with commits, and
 * resumes. Prints what the journal said that was not so, and ends with 1 when there was anything.
 */
import { startBenchServer } from '../bench/server.ts'
import { killAndResume } from './kill-and-resume.ts'
import { randomFrom } from './random.ts'

const cases = Number(process.argv[2] ?? 200)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const random = randomFrom(seed)
const server = await startBenchServer()
let lies = 0
try {
  const { connectString } = server
  // How long a job takes that nobody kills, so that the moments lie within it.
  const { lived: whole } = await killAndResume({
    connectString,
    number: 0,
    tasks: 300,
    commits: true,
    killAfter: 60_000,
  })
  console.log(`${cases} cases, seed ${seed}; a job takes ${whole.toFixed(0)} ms`)
  for (let number = 1; number <= cases; number++) {
    const commits = number % 2 === 0
    // Before the first task starts, and up to the end of the longest.
    const killAfter = Math.floor(random() * 1100) - 100
    const report = await killAndResume({
      connectString: server.connectString,
      number,
      tasks: 300,
      commits,
      killAfter,
    })
    lies += report.lies.length
    const { endedBefore, unknown } = report
    console.log(
      `${number}: ${commits ? 'commit' : 'no commit'}, killed after ${killAfter} ms: ${endedBefore} had succeeded, ${unknown} unknown`,
    )
    for (const lie of report.lies) console.log(`   ${lie}`)
  }
} finally {
  await server.stop()
}
console.log(`${lies} lies`)
process.exit(lies > 0 ? 1 : 0)
