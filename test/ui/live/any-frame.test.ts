import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { themeFor } from '../../../src/ui/frame/theme.ts'
import type { LiveName, Stand } from '../../../src/ui/live/live-view.ts'
import { listOf, withStand } from '../../../src/ui/live/live-view.ts'
import { endedWith, openSessions } from '../../core/log-of-events.ts'
import { planFor } from '../../helpers/plans.ts'
import { happening, look, showing } from './scenes.ts'

const coloured = themeFor({ LANG: 'en_US.UTF-8' }, 'linux')

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    ...['\x1b[2J\x1b]52;c;AAAA\x07', '\u202egnp.exe', 'a\tb\r\nc', '\x9b31m', '漢字'.repeat(100)],
    ...['👩‍👩‍👧‍👦'.repeat(50), 'e\u0301'.repeat(90), '\ud800', 'x'.repeat(100_000)],
  ),
)

const views = fc.constantFrom<LiveName>('sessions', 'jobs', 'tasks', 'timeline', 'grid', 'log')

test('whatever stands in names, errors and filters, every line of every view fills its cells and commands nothing', () => {
  fc.assert(
    fc.property(
      ...([hostile, views, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 60 })] as const),
      fc.boolean(),
      (word, shown, columns, rows, isFiltering) => {
        const day = happening()
        day.add(0, ...openSessions(['a', word]))
        const statement = `select ${word} from dual`
        day.add(0, {
          type: 'job queued',
          job: 1,
          plan: planFor(statement, { sessions: ['a', word], target: word }),
        })
        day.add(10, { type: 'task started', task: '1.1', session: 'a' })
        day.add(10, { type: 'task started', task: '1.2', session: word })
        day.add(20, { type: 'output arrived', task: '1.1', count: 1, last: word })
        const error = { code: 'statement failed', message: word } as const
        day.add(900, { type: 'task ended', task: '1.2', ...endedWith({ outcome: 'failed', error }) })
        const live = showing(shown)
        const list = listOf(live)
        const stand: Partial<Stand> = isFiltering ? { filter: word.slice(0, 200) } : { selected: word }
        const filtered = list === undefined ? live : withStand(live, list, stand)
        const view = { live: { ...filtered, isFiltering }, selected: { job: 1, task: '1.2' } } as const
        const { lines } = look(day, view, { columns, rows, theme: coloured })
        expect(lines.length).toBeLessThanOrEqual(rows)
        for (const line of lines.map((each) => each.replace(/\x1b\[\d*m/g, ''))) {
          expect(line).not.toMatch(/\p{Cc}/u)
          expect(stringWidth(line)).toBe(columns)
        }
      },
    ),
    { numRuns: 150 },
  )
})
