/**
 * Random mixes of jobs, commands and faults, each held to what the server has written down. `npm run torture` runs a
 * thousand; MIX_SEED runs others than those that chance gives.
 */
import { expect, test } from 'vitest'
import { type MixReport, runMixes, tellFailure } from '../torture/fault-mix.ts'

const mixes = 50
const first = Number(process.env['MIX_SEED'] ?? Date.now() % 1_000_000)

test(`in ${mixes} random mixes every task ends as the server bears out, no cap is passed, no session or slot is lost`, async () => {
  const seeds = Array.from({ length: mixes }, (_, index) => first + index)
  const reports: MixReport[] = []
  await runMixes(seeds, 4, (report) => reports.push(report))
  const failed = reports.filter(({ lies }) => lies.length > 0)
  expect(failed.map(tellFailure).join('\n')).toBe('')
  expect(reports.map(({ seed }) => seed).sort((a, b) => a - b)).toEqual(seeds)
  // A mix in which nothing happens proves nothing.
  const ends = new Set(reports.flatMap((report) => [...report.ends.keys()]))
  for (const end of ['succeeded, committed', 'succeeded, rolled back', 'failed, none', 'unknown, in doubt'])
    expect(ends).toContain(end)
}, 240_000)
