import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { pageOutside, pagerOf } from '../../../src/ui/answer/external-pager.ts'
import { refusedWith, type Script } from '../scripted-connections.ts'
import { openShellBench, type ShellBench } from '../shell-bench.ts'

const script: Script = (statement) => {
  if (/nowhere/.test(statement)) throw refusedWith('ORA-00942: table or view does not exist')
  if (/wide/.test(statement)) return { columns: ['W'], rows: [['x'.repeat(300)]] }
  return {
    columns: ['NAME', 'NOTE'],
    rows: [
      ['KING', 'a,b'],
      ['SCOTT', null],
    ],
  }
}

let home: string
let bench: ShellBench
let copied: string[]
let paged: string[]

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'multisession-'))
  copied = []
  paged = []
  const outside = {
    copy: (sequence: string) => void copied.push(sequence),
    page: async (text: string) => void paged.push(text),
  }
  bench = openShellBench(script, { target: 'a,b', mode: 'each' }, undefined, outside)
})

afterEach(async () => {
  bench.shell.store.close()
  await bench.engine.close()
  rmSync(home, { recursive: true, force: true })
})

const clipboard = () => Buffer.from(copied.at(-1)?.slice(7, -1) ?? '', 'base64').toString()

describe('the answer in view', () => {
  test('is saved as rows with session and task, and as it stands on the screen', async () => {
    bench.enter('select name from emp;')
    await bench.shows(/a, b: 2 rows/)
    const [csv, text] = [join(home, 'staff.csv'), join(home, 'staff.txt')]
    bench.enter(`save ${csv}`)
    await bench.shows(/5 lines saved in /)
    expect(readFileSync(csv, 'utf8')).toBe(
      'SESSION,TASK,NAME,NOTE\na,1.1,KING,"a,b"\na,1.1,SCOTT,\nb,1.2,KING,"a,b"\nb,1.2,SCOTT,\n',
    )
    bench.enter(`save ${text}`)
    await vi.waitFor(() => expect(readFileSync(text, 'utf8')).toMatch(/^a, b: 2 rows\n {2}NAME/))
  })

  test('is saved in full, however narrow the screen', async () => {
    bench.enter('select wide from emp;')
    await bench.shows(/a, b: 1 row/)
    bench.enter(`save ${join(home, 'wide.txt')}`)
    await bench.shows(/saved in /)
    expect(readFileSync(join(home, 'wide.txt'), 'utf8')).toContain('x'.repeat(300))
  })

  test('is written over a file that is there only when somebody says so', async () => {
    const path = join(home, 'kept.txt')
    writeFileSync(path, 'precious')
    bench.enter('select name from emp;')
    await bench.shows(/a, b: 2 rows/)
    bench.enter(`save ${path}`)
    await bench.shows(/is there already: overwrite it\?/)
    bench.press('n')
    expect(readFileSync(path, 'utf8')).toBe('precious')
    bench.enter(`save ${path}`)
    await bench.shows(/overwrite it\?/)
    bench.shell.press([{ key: 'text', text: 'y' }])
    await bench.shows(/lines saved in/)
    expect(readFileSync(path, 'utf8')).toMatch(/KING/)
  })

  test('that cannot be saved says why', async () => {
    bench.enter('select name from emp;')
    await bench.shows(/a, b: 2 rows/)
    bench.enter(`save ${join(home, 'nowhere', 'all.txt')}`)
    await bench.shows(/could not be written: there is no such directory/)
    bench.enter(`save ${home}`)
    await bench.shows(/overwrite it\?/)
    bench.shell.press([{ key: 'text', text: 'y' }])
    await bench.shows(/could not be written: it is a directory/)
  })

  test('goes to the clipboard, and how much it was is said', async () => {
    bench.enter('select name from emp;')
    await bench.shows(/a, b: 2 rows/)
    bench.enter('copy csv')
    await bench.shows(/sent to the clipboard: 5 lines, 83 characters/)
    expect(clipboard()).toMatch(/^SESSION,TASK,NAME,NOTE\n/)
    bench.enter('help')
    bench.enter('copy')
    await vi.waitFor(() => expect(clipboard()).toMatch(/A statement ends with ;/))
  })

  test('goes into the pager, in full', async () => {
    bench.enter('select wide from emp;')
    await bench.shows(/a, b: 1 row/)
    bench.enter('pager')
    await vi.waitFor(() => expect(paged.join()).toContain('x'.repeat(300)))
  })

  test('has to be there, and to have rows where rows are wanted', async () => {
    bench.enter('copy')
    await bench.shows(/there is no answer yet/)
    bench.enter('select name from nowhere;')
    await bench.shows(/2 failed/)
    bench.enter('copy csv')
    await bench.shows(/there are no rows/)
    bench.enter('copy')
    await vi.waitFor(() => expect(clipboard()).toMatch(/ORA-00942[\s\S]*error-help\/db\/ora-00942/))
  })
})

describe.runIf(process.platform === 'linux')('the pager', () => {
  test('gets the text, is a command with arguments, and may leave early', async () => {
    const path = join(home, 'seen')
    await pageOutside('one\ntwo\n', { PAGER: `cat > '${path}'` }, 'linux')
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
    await pageOutside('x\n'.repeat(1_000_000), { PAGER: 'true' }, 'linux')
  })

  test('that is not there is named', async () => {
    await expect(pageOutside('x', { PAGER: 'no-such-pager' }, 'linux')).rejects.toThrow(
      /no-such-pager could not be started: set PAGER/,
    )
    expect(pagerOf({}, 'linux')).toBe('less -S')
  })
})
