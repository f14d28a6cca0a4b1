/**
 * `node test/torture/fault-mix.ts [MIXES] [SEED]`: so many random mixes of jobs, commands and faults (1,000), from that
 * seed on, each held to the server's ledger. One alone: `fault-mix.ts 1 SEED`. Ends with 1 when anything was not so.
 */
import { pathToFileURL } from 'node:url'
import { judgeMix } from './faults/judge.ts'
import { type Lane, openLane } from './faults/lane.ts'
import { describeMix, mixOf } from './faults/mix.ts'
import { playMix } from './faults/play.ts'

export interface MixReport {
  readonly seed: number
  /** What was not so; empty when all is well. */
  readonly lies: readonly string[]
  /** How many tasks ended so, by `outcome, fate`. */
  readonly ends: ReadonlyMap<string, number>
}

/** Runs the mixes of these seeds, on so many databases at once, and hands over each report as it comes. */
export async function runMixes(
  seeds: readonly number[],
  databases: number,
  tell: (report: MixReport) => void,
): Promise<void> {
  const left = [...seeds]
  const work = async (lane: Lane): Promise<void> => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) tell(await runMix(seed, lane))
  }
  const lanes = await Promise.all(Array.from({ length: Math.min(databases, seeds.length) }, openLane))
  try {
    await Promise.all(lanes.map(work))
  } finally {
    await Promise.all(lanes.map((lane) => lane.stop()))
  }
}

async function runMix(seed: number, lane: Lane): Promise<MixReport> {
  const record = await playMix(mixOf(seed), lane)
  const ends = new Map<string, number>()
  for (const { tasks } of record.state.jobs.values()) {
    for (const { phase } of tasks) {
      if (phase.name !== 'ended') continue
      const key = `${phase.end.outcome}, ${phase.end.fate}`
      ends.set(key, (ends.get(key) ?? 0) + 1)
    }
  }
  return { seed, lies: judgeMix(record), ends }
}

/** A mix that failed, for people: what was not so, what the mix is, and how to run it alone. */
export const tellFailure = ({ seed, lies }: MixReport): string =>
  [
    `mix ${seed}: ${lies.length} lies`,
    ...lies.map((lie) => `   ${lie}`),
    ...describeMix(mixOf(seed)).map((line) => `   ${line}`),
    `   alone: node test/torture/fault-mix.ts 1 ${seed}`,
  ].join('\n')

async function main(): Promise<void> {
  const mixes = Number(process.argv[2] ?? 1000)
  const first = Number(process.argv[3] ?? Date.now() % 1_000_000)
  const seeds = Array.from({ length: mixes }, (_, index) => first + index)
  console.log(`${mixes} mixes, seeds ${first} to ${first + mixes - 1}`)
  const ends = new Map<string, number>()
  let failed = 0
  await runMixes(seeds, 3, (report) => {
    for (const [key, count] of report.ends) ends.set(key, (ends.get(key) ?? 0) + count)
    if (report.lies.length === 0) return
    failed++
    console.log(tellFailure(report))
  })
  for (const [key, count] of [...ends].sort()) console.log(`${count} ${key}`)
  console.log(`${failed} of ${mixes} mixes failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
