/** The practice database in a process of its own, so that its work is not counted as ours. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface BenchServer {
  readonly connectString: string
  stop(): Promise<void>
}

export async function startBenchServer(): Promise<BenchServer> {
  const child: ChildProcess = spawn(process.execPath, ['dist/main.js', 'practice', '--serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('the server has no output')
  const lines = createInterface({ input: child.stdout })
  const [connectString] = await new Promise<string[]>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the practice server ended with ${code}`)))
    lines.on('line', (line) => {
      const found = /127\.0\.0\.1:\d+\/\S+/.exec(line)
      if (found) resolve([found[0]])
    })
  })
  return {
    connectString: connectString ?? '',
    async stop() {
      child.kill('SIGINT')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
