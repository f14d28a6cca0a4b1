/**
 * Opens the command line on the real process. Everything else is loaded after the compile cache is on.
 */
import { enableCompileCache } from 'node:module'

enableCompileCache()

// Writing beyond the limit on the size of files is an error to be told (EFBIG), not a reason to die.
process.on('SIGXFSZ', () => undefined)

// Most people start a shell. Its journal's thread takes as long to be there as all that is loaded here.
const isShell = process.stdin.isTTY && (process.argv.length === 2 || process.argv[2] === 'practice')
const thread = isShell ? (await import('../storage/journal/thread.ts')).startThread() : undefined

const { runProgram } = await import('../cli/program.ts')
const { openPorts } = await import('./ports.ts')

// All that was written has left by then; a connection to a server that no longer answers must not hold the process.
process.exit(await runProgram(process.argv.slice(2), openPorts(undefined, thread)))
