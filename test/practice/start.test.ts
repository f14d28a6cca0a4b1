import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import oracledb from 'oracledb'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startPractice } from '../../src/practice/start.ts'

const connect = (connectString: string) =>
  oracledb.getConnection({ user: 'scott', password: 'tiger', connectString })

/** The practice database in a process of its own, which runs `before` first. */
const serveAlone = async (before = '') => {
  const serve = "(await import('./src/practice/serve.ts')).servePractice()"
  const server = spawn(process.execPath, ['--input-type=module', '--eval', `${before}; ${serve}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    server.kill('SIGKILL')
  })
  let told = ''
  server.stderr.on('data', (bytes) => {
    told += bytes
  })
  const [connectString] = (await once(createInterface(server.stdout), 'line')) as [string]
  return { server, connectString, told: () => told }
}

describe('the practice database', () => {
  it('runs beside the program, each start a new one, and is gone when it has stopped', async () => {
    const [one, other] = await Promise.all([startPractice(), startPractice()])
    onTestFinished(async () => {
      await Promise.all([one.stop(), other.stop()])
    })
    const connection = await connect(one.connectString)
    await connection.execute('create table mine (n number)')
    const elsewhere = await connect(other.connectString)
    await expect(elsewhere.execute('select * from mine')).rejects.toThrow('ORA-00942')
    await elsewhere.close()
    await connection.close()
    await one.stop()
    await expect(connect(one.connectString)).rejects.toThrow(/NJS-/)
  })

  it('alone in its process says where it listens and ends on a signal', async () => {
    const { server, connectString } = await serveAlone()
    const ended = once(server, 'exit')
    const connection = await connect(connectString)
    const { rows } = await connection.execute('select user from dual')
    expect(rows).toEqual([['SCOTT']])
    server.kill('SIGINT')
    expect(await ended).toEqual([0, null])
  })
  it('alone in its process tells of its own faults by where they happened, and never what a client has sent', async () => {
    const { connectString, told } = await serveAlone(`
      const { dictionaryViews } = await import('./src/practice/dictionary/dictionary-views.ts')
      dictionaryViews.find(({ name }) => name === 'V$VERSION').rows = function inventRows() {
        throw new TypeError('of a secret')
      }`)
    const connection = await connect(connectString)
    await expect(connection.execute("select 'a secret', banner from v$version")).rejects.toThrow('ORA-00600')
    await vi.waitFor(() => expect(told()).toContain('practice: internal error (TypeError)\n    at '))
    await connection.close()
    expect(told()).toContain('inventRows')
    expect(told()).not.toContain('secret')
  })
})
