/** The lines for a screen reader on the terminal: they scroll by as in any shell, and the prompt is the last one. */
import { Box, Static, Text, useApp, useInput, usePaste } from 'ink'
import { useEffect, useSyncExternalStore } from 'react'
import { cleanPaste, keystrokesOf } from '../keystroke.ts'
import type { OnScreen } from '../screen.tsx'
import type { Spoken } from './spoken.ts'

export function SpokenScreen({ shell, spoken }: { readonly shell: OnScreen; readonly spoken: Spoken }) {
  const { suspendTerminal } = useApp()
  const { lines, prompt } = useSyncExternalStore(spoken.subscribe, spoken.now)
  useEffect(() => shell.onScreen?.((work) => suspendTerminal(work)), [shell, suspendTerminal])
  useInput((input, key) => {
    for (const stroke of keystrokesOf(input, key)) shell.press(stroke)
  })
  usePaste((text) => shell.paste(cleanPaste(text)))
  return (
    <Box flexDirection="column">
      <Static items={[...lines]}>
        {(line, index) => <Text key={index}>{line === '' ? ' ' : line}</Text>}
      </Static>
      <Text>{prompt}</Text>
    </Box>
  )
}
