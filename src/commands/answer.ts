/** `answer TASK`: what came back from a task. */
import type { CommandDeclaration } from './command.ts'
import { subjectOr } from './subject.ts'

export const answer: CommandDeclaration = {
  name: 'answer',
  aliases: [],
  parameters: '[TASK]',
  summary: 'show rows, output and error of a task; without a name, of the selected one',
  examples: [{ line: 'answer 1.2', meaning: 'what the second task of job 1 gave back' }],
  run: (argument, { state, selected }) => ({ type: 'show', subject: subjectOr(argument, state, selected) }),
}
