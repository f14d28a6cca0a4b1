/** The lines for a screen reader on the terminal: they scroll by as in any shell, and the prompt is the last one. */
import { Box, render, Static, Text, useApp, useInput, usePaste } from 'ink'
import { useEffect, useSyncExternalStore } from 'react'
import type { Suspend } from '../outside.ts'
import type { Hearer, Streams } from '../screen/keyboard.tsx'
import { cleanPaste, keystrokesOf } from '../screen/keystroke.ts'
import { leaveKeyboardTo } from '../screen/leave-keyboard.ts'
import type { OnScreen, TerminalScreen } from '../screen/open-screen.ts'
import type { Spoken } from './spoken.ts'

/** Writes below what stands on the terminal, and hears its keyboard. */
export function openSpokenScreen(
  shown: Hearer & Pick<OnScreen, 'onScreen'>,
  spoken: Spoken,
  { stdin, stdout }: Streams,
): TerminalScreen {
  const app = render(<SpokenScreen {...{ shown, spoken, stdin }} />, {
    ...{ stdin, stdout, exitOnCtrlC: false, interactive: true, isScreenReaderEnabled: true },
  })
  return {
    isReady: Promise.resolve(),
    async close() {
      spoken.close()
      app.unmount()
      await app.waitUntilExit()
    },
  }
}

interface SpokenProps {
  readonly shown: Hearer & Pick<OnScreen, 'onScreen'>
  readonly spoken: Spoken
  readonly stdin: NodeJS.ReadStream
}

function SpokenScreen({ shown, spoken, stdin }: SpokenProps) {
  const { suspendTerminal } = useApp()
  const { lines, prompt } = useSyncExternalStore(spoken.subscribe, spoken.now)
  useEffect(() => {
    const leaveTo: Suspend = (work) => suspendTerminal(() => leaveKeyboardTo(stdin, work))
    shown.onScreen?.(leaveTo)
  }, [shown, stdin, suspendTerminal])
  useInput((input, key) => shown.press(keystrokesOf(input, key)))
  usePaste((text) => shown.paste(cleanPaste(text)))
  return (
    <Box flexDirection="column">
      <Static items={[...lines]}>
        {(line, index) => <Text key={index}>{line === '' ? ' ' : line}</Text>}
      </Static>
      <Text>{prompt}</Text>
    </Box>
  )
}
