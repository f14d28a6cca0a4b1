/** A question in the middle of a run: at the terminal in front of the user, with the live line out of the way. */
import type { CliPorts } from './ports.ts'
import type { ProgressReport } from './progress.ts'
import { openTerminal } from './secret-prompt.ts'
import type { StopWatch } from './stop-watch.ts'
import { askYesOrNo } from './yes-or-no.ts'

export interface AskParts {
  readonly report: ProgressReport
  readonly stop: StopWatch
  readonly ports: Pick<CliPorts, 'stdin' | 'stderr'>
  /** The question is pointless once this resolves. */
  readonly withdrawn: Promise<unknown>
}

/** Whether the answer is yes; undefined where nobody can be asked. */
export async function askAtTerminal(
  question: string,
  { report, stop, ports, withdrawn }: AskParts,
): Promise<boolean | undefined> {
  const terminal = openTerminal(ports.stdin, ports.stderr)
  if (terminal === undefined) return undefined
  const showAgain = report.setAside()
  const isYes = await askYesOrNo(terminal, question, {
    onInterrupt: () => stop.stop('SIGINT'),
    withdrawn: Promise.race([withdrawn, stop.first]),
  })
  terminal.close()
  showAgain()
  return isYes
}
