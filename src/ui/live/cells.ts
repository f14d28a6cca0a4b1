/** Cells that several lists have. */
import type { Status } from '../frame/status.ts'
import type { Theme, Tone } from '../frame/theme.ts'
import type { Cell } from './list-view.ts'

/** Sign and word; the colour only repeats them. */
export const statusCell = ({ glyph, word, tone }: Status, theme: Theme): Cell => [
  tone,
  `${theme.glyphs[glyph]} ${word}`,
]

/** Bad news in its colour, everything else faint. */
export const remarkTone = ({ tone }: Status): Tone => (tone === 'bad' || tone === 'warning' ? tone : 'faint')
