/** `save`, `copy` and `pager`: what is in view leaves the screen, which has no scrollback of its own. */
import { badRequest } from '../core/failure.ts'
import type { AnswerFormat, CommandDeclaration } from './command.ts'
import { choices, choicesAt } from './completion.ts'

export const save: CommandDeclaration = {
  name: 'save',
  aliases: [],
  parameters: 'FILE [csv|text]',
  summary: 'write the answer in view into a file',
  examples: [
    { line: 'save staff.csv', meaning: 'rows of the selected task or job, with session and task' },
    { line: 'save staff.txt', meaning: 'as it stands on the screen, in full; also help and lists' },
    { line: 'save staff csv', meaning: 'whatever the name ends with; a file that is there is asked about' },
  ],
  complete: choicesAt(1, ['csv', 'rows, with session and task'], ['text', 'as on the screen']),
  run(argument) {
    const [, path = '', word] = /^(.*?)(?:\s+(csv|text))?$/i.exec(argument) ?? []
    const name = path.replace(/^"(.*)"$|^'(.*)'$/, '$1$2')
    if (name === '') throw badRequest('save wants the name of a file, as save staff.csv')
    const format = formatOf(word) ?? (/\.csv$/i.test(name) ? 'csv' : 'text')
    return { type: 'save', path: name, format }
  },
}

export const copy: CommandDeclaration = {
  name: 'copy',
  aliases: [],
  parameters: '[csv|text|sql]',
  summary: 'send the answer in view to the clipboard',
  examples: [
    { line: 'copy', meaning: 'as on the screen, by the terminal (OSC 52): also over ssh' },
    { line: 'copy sql', meaning: 'the statement of the selected row' },
    { line: 'copy csv', meaning: 'rows to paste into a sheet; in tmux: set -g set-clipboard on' },
  ],
  complete: choices(
    ['csv', 'rows, with session and task'],
    ['text', 'as on the screen'],
    ['sql', 'the statement of the selected row'],
  ),
  run(argument) {
    const format = argument === '' ? 'text' : argument.toLowerCase() === 'sql' ? 'sql' : formatOf(argument)
    if (format === undefined) throw badRequest(`copy: expected csv, text or sql, got "${argument}"`)
    return { type: 'copy', format }
  },
}

export const pager: CommandDeclaration = {
  name: 'pager',
  aliases: [],
  parameters: '',
  summary: 'read the answer in view in $PAGER',
  examples: [{ line: 'pager', meaning: 'in $PAGER, or less -S, which has searches and the whole width' }],
  run(argument) {
    if (argument !== '') throw badRequest('pager takes nothing: it shows the answer in view')
    return { type: 'page' }
  },
}

const formatOf = (word: string | undefined): AnswerFormat | undefined => {
  const lower = word?.toLowerCase()
  return lower === 'csv' || lower === 'text' ? lower : undefined
}
