import { expect, it } from 'vitest'
import { describeWithPython, pythonFile } from './python.ts'
import { gate, serve } from './served.ts'

const schemas = ['A', 'B', 'C', 'D', 'E', 'F', 'G']

describeWithPython("the seed's own program", () => {
  it('runs the task of seven schemas, three at a time, each in a session of its own', async () => {
    let active = 0
    let most = 0
    const started: string[] = []
    const three = gate<void>()
    const task = (schema: string) => ({
      kind: 'plsql' as const,
      async run() {
        started.push(schema)
        active += 1
        most = Math.max(most, active)
        if (started.length >= 3) three.resolve()
        await three.promise
        active -= 1
        return {}
      },
    })
    const { server, database } = await serve({
      ...Object.fromEntries(schemas.map((schema) => [`begin ${schema}.task; end;`, task(schema)])),
      'begin dbms_application_info.set_client_info(:1); end;': {
        kind: 'plsql',
        binds: ['1'],
        run: () => ({ directions: ['in'], outBinds: [[null]] }),
      },
    })
    const printed = await pythonFile('examples/seed.py', {
      MULTISESSION_CONNECT: server.connectString,
      MULTISESSION_PASSWORD: 'tiger',
    })
    expect(started.slice(0, 3).sort()).toEqual(['A', 'B', 'C'])
    expect(started.sort()).toEqual(schemas)
    expect(most).toBe(3)
    expect(printed.trim().split('\n')).toHaveLength(7)
    expect(database.sessions.map((session) => session.log[0])).toEqual(schemas.map(() => 'commit'))
  })
})
