import { afterEach, describe, expect, test } from 'vitest'
import type { Settings } from '../../src/commands/command.ts'
import { badRequest } from '../../src/core/failure.ts'
import type { SessionSpec } from '../../src/core/session.ts'
import { refusedWith, type Script, untilBroken } from './scripted-connections.ts'
import { openShellBench, type ShellBench, scottAndFriends } from './shell-bench.ts'

const script: Script = (statement, broken) => {
  if (/sleep/.test(statement)) return untilBroken(broken)
  if (/update/.test(statement)) return { affected: 3 }
  if (/nowhere/.test(statement)) throw refusedWith('ORA-00942: table or view does not exist')
  if (/begin/.test(statement)) return { output: [`ran ${statement}`] }
  return { columns: ['NAME'], rows: [['KING'], ['SCOTT']] }
}

const open: ShellBench[] = []

function openBench(settings: Partial<Settings> = {}, sessions?: readonly SessionSpec[]): ShellBench {
  const bench = openShellBench(script, settings, sessions)
  open.push(bench)
  return bench
}

afterEach(async () => {
  for (const { engine, shell } of open.splice(0)) {
    shell.store.close()
    await engine.close()
  }
})

describe('a statement', () => {
  test('runs when Enter ends it, and its rows are shown', async () => {
    const { enter, shows, screen } = openBench()
    enter('select name from emp;')
    await shows(/KING[\s\S]*SCOTT/)
    await shows(/1\.1 .*✓ succeeded .*2 rows/)
    expect(screen()).toMatch(/scott:3> *\n/)
  })

  test('goes on in the next line until it is complete', async () => {
    const { enter, shows, screen } = openBench()
    enter('select name')
    expect(screen()).toMatch(/scott:3> select name/)
    expect(screen()).not.toMatch(/job 1/)
    enter('from emp;')
    await shows(/job 1 {2}select name from emp/)
  })

  test('that fails shows the error and what to do about it', async () => {
    const { enter, shows } = openBench()
    enter('select * from nowhere;')
    await shows(/1\.1 .*✗ failed .*ORA-00942/)
    await shows(/check the name/)
  })

  test('runs once for each parameter, and equal answers stand together', async () => {
    const { enter, shows } = openBench()
    enter('for x=1,2')
    enter('select :x from dual;')
    await shows(/1, 2: 2 rows/)
  })

  test('that cannot be planned says why and runs nothing', async () => {
    const { enter, shows, screen } = openBench()
    enter('select :x from dual;')
    await shows(/no value for :x/)
    expect(screen()).not.toMatch(/job 1/)
  })

  test('that was pasted behind a refused one does not run', async () => {
    const { shell, press, shows, screen } = openBench()
    shell.paste('cap three\nselect name from emp;')
    press('enter')
    await shows(/cap: expected a whole number.*1 after it not run/)
    expect(screen()).not.toMatch(/job 1/)
  })

  test('and the commit pasted behind it: the commit waits until its job has succeeded', async () => {
    const { shell, press, shows } = openBench()
    shell.paste('update emp set sal = 1;\ncommit;')
    press('enter')
    await shows(/committed the work of 1\.1 in scott#1/)
    await shows(/1\.1 .*✓ succeeded .*committed/)
  })

  test('that fails keeps the commit pasted behind it from running', async () => {
    const { shell, press, shows } = openBench()
    shell.paste('update emp set sal = 1;\nselect * from nowhere;\ncommit;')
    press('enter')
    await shows(/commit was not run: job 2 did not succeed/)
    await shows(/1\.1 .*changes pending/)
  })

  test('that was pasted runs nothing before Enter', async () => {
    const { shell, screen, press, shows } = openBench()
    shell.paste('select name from emp;')
    expect(screen()).toMatch(/scott:3> select name from emp;/)
    press('enter')
    await shows(/job 1/)
  })

  test('that no session may take says what it waits for, and runs once that is done', async () => {
    const { enter, shows } = openBench({ target: 'a' })
    enter('update emp set sal = 1;')
    await shows(/open work/)
    enter('select name from emp;')
    await shows(/2\.1 .*○ waiting .*commit or rollback first: all hold uncommitted work/)
    enter('rollback')
    await shows(/2\.1 .*✓ succeeded/)
  })

  test('that would commit the work of another job asks first', async () => {
    const { enter, shows, type } = openBench({ target: 'a', mode: 'each' })
    enter('update emp set sal = 1;')
    await shows(/a +◆ open work/)
    enter('truncate table emp;')
    await shows(/commit or roll back the work of 1\.1 in a: run it\? \(y\/N\)/)
    type('y')
    await shows(/job 2/)
  })
})

describe('commit of one job', () => {
  test('names the work of others that would go along, and asks', async () => {
    const { enter, shows, type } = openBench({ target: 'a', mode: 'each' })
    enter('update emp set sal = 1;')
    await shows(/a +◆ open work/)
    enter('update emp set sal = 2;')
    await shows(/job 1, 2/)
    enter('commit 2')
    await shows(/commit or roll back the work of 1\.1 in a: run it\? \(y\/N\)/)
    type('y')
    await shows(/1\.1 .*✓ succeeded .*committed/)
    await shows(/2\.1 .*✓ succeeded .*committed/)
  })
})

describe('Ctrl-C', () => {
  test('clears the prompt first', () => {
    const { type, press, screen } = openBench()
    type('select')
    press('ctrl-c')
    expect(screen()).toMatch(/scott:3> *\n/)
  })

  test('says which running task it would cancel, and cancels it when pressed again', async () => {
    const { enter, shows, press } = openBench()
    enter('begin sleep; end;')
    await shows(/1\.1 .*running/)
    press('down', 'ctrl-c')
    await shows(/cancel 1\.1 in scott#1\? Ctrl-C or y cancels/)
    press('ctrl-c')
    await shows(/1\.1 .*cancelled/)
  })

  test('leaves it running when the answer is no', async () => {
    const { enter, shows, press, type, screen } = openBench()
    enter('begin sleep; end;')
    await shows(/1\.1 .*running/)
    press('ctrl-c')
    type('n')
    expect(screen()).not.toMatch(/cancel job 1/)
    expect(screen()).toMatch(/1\.1 .*running/)
  })

  test('says how to leave when nothing runs', () => {
    const { press, screen } = openBench()
    press('ctrl-c')
    expect(screen()).toMatch(/quit or Ctrl-D leaves/)
  })
})

describe('leaving', () => {
  test('needs no question when nothing would be lost', async () => {
    const { enter, shell } = openBench()
    enter('quit')
    expect(await shell.left).toEqual({ code: 0, pending: [] })
  })

  test('asks when work runs or is uncommitted, and names both', async () => {
    const { enter, shows, shell, type } = openBench()
    enter('update emp set sal = 1;')
    await shows(/open work/)
    enter('begin sleep; end;')
    await shows(/2\.1 .*running/)
    enter('quit')
    await shows(/1 task runs, the work of 1 task is uncommitted: cancel, roll back and quit\? \(y\/N\)/)
    type('y')
    expect(await shell.left).toEqual({ code: 0, pending: ['1.1'] })
  })

  test('is not agreed to by a y that was typed before the question was asked', async () => {
    const { enter, shows, type, screen } = openBench()
    enter('update emp set sal = 1;')
    await shows(/open work/)
    enter('quit')
    type('y')
    await shows(/roll back and quit\? \(y\/N\)/)
    expect(screen()).toMatch(/scott:3> y/)
  })

  test('stays when the answer is anything but yes', async () => {
    const { enter, shows, press, screen } = openBench()
    enter('update emp set sal = 1;')
    await shows(/open work/)
    press('ctrl-d')
    await shows(/roll back and quit\? \(y\/N\)/)
    press('enter')
    expect(screen()).not.toMatch(/y\/N/)
    enter('rollback')
    await shows(/rolled back the work of 1\.1 in scott#1/)
    await shows(/1\.1 .*rolled back/)
  })
})

describe('looking around', () => {
  test('arrows select rows while the prompt is empty, Enter opens the answer, Esc goes back', async () => {
    const { enter, shows, press, screen } = openBench({ target: 'a,b', mode: 'each' })
    enter('begin x; end;')
    await shows(/2 succeeded/)
    press('down', 'down')
    await shows(/› 1\.2/)
    await shows(/1\.2 in b: succeeded/)
    press('enter')
    await shows(/ran begin x; end;/)
    expect(screen()).not.toMatch(/1\.1/)
    press('escape')
    expect(screen()).toMatch(/1\.1/)
  })

  test('typing goes to the prompt wherever one is', async () => {
    const { enter, shows, press, type, screen } = openBench()
    enter('help')
    await shows(/── help/)
    type('on a')
    expect(screen()).toMatch(/scott:3> on a/)
    press('enter')
    await shows(/^ any a /)
  })

  test('? shows the keys of the place, and is a character in a statement', async () => {
    const { type, shows, press, screen } = openBench()
    type('?')
    await shows(/In the rows[\s\S]*Enter +show the answer/)
    press('escape')
    type('a?')
    expect(screen()).toMatch(/scott:3> a\?/)
  })

  test('a key that cannot act says why', () => {
    const { press, screen } = openBench()
    press('up')
    expect(screen()).toMatch(/no task yet: type a statement/)
  })

  test('Shift-Tab leaves the typed text alone while rows are selected', async () => {
    const { enter, shows, type, press, screen } = openBench()
    enter('begin x; end;')
    await shows(/1 succeeded/)
    type('select 1')
    press('shift-tab', 'down')
    expect(screen()).toMatch(/› 1\.1/)
    expect(screen()).toMatch(/scott:3> select 1/)
  })
})

describe('protected sessions', () => {
  const live: readonly SessionSpec[] = ['x', 'y'].map((name) => ({
    name,
    login: { user: name, connectString: 'live' },
    protected: true,
  }))
  const onBoth = () => openBench({ target: 'x,y', mode: 'each', cap: 0 }, live)

  test('take a query unasked, and ask for their number before anything else', async () => {
    const { enter, shows, press, type, screen } = onBoth()
    enter('select name from emp;')
    await shows(/1\.2 .*✓ succeeded/)
    enter('update emp set sal = 1;')
    await shows(/protected: x, y; type how many they are to run it, Esc runs nothing: _/)
    expect(screen()).not.toMatch(/job 2/)
    type('12')
    press('backspace')
    press('backspace')
    type('2')
    await shows(/nothing: 2_/)
    press('enter')
    await shows(/2\.2 .*✓ succeeded/)
    enter('commit')
    await shows(/type how many they are/)
    type('2')
    press('enter')
    await shows(/committed the work of 2\.1, 2\.2/)
  })

  test('cannot be mistaken: the prompt says so before everything else, and how many of how many', async () => {
    const { screen, enter, shows } = onBoth()
    expect(screen()).toMatch(/^ PROTECTED {2}x,y> /m)
    enter('cap 1')
    await shows(/^ PROTECTED {2}cap 1 x,y> /m)
    const mixed = openBench({ target: 'x,scott', cap: 0 }, [...live, ...scottAndFriends])
    expect(mixed.screen()).toMatch(/^ 1 of 2 PROTECTED {2}x,scott> /m)
    mixed.enter('on scott')
    await mixed.shows(/^scott> /m)
  })

  test.each([
    ['a wrong number', '3', 'enter', /3 is not their number/],
    ['no number', '', 'enter', /no number was typed/],
    ['a yes', 'y', 'enter', /no number was typed/],
    ['Escape', '2', 'escape', /x,y>/],
    ['Ctrl-C', '2', 'ctrl-c', /x,y>/],
  ])('run nothing after %s', async (_, typed, key, shown) => {
    const { enter, shows, press, type, engine } = onBoth()
    enter('update emp set sal = 1;')
    await shows(/type how many they are/)
    type(typed)
    press(key)
    await shows(shown)
    expect(engine.subscribe(() => {}).state.jobs.size).toBe(0)
  })
})

describe('the user’s own editor', () => {
  const openWith = (edit: (text: string) => Promise<string>) => {
    const bench = openShellBench(script, {}, scottAndFriends, { edit })
    open.push(bench)
    return bench
  }

  test('takes the text of the prompt with Ctrl-X Ctrl-E, and what it gives back is not run', async () => {
    const { type, press, shows, screen } = openWith(async (text) => `${text}\nfrom emp;`)
    type('select name')
    press('ctrl-x', 'ctrl-e')
    await shows(/scott:3> select name *\n *2> from emp;/)
    expect(screen()).not.toMatch(/job 1/)
    press('ctrl-_')
    expect(screen()).not.toMatch(/from emp/)
    press('enter')
  })

  test('takes the last statement with edit, whatever commands came after it', async () => {
    const { enter, shows } = openWith(async (text) => text.replace('KING', 'SCOTT'))
    enter("select 'KING' from dual;")
    enter('cap 1')
    await shows(/1 succeeded/)
    enter('edit')
    await shows(/scott:3> select 'SCOTT' from dual;/)
  })

  test('that fails leaves the text as it was, and says so', async () => {
    const { type, press, shows, screen } = openWith(async () => {
      throw badRequest('vi ended with exit code 1: the text is as it was')
    })
    type('select name')
    press('ctrl-x', 'ctrl-e')
    await shows(/vi ended with exit code 1: the text is as it was/)
    expect(screen()).toMatch(/scott:3> select name/)
  })

  test('is not given a password', async () => {
    let given = ''
    const { type, press, shows } = openWith(async (text) => {
      given = text
      return text
    })
    type('alter user a identified by secret1')
    press('ctrl-x', 'ctrl-e')
    await shows(/it holds a password, which is written to no file/)
    expect(given).toBe('')
  })

  test('is not opened by Ctrl-X and any other key, which is no text then', () => {
    const { type, press, screen } = openWith(async () => 'edited')
    type('a')
    press('ctrl-x')
    type('b')
    type('c')
    expect(screen()).toMatch(/scott:3> ac /)
  })
})

test('Alt-Enter breaks the line of a statement that is complete, too', async () => {
  const { type, press, shows, screen } = openBench()
  type('select name from emp;')
  press('alt-enter')
  type('cap 1')
  expect(screen()).toMatch(/scott:3> select name from emp; *\n *2> cap 1/)
  press('enter')
  await shows(/job 1[\s\S]*scott:3> *\n/)
})

describe('Ctrl-R', () => {
  const searching = () => {
    const bench = openBench()
    for (const line of ['cap 5', 'each', 'any', 'cap 3']) bench.enter(line)
    bench.type('draft')
    bench.press('ctrl-r')
    return bench
  }

  test('searches what was typed before, in place of the prompt, and runs nothing when it is taken', async () => {
    const { type, press, screen, shows } = searching()
    expect(screen()).toMatch(/^search ''> draft/m)
    type('cap')
    expect(screen()).toMatch(/^search 'cap'> cap 3/m)
    press('ctrl-r')
    expect(screen()).toMatch(/^search 'cap'> cap 5/m)
    press('ctrl-r')
    expect(screen()).toMatch(/^nothing more with 'cap'> cap 5/m)
    press('ctrl-s', 'ctrl-r')
    press('enter')
    await shows(/scott:3> cap 5 /)
    expect(screen()).toMatch(/any scott:3 {2}cap 3/)
    press('enter')
    await shows(/any scott:3 {2}cap 5/)
  })

  test.each(['ctrl-g', 'ctrl-c'])('gives the prompt back as it was with %s', (key) => {
    const { type, press, screen } = searching()
    type('ea')
    expect(screen()).toMatch(/^search 'ea'> each/m)
    press(key)
    expect(screen()).toMatch(/^cap 3 scott:3> draft/m)
  })

  test('ends with what it found when another key is pressed, which then acts', () => {
    const { type, press, screen } = searching()
    type('ea')
    press('ctrl-e')
    type(' a')
    expect(screen()).toMatch(/^cap 3 scott:3> each a/m)
  })
})

test('a statement that sets a password is remembered without it', async () => {
  const { enter, shows, press, screen } = openBench({ target: 'a', mode: 'each' })
  enter('alter user a identified by tiger1;')
  await shows(/1\.1 .*succeeded/)
  press('up')
  press('tab')
  await shows(/alter user a identified by \*\*\*/)
  expect(screen()).not.toMatch(/tiger1/)
})

test.each([
  'alter user a identified by "QXZ XQ"',
  'alter user a identified by QXZXQ replace ZQXXQ',
  'connect scott/QXZXQ@db1',
])('no screen ever shows the password while %j is typed', (text) => {
  const { type, screen } = openBench()
  let seen = ''
  for (const character of text) {
    type(character)
    seen += screen()
  }
  expect(seen).not.toMatch(/[QXZ]/)
  expect(screen()).toMatch(/\*{5}/)
})

describe('a password', () => {
  test('is typed or pasted without being shown, and asked for one after the other', async () => {
    const { shell, shows, press, type, screen } = openBench()
    const first = shell.askPassword('HR@db1')
    const second = shell.askPassword('FIN@db1')
    await shows(/Password for HR@db1, which is not shown/)
    type('s3cre')
    press('backspace')
    type('éy')
    expect(screen()).not.toMatch(/s3cr|éy/)
    press('enter')
    expect(await first).toBe('s3créy')
    await shows(/Password for FIN@db1/)
    shell.paste('pasted s3cret\n')
    expect(screen()).not.toMatch(/pasted/)
    press('enter')
    expect(await second).toBe('pasted s3cret')
    expect(JSON.stringify(shell.store.view())).not.toMatch(/s3cr/)
  })

  test.each(['escape', 'ctrl-c'])('may be refused by %s, and nobody is asked again', async (key) => {
    const { shell, shows, press } = openBench()
    const asked = shell.askPassword('HR@db1')
    asked.catch(() => undefined)
    await shows(/Password for HR@db1/)
    press(key)
    await expect(asked).rejects.toThrow('no password was given for HR@db1')
    await shows(/scott:3>/)
  })

  test('that is asked for does not keep anybody from leaving', async () => {
    const { shell } = openBench()
    const asked = shell.askPassword('HR@db1')
    asked.catch(() => undefined)
    shell.leave(0)
    await expect(asked).rejects.toThrow('no password was given')
    expect((await shell.left).code).toBe(0)
  })

  test('waits for a question that is on the screen', async () => {
    const { shell, enter, shows, press, screen } = openBench()
    enter('begin dbms_session.sleep(60); end;')
    await shows(/1\.1 .*running/)
    press('ctrl-c')
    await shows(/cancel job 1/)
    const asked = shell.askPassword('HR@db1')
    asked.catch(() => undefined)
    expect(screen()).toMatch(/cancel job 1/)
    press('n')
    await shows(/Password for HR@db1/)
    press('escape')
    await expect(asked).rejects.toThrow()
  })
})
