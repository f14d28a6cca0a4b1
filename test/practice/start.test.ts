import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import oracledb from 'oracledb'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPractice } from '../../src/practice/start.ts'

const connect = (connectString: string) =>
  oracledb.getConnection({ user: 'scott', password: 'tiger', connectString })

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
    const server = spawn(
      process.execPath,
      ['--eval', "import('./src/practice/serve.ts').then(({ servePractice }) => servePractice())"],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    onTestFinished(() => {
      server.kill('SIGKILL')
    })
    const ended = once(server, 'exit')
    const [connectString] = (await once(createInterface(server.stdout), 'line')) as [string]
    const connection = await connect(connectString)
    const { rows } = await connection.execute('select user from dual')
    expect(rows).toEqual([['SCOTT']])
    server.kill('SIGINT')
    expect(await ended).toEqual([0, null])
  })
})
