/** `copy`: into the clipboard of the terminal, where that allows it. */
import type { CommandDeclaration } from './command.ts'

export const copy: CommandDeclaration = {
  name: 'copy',
  aliases: [],
  parameters: '',
  summary: 'copy the SQL of the row, or the answer read',
  examples: [
    { line: 'copy', meaning: 'through the terminal, from a distant host too; not every terminal does' },
  ],
  run: () => ({ type: 'copy' }),
}
