/**
 * `npm run bench`: the engine against a bare loop on the driver, the seed's job four ways, the practice database in a
 * crowd and on a join, what the journal costs, and the screen, all in one run against one practice server in another process. Ratios count; seconds depend on the
 * machine. `npm run bench -- screen` is the screen alone.
 */
import { cpus } from 'node:os'
import { measureCrowd } from './crowd.ts'
import { measureEngine } from './engine-against-driver.ts'
import { lineUp } from './figures.ts'
import { compareWays } from './four-ways.ts'
import { measureJoin } from './join-against-loop.ts'
import { measureJournal } from './journal.ts'
import { measureQueue } from './queue.ts'
import { measureScreen } from './screen.ts'
import { startBenchServer } from './server.ts'

const [only] = process.argv.slice(2)
if (only === 'screen') console.log(await measureScreen())
else await measureAll()

async function measureAll(): Promise<void> {
  const server = await startBenchServer()
  try {
    console.log(`Node ${process.versions.node}, ${cpus().length} cores, practice server in its own process\n`)
    const ratios = [
      ...(await measureEngine(server.connectString, 1)),
      ...(await measureEngine(server.connectString, 3)),
    ]
    console.log(
      lineUp([
        ['engine against a bare loop on the driver', 'bare', 'engine', 'ratio'],
        ...ratios.map(({ name, bare, engine, ratio }) => [
          name,
          String(Math.round(bare)),
          String(Math.round(engine)),
          ratio.toFixed(2),
        ]),
      ]),
    )
    console.log(`\n${await compareWays(server.connectString)}`)
    console.log(`\n${await measureCrowd(server.connectString)}`)
    console.log(`\n${await measureJoin(server.connectString)}`)
    console.log(`\n${await measureJournal(server.connectString)}`)
    console.log(`\n${await measureQueue(server.connectString)}`)
    console.log(`\n${await measureScreen()}`)
  } finally {
    await server.stop()
  }
}
