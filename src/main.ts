/**
 * The launcher: says in one line when Node is too old, and otherwise opens the front end. Written so that an old Node
 * can read it, and so that nothing is loaded before the check.
 */
const required = [22, 13] as const

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < required[0] || (major === required[0] && minor < required[1])) {
  console.error(
    `multisession needs Node ${required.join('.')} or newer; this is Node ${process.versions.node} (${process.execPath})`,
  )
  process.exitCode = 255
} else {
  import('./main/start.ts')
}
