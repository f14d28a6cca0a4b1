/**
 * Reads the names out of a tnsnames.ora. What they stand for the driver reads itself, when a session opens.
 * Oracle Net Services Reference, "Local Naming Parameters in the tnsnames.ora File".
 */

/** Names of a file, and the files it includes without our following them. */
export interface TnsNames {
  /** Distinct, as written, in the order of the file. */
  readonly aliases: readonly string[]
  readonly included: readonly string[]
}

/** Reads `alias [, alias] = (...)` entries and `IFILE = path`; what is in parentheses is skipped, # starts a comment. */
export function readTnsNames(text: string): TnsNames {
  const aliases: string[] = []
  const included: string[] = []
  for (const entry of withoutValues(text.replace(/#.*$/gm, '')).matchAll(
    /^[ \t]*([^=\n]+?)\s*=([^\n]*)$/gm,
  )) {
    const [, names = '', value = ''] = entry
    if (/^ifile$/i.test(names)) included.push(value.trim())
    else aliases.push(...names.split(',').map((name) => name.trim()))
  }
  return { aliases: distinct(aliases.filter((name) => name !== '')), included }
}

/** Everything outside parentheses; a line's end stands for what was inside. */
function withoutValues(text: string): string {
  let depth = 0
  let outside = ''
  for (const character of text) {
    if (character === '(') depth += 1
    if (depth === 0) outside += character
    if (character === ')') {
      depth = Math.max(0, depth - 1)
      outside += '\n'
    }
  }
  return outside
}

/** Case does not count in an alias; the first spelling stays. */
const distinct = (names: readonly string[]): string[] =>
  names.filter(
    (name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index,
  )
