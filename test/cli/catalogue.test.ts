import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { query, startCliBench, text } from '../helpers/cli-bench.ts'

async function bench() {
  const bench = await startCliBench({
    'select who': query([{ name: 'WHO', type: text(), nullable: true }], [['me']]),
  })
  onTestFinished(() => bench.stop())
  const program = async (...argv: string[]) => {
    const run = bench.run(argv)
    return { exitCode: await run.exitCode, stdout: run.stdout(), stderr: run.stderr() }
  }
  return { ...bench, program }
}

const file = (settings: string): string => join(settings, 'sessions.json')

describe('saved sessions and groups on the command line', () => {
  test('are there for the next run, by name, group and rule', async () => {
    const { program, connectString } = await bench()
    await program('sessions', 'add', `hr_test=scott@${connectString}`, `hr_prod=scott@${connectString}`)
    await program('groups', 'add', 'hr', 'hr_test', 'hr_prod')
    await program('groups', 'add', 'prod', '--rule', '*_prod')
    const { stdout, exitCode } = await program('run', 'select who', '--on', 'hr', '--format', 'csv')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/hr_prod/)
    expect(stdout).toMatch(/hr_test/)
    expect((await program('run', 'select who', '--on', 'prod', '--dry-run')).stdout).toMatch(
      /1 task in 1 session/,
    )
  })

  test('are listed for people and for programs', async () => {
    const { program } = await bench()
    await program('sessions', 'add', 'dba=sys@PROD as sysdba', '--config-dir', '/etc/oracle')
    await program('groups', 'add', 'all', '--rule', '*')
    expect((await program('sessions', 'list')).stdout).toMatch(/dba +sys@PROD +sysdba +\/etc\/oracle/)
    expect((await program('groups', 'list')).stdout).toMatch(/all +\* +1 session: dba/)
    const { stdout } = await program('sessions', 'list', '--format', 'json')
    expect(JSON.parse(stdout)).toEqual([
      {
        name: 'dba',
        login: { user: 'sys', connectString: 'PROD', role: 'sysdba', configDir: '/etc/oracle' },
      },
    ])
    expect(JSON.parse((await program('groups', 'list', '--format', 'json')).stdout)).toMatchObject([
      { name: 'all', now: ['dba'] },
    ])
  })

  test('are changed part by part', async () => {
    const { program } = await bench()
    await program('sessions', 'add', 'hr=hr@db1', 'fin=fin@db2', '--wallet', '/w')
    await program('groups', 'add', 'both', 'hr', 'fin')
    await program('sessions', 'edit', 'hr', '--name', 'people', '--login', 'app[hr]@db3', '--wallet', '')
    expect((await program('sessions', 'list', '--format', 'json')).stdout).not.toMatch(/"name": "hr"/)
    const [people] = JSON.parse((await program('sessions', 'list', '--format', 'json')).stdout)
    expect(people).toEqual({ name: 'people', login: { user: 'app[hr]', connectString: 'db3' } })
    await program('groups', 'edit', 'both', '--remove', 'fin')
    expect((await program('groups', 'list')).stdout).toMatch(/both +1 session: people/)
    const removed = await program('sessions', 'remove', 'people')
    expect(removed.stderr).toBe('removed 1 session: people\n')
    expect((await program('groups', 'list')).stdout).toMatch(/both +none/)
  })

  test('have all that says how a session is treated, and it can be taken away again', async () => {
    const { program } = await bench()
    const treatment = [
      ...[
        '--protected',
        '--read-only',
        '--schema',
        'app',
        '--keepalive',
        '60',
        '--cap',
        '3',
        '--colour',
        'red',
      ],
      ...['--tag', 'live', '--tag', 'emea', '--init', 'set role all', '--init', 'select 1 from dual'],
      ...['--results', 'discard', '--password-from', 'command:["pass","show","hr"]'],
    ]
    expect((await program('sessions', 'add', 'hr=hr@db1', ...treatment)).stderr).toBe('saved 1 session: hr\n')
    const saved = async () => JSON.parse((await program('sessions', 'list', '--format', 'json')).stdout)
    const hr = { name: 'hr', login: { user: 'hr', connectString: 'db1' } }
    expect(await saved()).toEqual([
      {
        ...hr,
        ...{
          schema: 'app',
          init: ['set role all', 'select 1 from dual'],
          keepalive: 60,
          colour: 'red',
          cap: 3,
        },
        ...{ protected: true, readOnly: true, results: 'discard', tags: ['live', 'emea'] },
        password: { from: 'command', command: ['pass', 'show', 'hr'] },
      },
    ])
    const away = [
      ...[
        '--no-protected',
        '--no-read-only',
        '--schema',
        '',
        '--keepalive',
        '0',
        '--cap',
        '0',
        '--colour',
        '',
      ],
      ...[
        '--untag',
        'live',
        '--untag',
        'emea',
        '--init',
        '',
        '--results',
        'keep',
        '--password-from',
        'prompt',
      ],
    ]
    expect((await program('sessions', 'edit', 'hr', ...away)).stderr).toBe('session hr is changed\n')
    expect(await saved()).toEqual([hr])
  })

  test('are listed at 80 columns with what to know before running something there', async () => {
    const { program } = await bench()
    await program('sessions', 'add', 'prod=app[hr]@db1.example.com/pdb1', '--protected', '--tag', 'live')
    await program('sessions', 'add', 'look=app[hr]@db1.example.com/pdb1', '--read-only', '--schema', 'hr')
    const { stdout } = await program('sessions', 'list')
    expect(stdout).toMatch(/^prod +app\[hr\]@db1.example.com\/pdb1 +protected +live$/m)
    expect(stdout).toMatch(/^look +app\[hr\]@db1.example.com\/pdb1 +read only +hr$/m)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('may be tagged, and the tag named as a target', async () => {
    const { program, connectString } = await bench()
    await program('sessions', 'add', `x=scott@${connectString}`, '--tag', 'live')
    expect((await program('run', 'select who', '--on', 'live')).exitCode).toBe(0)
  })

  test('a rule that means nothing since a change says so at once', async () => {
    const { program } = await bench()
    await program('sessions', 'add', 'a=a@db', 'b=b@db')
    await program('groups', 'add', 'not_b', '--rule', 'a!b')
    expect((await program('sessions', 'remove', 'b')).stderr).toMatch(/group not_b means nothing now: .*"b"/)
  })

  test('test opens each and counts in its exit code those that do not open', async () => {
    const { program, run: start, connectString } = await bench()
    const nobody = connectString.replace(/[^/]*$/, 'nowhere')
    await program('sessions', 'add', `good=scott@${connectString}`, `bad=scott@${nobody}`)
    const passwords = { MULTISESSION_PASSWORD_GOOD: 'tiger', MULTISESSION_PASSWORD_BAD: 'tiger' }
    const run = start(['sessions', 'test'], { env: passwords })
    expect(await run.exitCode).toBe(1)
    expect(run.stdout()).toMatch(/good +yes +SCOTT +PRACTICE/)
    expect(run.stdout()).toMatch(/bad +no +.*nowhere/)
  })

  test('a tnsnames.ora becomes sessions; names that are taken are left out and told', async () => {
    const { program, settings } = await bench()
    const path = join(settings, 'tnsnames.ora')
    await writeFile(
      path,
      'HR = (DESCRIPTION=(X=1))\nFIN, FIN.EXAMPLE.COM = (DESCRIPTION=(X=2))\nIFILE=/more.ora\n',
    )
    await program('sessions', 'add', 'hr=hr@db1')
    const { stderr, exitCode } = await program('sessions', 'import', path, '--user', 'app')
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/saved 2 sessions: fin, fin\.example\.com/)
    expect(stderr).toMatch(/left out.*: HR/)
    expect(stderr).toMatch(/not read: \/more\.ora/)
    const saved = JSON.parse((await program('sessions', 'list', '--format', 'json')).stdout)
    expect(saved[1]).toEqual({
      name: 'fin',
      login: { user: 'app', connectString: 'FIN', configDir: settings },
    })
  })

  test('--connect goes before what is saved under the same name', async () => {
    const { program, connectString } = await bench()
    await program('sessions', 'add', 'me=nobody@nowhere')
    const connect = `me=scott@${connectString}`
    expect((await program('run', 'select who', '--on', 'me', '--connect', connect)).exitCode).toBe(0)
  })

  test('a file that cannot be read is kept aside and named, and the rest goes on', async () => {
    const { program, settings } = await bench()
    await writeFile(file(settings), 'torn {')
    const { stdout, stderr, exitCode } = await program('sessions', 'list')
    expect(exitCode).toBe(0)
    expect(stdout).toBe('no sessions are saved\n')
    const kept = /is kept as (\S+)/.exec(stderr)?.[1] ?? ''
    expect(await readFile(kept, 'utf8')).toBe('torn {')
  })

  test.each([
    [['sessions'], /a command is missing/],
    [['sessions', 'add', 'x=y/secret@db'], /a password does not belong on the command line/],
    [['sessions', 'edit', 'x'], /nothing to change in x/],
    [['sessions', 'remove', 'x'], /no saved session is called x; none are saved/],
    [['sessions', 'add', 'x=y@db', '--password-from', 'tiger'], /--password-from: expected prompt/],
    [['sessions', 'add', 'x=y@db', '--password-from', 'command:["'], /expected a JSON list of words/],
    [['sessions', 'add', 'x=y@db', '--tag', 'x'], /tag x: a session is called so/],
    [['sessions', 'add', 'x=y@db', '--colour', 'pink'], /Allowed choices are red/],
    [['groups', 'add', 'g'], /group g: expected either sessions or --rule TARGET/],
    [['groups', 'add', 'g', 'x'], /no saved session is called x/],
    [['sessions', 'test'], /no session is saved/],
    [['sessions', 'import', '/no/such/file', '--user', 'u'], /cannot read \/no\/such\/file/],
    [['run', 'select 1 from dual', '--on', 'x'], /no session is known: save one/],
  ])('%j is refused in one line', async (argv, message) => {
    const { program } = await bench()
    const { stderr, exitCode } = await program(...argv)
    expect(exitCode).toBe(255)
    expect(stderr).toMatch(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toMatch(/y\/secret|tiger/)
  })
})
