/**
 * Opens the command line on the real process. Everything else is loaded after the compile cache is on.
 */
import { enableCompileCache } from 'node:module'

enableCompileCache()

// Writing beyond the limit on the size of files is an error to be told (EFBIG), not a reason to die.
process.on('SIGXFSZ', () => undefined)

const { runProgram } = await import('../cli/program.ts')
const { openPorts } = await import('./ports.ts')

// All that was written has left by then; a connection to a server that no longer answers must not hold the process.
process.exit(await runProgram(process.argv.slice(2), openPorts()))
