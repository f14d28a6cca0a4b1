/** Asks a question at the terminal that is answered by y, and by anything else with no. */
import { createInterface } from 'node:readline'
import type { Terminal } from './secret-prompt.ts'

/**
 * Whether the answer is yes; no as well when the input ends, or `withdrawn` resolves first. `onInterrupt` is called for
 * Ctrl-C, which is no signal while keys are read one by one.
 */
export function askYesOrNo(
  terminal: Terminal,
  question: string,
  { onInterrupt, withdrawn }: { readonly onInterrupt: () => void; readonly withdrawn: Promise<unknown> },
): Promise<boolean> {
  const reader = createInterface({
    ...{ input: terminal.input, output: terminal.output, terminal: true, historySize: 0 },
    prompt: question,
  })
  let isAnswered = false
  return new Promise((resolve) => {
    reader.once('line', (line) => {
      isAnswered = true
      resolve(/^\s*y(es)?\s*$/i.test(line))
      reader.close()
    })
    reader.once('SIGINT', () => {
      onInterrupt()
      reader.close()
    })
    reader.once('close', () => {
      if (!isAnswered) terminal.output.write('\n')
      resolve(false)
    })
    void withdrawn.then(() => reader.close())
    reader.prompt()
  })
}
