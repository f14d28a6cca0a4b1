/** A shell's worth of typing in a program of its own: `typed-writer.ts DIRECTORY NAME COUNT`. */
import { remembered } from '../../src/core/typed.ts'
import { openTypedFile } from '../../src/storage/typed-file.ts'

const [directory = '', name = '', count = '0'] = process.argv.slice(2)
const file = openTypedFile(directory, 'saved')

for (let number = 1; number <= Number(count); number++)
  await file.change((typed) => remembered(typed, `${name} ${number}`))
