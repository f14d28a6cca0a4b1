/**
 * Two processes that add, edit and remove sessions and groups 1,000 times each at once: nothing is lost, nothing is seen
 * half written. Takes minutes, so the suite does a smaller part of it: `npm run torture`.
 */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectedAfter, inOrder, letTwoWrite } from '../storage/two-writers.ts'

const rounds = Number(process.argv[2] ?? 1000)
const directory = await mkdtemp(join(tmpdir(), 'multisession-'))
try {
  const started = performance.now()
  const { catalogue, looks, setAside } = await letTwoWrite(directory, rounds)
  const seconds = (performance.now() - started) / 1000
  assert.equal(setAside, undefined)
  assert.deepEqual(inOrder(catalogue), inOrder(expectedAfter(rounds)))
  assert.deepEqual(await readdir(directory), ['sessions.json'])
  const changes = rounds * 3 * 2
  console.log(
    `two writers, ${rounds} rounds each: ${changes} changes in ${seconds.toFixed(1)} s, none lost; ` +
      `${looks} looks beside them, each at a whole file`,
  )
} finally {
  await rm(directory, { recursive: true, force: true })
}
