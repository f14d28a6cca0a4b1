/** `desc NAME`: what a table holds or a procedure takes; `refresh`: the dictionary is read anew. */
import { dictionaryNames } from '../core/dictionary.ts'
import { badRequest } from '../core/failure.ts'
import type { CommandDeclaration } from './command.ts'

export const desc: CommandDeclaration = {
  name: 'desc',
  aliases: ['describe'],
  parameters: 'NAME',
  summary: 'show columns of a table, or what a call takes',
  examples: [
    { line: 'desc emp', meaning: 'its columns, types, and what is never null; synonyms are followed' },
    { line: 'desc hr.payroll.pay', meaning: 'a procedure of a package; without its name all of them' },
    { line: 'desc "Mixed Case"', meaning: 'a name that was quoted when it was created' },
  ],
  completesObjects: true,
  run(argument) {
    const written = argument.replace(/\s*;$/, '')
    const names = dictionaryNames(written)
    if (names === undefined || names.length > 3)
      throw badRequest(`desc: expected a name, as emp, hr.emp or hr.package.procedure, got "${argument}"`)
    return { type: 'describe', names, written }
  },
}

export const refresh: CommandDeclaration = {
  name: 'refresh',
  aliases: [],
  parameters: '',
  summary: 'read names of tables and columns anew',
  examples: [
    { line: 'refresh', meaning: 'when others have created something: after your own DDL it is done' },
  ],
  run(argument) {
    if (argument !== '') throw badRequest('refresh takes nothing')
    return { type: 'refresh dictionary' }
  },
}
