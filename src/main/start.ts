/**
 * Puts the rooms together: the engine on the driver and on storage, the practice database behind its symbol, and the
 * command line in front. The only place that knows them all.
 */
import { enableCompileCache } from 'node:module'

enableCompileCache()

const { runProgram } = await import('../cli/program.ts')
const { openPorts } = await import('./ports.ts')

process.exitCode = await runProgram(process.argv.slice(2), openPorts())
