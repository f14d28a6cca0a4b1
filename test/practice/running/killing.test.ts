import { describe, expect, it, vi } from 'vitest'
import { OracleError } from '../../../src/practice/error.ts'
import { killSession } from '../../../src/practice/running/calls.ts'
import { openDatabaseSession } from '../../../src/practice/running/database-session.ts'
import { Instance } from '../../../src/practice/running/instance.ts'
import { builtInPackages } from '../../../src/practice/running/packages/built-in-packages.ts'
import { Session } from '../../../src/practice/running/session.ts'

const killed = () => new OracleError(28, 'your session has been killed')

const openKillable = () => {
  const identity = {
    ...{ service: 's', uniqueName: 'S', pdbName: 'S', instanceName: 's', domain: '' },
    version: [23, 26, 0, 0, 0],
  } as const
  const instance = new Instance(identity, builtInPackages)
  const logon = {
    ...{ user: 'u', service: 's', program: '', machine: '', terminal: '', osUser: '', process: '' },
  }
  const session = new Session({ sid: 1, serial: 1, audsid: 1, logon, user: 'U', userId: 1 })
  const door = openDatabaseSession(session, instance)
  const onKilled = vi.fn()
  door.onKilled(onKilled)
  const start = async (sql: string) =>
    door.execute(door.prepare(sql), [], [[]], { commit: false, batchErrors: false }).done
  return { session, instance, start, onKilled }
}

describe('a session that is killed', () => {
  it('ends its call at once, whatever its handlers do, and is reported dead', async () => {
    const { session, instance, start, onKilled } = openKillable()
    const running = start(
      'begin loop begin dbms_session.sleep(1000); exception when others then null; end; end loop; end;',
    )
    killSession(session, instance, killed())
    await expect(running).rejects.toThrow('ORA-00028')
    await vi.waitFor(() => expect(onKilled).toHaveBeenCalledTimes(1))
  })

  it('while idle is told so by its next call', async () => {
    const { session, instance, start, onKilled } = openKillable()
    killSession(session, instance, killed())
    expect(onKilled).not.toHaveBeenCalled()
    await expect(start('begin null; end;')).rejects.toThrow('ORA-00028')
    await vi.waitFor(() => expect(onKilled).toHaveBeenCalledTimes(1))
  })
})
