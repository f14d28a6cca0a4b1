import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseRing, ringText } from '../../../src/core/ring.ts'
import { createEndedJobs } from '../../../src/ui/ring/ended-jobs.ts'
import { noticeSequence } from '../../../src/ui/ring/ring-sequence.ts'
import { createRinger } from '../../../src/ui/ring/ringer.ts'
import { endedWith, logOfEvents, openSessions } from '../../core/log-of-events.ts'
import { planOf } from '../../helpers/plans.ts'

/** Events of these tests are a millisecond apart: a job of one task takes one. */
function oneJob(ends = true) {
  const log = logOfEvents()
  log.add(...openSessions(['a']), { type: 'job queued', job: 1, plan: planOf({ sessions: ['a'], count: 1 }) })
  log.add({ type: 'task started', task: '1.1', session: 'a' })
  const end = () => log.add({ type: 'task ended', task: '1.1', ...endedWith({ outcome: 'failed' }) })
  if (ends) end()
  return { state: log.state, end }
}

describe('a way to ring', () => {
  test.each(['off', 'bell', 'notice', 'command:say "done"', 'command:["say","it is done"]'])(
    '%s is read and written as it was',
    (text) => {
      expect(ringText(parseRing(text))).toBe(text)
    },
  )

  test.each(['gong', '', 'command:', 'command:[]', 'command:[1]', 'command:["'])('%j is refused', (text) => {
    expect(() => parseRing(text)).toThrow(/expected/)
  })
})

describe('a job that has ended', () => {
  test('rings once when it took long enough, and not when it was short', () => {
    for (const [after, times] of [
      [1, 1],
      [2, 0],
    ] as const) {
      const { state, end } = oneJob(false)
      const jobs = createEndedJobs(after)
      expect(jobs.look(state, { by: 'bell' })).toEqual([])
      end()
      expect(jobs.look(state, { by: 'bell' })).toHaveLength(times)
      expect(jobs.look(state, { by: 'bell' })).toEqual([])
    }
  })

  test('rings however short it was when it was asked about, in the way that was asked for', () => {
    const { state } = oneJob()
    const jobs = createEndedJobs(10_000)
    jobs.ask(1, { by: 'notice' })
    const [[ring, ended] = []] = jobs.look(state, undefined)
    expect(ring).toEqual({ by: 'notice' })
    expect(ended?.text).toMatch(/^job 1 ended: 1 failed, 0\.0\ds$/)
  })

  test('and was forgotten before anybody looked is not waited for', () => {
    const log = logOfEvents()
    const jobs = createEndedJobs(0)
    log.add({ type: 'job queued', job: 1, plan: planOf({}) })
    expect(jobs.look(log.state, { by: 'bell' })).toEqual([])
    log.add({ type: 'task ended', task: '1.1', ...endedWith({}) }, { type: 'job forgotten', job: 1 })
    expect(jobs.look(log.state, { by: 'bell' })).toEqual([])
  })

  test('of an earlier program, looked at in this one, does not ring', () => {
    const { state } = oneJob()
    expect(createEndedJobs(0).look(state, { by: 'bell' })).toEqual([])
  })
})

describe('a notice', () => {
  test('holds nothing that a terminal would obey or take for another part', () => {
    const sequence = noticeSequence('4;3;\x1b]0;title\x07\n\u202eabc', {})
    const [plain = '', titled = ''] = sequence.split(/(?<=\x07)/)
    expect(plain).toMatch(/^\x1b\]9;multisession: [^\x00-\x1f\x7f;\u202e]*\x07$/)
    expect(titled).toMatch(/^\x1b\]777;notify;multisession;[^\x00-\x1f\x7f;\u202e]*\x07$/)
    expect(sequence).toBe(plain + titled)
  })

  test.each([
    [{ TERM_PROGRAM: 'iTerm.app' }, /^\x1b\]9;[^\x1b]*$/],
    [{ TERM: 'xterm-kitty' }, /^\x1b\]9;[^\x1b]*$/],
    [{ VTE_VERSION: '7600' }, /^\x1b\]777;[^\x1b]*$/],
    [{ TERM: 'foot' }, /^\x1b\]777;[^\x1b]*$/],
    [{ TMUX: '/tmp/x' }, /^\x1bPtmux;\x1b\x1b\]9;[^\x1b]*\x1b\\\x1bPtmux;\x1b\x1b\]777;[^\x1b]*\x1b\\$/],
  ])('comes up once in a terminal with %j', (env, form) => {
    expect(noticeSequence('done', env)).toMatch(form)
  })
})

describe('a command of the user', () => {
  const [[, ended] = []] = (() => {
    const { state } = oneJob()
    const jobs = createEndedJobs(0)
    jobs.ask(1, { by: 'bell' })
    return jobs.look(state, undefined)
  })()

  test('finds job and counts in its environment, and nothing of them in its words', async () => {
    if (!ended) throw new Error('no job has ended')
    const directory = await mkdtemp(join(tmpdir(), 'multisession-'))
    onTestFinished(() => rm(directory, { recursive: true, force: true }))
    const path = join(directory, 'heard')
    const code =
      'const { MULTISESSION_JOB: j, MULTISESSION_FAILED: f, MULTISESSION_TIMED_OUT: t, MULTISESSION_TEXT: x } = process.env; require("fs").writeFileSync(process.argv[1], [j, f, t, x].join("|"))'
    const ring = createRinger({ env: process.env, write: () => undefined })
    const hostile = { ...ended, text: `$(touch ${directory}/owned); "\`` }
    const command = [process.execPath, '--eval', code, path]
    expect(await ring({ by: 'command', command }, hostile)).toBeUndefined()
    expect(await readFile(path, 'utf8')).toBe(`1|1|0|${hostile.text}`)
    const line = `[ "$MULTISESSION_JOB" = 1 ] && printf %s "$MULTISESSION_TEXT" > "${path}"`
    expect(await ring({ by: 'command', command: line }, hostile)).toBeUndefined()
    expect(await readFile(path, 'utf8')).toBe(hostile.text)
  })

  test('that fails says so once', async () => {
    if (!ended) throw new Error('no job has ended')
    const ring = createRinger({ env: process.env, write: () => undefined })
    const missing = { by: 'command', command: ['/nowhere/at-all'] } as const
    expect(await ring(missing, ended)).toMatch(/ring command could not be started \(ENOENT\)/)
    expect(await ring(missing, ended)).toBeUndefined()
    expect(await ring({ by: 'command', command: 'exit 3' }, ended)).toMatch(/failed \(exit code 3\)/)
  })
})
