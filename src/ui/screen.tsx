/**
 * The shell on the terminal: one row of text for each line of the frame, and what the keyboard sends. All that it
 * shows was made elsewhere.
 */
import { Box, Text, useApp, useCursor, useInput, usePaste, useWindowSize } from 'ink'
import { memo, useEffect, useSyncExternalStore } from 'react'
import type { Frame } from './draw-frame.ts'
import { cleanPaste, type Keystroke, keystrokesOf } from './keystroke.ts'
import type { Size } from './layout.ts'
import type { Suspend } from './outside.ts'

/** Whatever stands on the screen: lines to show, and somebody who hears the keyboard. */
export interface OnScreen {
  readonly store: {
    frame(): Pick<Frame, 'lines' | 'cursor'>
    resize(size: Size): void
    subscribe(reader: () => void): () => void
  }
  press(stroke: Keystroke): void
  paste(text: string): void
  /** Is told once it is there. */
  onScreen?(suspend: Suspend): void
}

type Store = OnScreen['store']

export function Screen({ shell }: { readonly shell: OnScreen }) {
  const { waitUntilRenderFlush, suspendTerminal } = useApp()
  const { columns, rows } = useWindowSize()
  const { store } = shell
  useEffect(() => store.resize({ columns, rows }), [store, columns, rows])
  useEffect(() => shell.onScreen?.((work) => suspendTerminal(work)), [shell, suspendTerminal])
  useInput((input, key) => {
    for (const stroke of keystrokesOf(input, key)) shell.press(stroke)
    // What a key changed is shown with the key, not with the next frame.
    void waitUntilRenderFlush()
  })
  usePaste((text) => {
    shell.paste(cleanPaste(text))
    void waitUntilRenderFlush()
  })
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {Array.from({ length: rows }, (_, index) => (
        <Line key={index} store={store} index={index} />
      ))}
      <Cursor store={store} />
    </Box>
  )
}

interface LineProps {
  readonly store: Store
  readonly index: number
}

const Line = memo(({ store, index }: LineProps) => {
  const text = useSyncExternalStore(store.subscribe, () => store.frame().lines[index] ?? '')
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>
})

/** Places the terminal's own cursor: input methods and screen readers follow it. */
function Cursor({ store }: { readonly store: Store }) {
  const { setCursorPosition } = useCursor()
  const place = useSyncExternalStore(store.subscribe, () => {
    const { cursor } = store.frame()
    return cursor === undefined ? '' : `${cursor.x} ${cursor.y}`
  })
  const [x, y] = place.split(' ').map(Number)
  setCursorPosition(x !== undefined && y !== undefined ? { x, y } : undefined)
  return null
}
