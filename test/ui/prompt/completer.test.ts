import { afterEach, describe, expect, test, vi } from 'vitest'
import { commandGroups, commands } from '../../../src/commands/commands.ts'
import type { ObjectWindow } from '../../../src/core/dictionary.ts'
import { badRequest } from '../../../src/core/failure.ts'
import { createCompleter } from '../../../src/ui/prompt/completer.ts'
import { edit, emptyEditor } from '../../../src/ui/prompt/editor.ts'
import type { Popup } from '../../../src/ui/prompt/popup.ts'
import { logOfEvents, openSessions } from '../../core/log-of-events.ts'
import { openShellBench, type ShellBench } from '../shell-bench.ts'

/** A completer over a dictionary whose answers come when the test says so. */
function bench(options: { readonly isOpen?: boolean } = {}) {
  const log = logOfEvents()
  if (options.isOpen ?? true) log.add(...openSessions(['a']))
  const answers: PromiseWithResolvers<ObjectWindow>[] = []
  let editor = emptyEditor
  let popup: Popup | undefined
  const said: string[] = []
  const login = log.state.sessions.get('a')?.spec.login ?? { user: 'a', connectString: 'practice' }
  const completer = createCompleter({
    dictionary: {
      schemaOf: () => 'A',
      objects(_reader, owner) {
        if (owner === 'PUBLIC') return Promise.resolve(named())
        const answer = Promise.withResolvers<ObjectWindow>()
        answers.push(answer)
        return answer.promise
      },
      schemas: async () => [],
      find: async () => undefined,
      forget: () => {},
    },
    ...{ commands, state: log.state, pause: 0, sessions: [{ name: 'a', login }] },
    context: () => ({
      state: log.state,
      settings: { target: 'a', mode: 'each', cap: 0, parameters: [], commit: false, next: {} },
      known: { sessions: ['a'], groups: new Map() },
      ...{ selected: undefined, groups: commandGroups, now: 0, isPractice: false },
    }),
    editor: () => editor,
    popup: () => popup,
    show: (next) => {
      popup = next
    },
    take(from, { text }) {
      editor = edit(editor, { type: 'complete', from, text })
    },
    say: (message) => said.push(message),
  })
  return {
    completer,
    answers,
    said,
    text: () => editor.text,
    shown: () => popup?.shown.map(({ text }) => text),
    type(text: string) {
      editor = edit(editor, { type: 'insert', text })
      completer.typed()
    },
  }
}

const named = (...names: string[]): ObjectWindow => ({
  objects: names.map((name) => ({ owner: 'A', name, type: 'TABLE' })),
  isCut: false,
})

describe('completion', () => {
  test('shows by itself what may stand there, and filters it while typing goes on', async () => {
    const { type, answers, shown } = bench()
    type('select * from e')
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    answers[0]?.resolve(named('EMP', 'EMP_OLD'))
    await vi.waitFor(() => expect(shown()).toEqual(['emp', 'emp_old']))
    type('mpo')
    expect(shown()).toEqual(['emp_old'])
  })

  test('an answer that comes late never takes the place of a newer one', async () => {
    const { type, answers, shown, completer } = bench()
    type('select * from ')
    completer.ask()
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    type('x')
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.resolve(named('XNEW', 'XNEWER'))
    await vi.waitFor(() => expect(shown()).toEqual(['xnew', 'xnewer']))
    answers[0]?.resolve(named('XOLD'))
    await answers[0]?.promise
    await new Promise(setImmediate)
    expect(shown()).toEqual(['xnew', 'xnewer'])
  })

  test('closing it closes it for answers on their way, too', async () => {
    const { type, answers, shown, completer } = bench()
    type('select * from e')
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    completer.close()
    answers[0]?.resolve(named('EMP'))
    await answers[0]?.promise
    await new Promise(setImmediate)
    expect(shown()).toBeUndefined()
  })

  test('takes the only candidate when it is asked for', async () => {
    const { type, answers, completer, text } = bench()
    type('select * from em')
    completer.ask()
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    answers[0]?.resolve(named('EMP', 'DEPT'))
    await vi.waitFor(() => expect(text()).toBe('select * from emp'))
  })

  test('of a dictionary that cannot be read it says so once, and again only when it is asked', async () => {
    const { type, answers, completer, said } = bench()
    type('select * from e')
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    answers[0]?.reject(badRequest('ORA-01031'))
    await vi.waitFor(() => expect(said).toEqual(['tables and columns are not known: ORA-01031']))
    type('m')
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.reject(badRequest('ORA-01031'))
    await new Promise(setImmediate)
    expect(said).toHaveLength(1)
    completer.ask()
    await vi.waitFor(() => expect(answers).toHaveLength(3))
    answers[2]?.reject(badRequest('ORA-01031'))
    await vi.waitFor(() => expect(said).toHaveLength(2))
  })

  test('asks no login for its names whose session nobody has opened', async () => {
    const { type, answers, completer, said } = bench({ isOpen: false })
    type('select * from e')
    completer.ask()
    await vi.waitFor(() => expect(said.join()).toMatch(/once a session of that login is open/))
    expect(answers).toHaveLength(0)
  })
})

