/** `answer TASK`: what came back from a task. */
import type { CommandDeclaration } from './command.ts'
import { jobsAndTasks } from './completion.ts'
import { subjectOr } from './subject.ts'

export const answer: CommandDeclaration = {
  name: 'answer',
  aliases: [],
  parameters: '[TASK]',
  summary: 'show rows, output and error of a task',
  examples: [
    { line: 'answer', meaning: 'of the selected task' },
    { line: 'answer 1.2', meaning: 'of the second task of job 1' },
  ],
  complete: jobsAndTasks,
  run: (argument, { state, selected }) => ({ type: 'show', subject: subjectOr(argument, state, selected) }),
}
