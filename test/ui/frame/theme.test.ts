import { describe, expect, test } from 'vitest'
import { colours } from '../../../src/core/session.ts'
import { outcomeStatus } from '../../../src/ui/frame/status.ts'
import { sgrOf, type Tone, themeFor } from '../../../src/ui/frame/theme.ts'

type Painted = Exclude<Tone, 'plain'>

const tones: readonly Painted[] = [
  ...(['good', 'bad', 'busy', 'warning', 'alarm', 'keyword', 'string', 'number', 'variable'] as const),
  ...colours,
]

type Rgb = readonly [number, number, number]

/** xterm's own sixteen colours (XTerm-col.ad). */
const sixteen: Readonly<Record<string, Rgb>> = {
  ...{ '31': [205, 0, 0], '32': [0, 205, 0], '33': [205, 205, 0], '35': [205, 0, 205], '36': [0, 205, 205] },
  ...{ '90': [127, 127, 127], '94': [92, 92, 255] },
}

/** The colour of a parameter: of the sixteen, or of the cube that all terminals with 256 share. */
function rgbOf(parameter: string): Rgb | undefined {
  const [, , index] = parameter.split(';').map(Number)
  if (index === undefined) return sixteen[parameter]
  const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step)
  const cube = index - 16
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)]
}

/** WCAG 2.2, "relative luminance". */
function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe('a colour', () => {
  test.each(tones.flatMap((tone) => [[tone, 'dark'] as const, [tone, 'light'] as const]))(
    '%s can be read on a %s background',
    (tone, background) => {
      const isLight = background === 'light'
      const rgb = sgrOf(tone, isLight).flatMap((parameter) => rgbOf(parameter) ?? [])
      const painted = sgrOf(tone, isLight)
        .map(rgbOf)
        .find((each) => each !== undefined)
      expect(rgb).toHaveLength(3)
      expect(contrast(painted ?? [0, 0, 0], isLight ? [255, 255, 255] : [0, 0, 0])).toBeGreaterThan(3)
    },
  )

  test.each([
    [{ COLORFGBG: '0;15' }, true],
    [{ COLORFGBG: '0;default;15' }, true],
    [{ COLORFGBG: '15;0' }, false],
    [{}, false],
    [{ MULTISESSION_BACKGROUND: 'light' }, true],
    [{ MULTISESSION_BACKGROUND: 'dark', COLORFGBG: '0;15' }, false],
  ])('with %j is of a light background: %s', (env, isLight) => {
    const [good] = sgrOf('good', isLight)
    expect(themeFor(env, 'linux').paint('good', 'x')).toBe(`\x1b[${good}mx\x1b[0m`)
  })

  test('is never the only sign: every outcome has a word, and no two that differ in colour share sign and word', () => {
    for (const look of [themeFor({ LANG: 'C' }, 'linux'), themeFor({ LANG: 'C.UTF-8' }, 'linux')]) {
      const outcomes = ['succeeded', 'failed', 'cancelled', 'timed out', 'skipped', 'unknown'] as const
      const shown = outcomes.map((outcome) => {
        const { glyph, word } = outcomeStatus(outcome)
        expect(word).not.toBe('')
        return `${look.glyphs[glyph]} ${word}`
      })
      expect(new Set(shown).size).toBe(outcomes.length)
    }
  })
})

describe('the environment', () => {
  test('asks for no colour by NO_COLOR, and bold, underlined and reversed stay', () => {
    const { paint } = themeFor({ NO_COLOR: '1', COLORFGBG: '0;15' }, 'linux')
    for (const tone of tones) expect(paint(tone, 'x').replace(/\x1b\[[0-9]m/g, '')).toBe('x')
    expect(paint('chosen', 'x')).toBe('\x1b[7mx\x1b[0m')
  })

  test('asks for text alone by TERM=dumb', () => {
    const { paint } = themeFor({ TERM: 'dumb' }, 'linux')
    for (const tone of tones) expect(paint(tone, 'x')).toBe('x')
  })

  test('without UTF-8 gets signs of ASCII alone', () => {
    expect(Object.values(themeFor({ LC_ALL: 'C', LANG: 'C.UTF-8' }, 'linux').glyphs).join('')).toMatch(
      /^[\x20-\x7e]*$/,
    )
  })
})