describe('the list', () => {
  const open: ShellBench[] = []

  afterEach(async () => {
    for (const { engine, shell } of open.splice(0)) {
      shell.store.close()
      await engine.close()
    }
  })

  function start(columns = 80, rows = 24): ShellBench {
    const bench = openShellBench(() => ({ columns: ['X'], rows: [['1']] }))
    bench.shell.store.resize({ columns, rows })
    open.push(bench)
    return bench
  }

  test('shows while one types, beside it what each is, and leaves Enter what it was', async () => {
    const { type, shows, press, screen } = start()
    type('autocommit o')
    await shows(/on +commit what succeeds[\s\S]*off +commit nothing unasked/)
    type('n')
    press('enter')
    await shows(/each task that succeeds is committed/)
    expect(screen()).not.toMatch(/commit nothing unasked/)
  })

  test('Tab chooses, Tab again the next, Enter takes it and runs nothing', async () => {
    const { type, shows, press, screen } = start()
    type('autocommit ')
    press('tab')
    await shows(/› on/)
    press('tab')
    await shows(/› off/)
    press('enter')
    expect(screen()).toMatch(/> autocommit off/)
    expect(screen()).not.toMatch(/stays uncommitted/)
    press('enter')
    await shows(/work stays uncommitted/)
  })

  test('arrows choose once something is chosen, and Shift-Tab goes back', async () => {
    const { type, shows, press, screen } = start()
    type('on ')
    press('tab')
    await shows(/› scott/)
    press('down')
    await shows(/› a /)
    press('up', 'up')
    await shows(/› b /)
    press('shift-tab')
    await shows(/› a /)
    press('enter')
    expect(screen()).toMatch(/> on a/)
  })

  test('Esc closes it and leaves the text alone', async () => {
    const { type, shows, press, screen } = start()
    type('on ')
    press('tab')
    await shows(/› scott/)
    press('escape')
    expect(screen()).not.toMatch(/› scott/)
    expect(screen()).toMatch(/> on /)
  })

  test('Tab on an empty prompt still goes to the rows, and says nothing', async () => {
    const { enter, press, shows, shell } = start()
    enter('select 1 from dual;')
    await shows(/1\.1 .*succeeded/)
    press('tab')
    expect(shell.store.view().focus).toBe('grid')
  })

  test('takes eight lines at most, counts the rest, and never covers what is typed', async () => {
    const { type, press, shows, screen, shell } = start()
    type('help ')
    press('tab')
    await shows(/\d+ more …/)
    const listed = shell.store.frame().lines.filter((line) => line.includes('│'))
    expect(listed).toHaveLength(8)
    expect(screen()).toMatch(/> help/)
  })

  test.each([
    [40, 6],
    [20, 3],
    [12, 2],
    [80, 24],
  ])('fits a terminal of %i columns and %i rows', async (columns, rows) => {
    const { type, press, screen, shell } = start(columns, rows)
    type('help ')
    press('tab')
    shell.store.draw()
    const { lines, cursor } = shell.store.frame()
    expect(lines.length).toBeLessThanOrEqual(rows)
    for (const line of lines) expect(line.length).toBe(columns)
    expect(lines[cursor?.y ?? -1]).not.toContain('│')
    expect(screen()).toBeDefined()
  })
})
