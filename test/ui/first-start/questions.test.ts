import { describe, expect, test } from 'vitest'
import { badRequest, failureOf } from '../../../src/core/failure.ts'
import { drawQuestions } from '../../../src/ui/first-start/draw-questions.ts'
import {
  askedNow,
  firstQuestions,
  goOn,
  insert,
  press,
  type Questions,
  refuse,
} from '../../../src/ui/first-start/questions.ts'
import type { Way } from '../../../src/ui/first-start/way.ts'
import { themeFor } from '../../../src/ui/frame/theme.ts'

const asks = ['name', 'user'].map((label) => ({
  label,
  explain: (answers: readonly string[]) => [`the ${label} after ${answers.join(' ') || 'nothing'}`],
  check: (answers: readonly string[]) => {
    if (answers.at(-1) === '') throw badRequest(`a ${label} is wanted`)
  },
}))

const ways: readonly Way[] = [
  { title: 'try it', meaning: 'begins at once', asks: [], done: async () => undefined },
  { title: 'add one', meaning: 'asks for two things', asks, done: async () => undefined },
]

/** Presses keys one after the other; checks are done as they come, and what is to be done is kept. */
function answer(keys: readonly string[], from: Questions = firstQuestions) {
  const left: number[] = []
  const done: (readonly string[])[] = []
  let questions = from
  for (const key of keys) {
    let step = press(questions, key.length === 1 ? { key: 'text', text: key } : { key }, ways)
    if (step.effect?.type === 'check') {
      try {
        askedNow(questions, ways)?.check(step.effect.answers)
        step = goOn(step.questions, step.effect.answers, ways)
      } catch (error) {
        step = { questions: refuse(step.questions, failureOf(error).message, ways) }
      }
    }
    if (step.effect?.type === 'leave') left.push(step.effect.code)
    if (step.effect?.type === 'do') done.push(step.effect.answers)
    questions = step.questions
  }
  return { questions, left, done }
}

const typed = (text: string): string[] => [...text]

describe('the first screen', () => {
  test('takes a way by its key, and one that asks nothing begins at once', () => {
    expect(answer(['1']).done).toEqual([[]])
    expect(answer(['3']).questions).toEqual(firstQuestions)
  })

  test('asks one thing after the other, and nothing is done before the last', () => {
    const half = answer(['2', ...typed('hr'), 'enter', ...typed('scott')])
    expect(half.done).toEqual([])
    expect(answer(['enter'], half.questions).done).toEqual([['hr', 'scott']])
  })

  test('says why an answer cannot be, and lets it be changed', () => {
    const { questions } = answer(['2', 'enter'])
    expect(questions).toMatchObject({ problem: 'a name is wanted', answers: [] })
    expect(answer(['x', 'enter'], questions).questions).toMatchObject({ answers: ['x'] })
  })

  test('goes back by Esc to the answer before, and from the first to the ways', () => {
    const { questions } = answer(['2', ...typed('hr'), 'enter', 's', 'escape'])
    expect(questions).toMatchObject({ way: 1, answers: [], editor: { text: 'hr' } })
    expect(answer(['escape'], questions).questions).toEqual(firstQuestions)
  })

  test('is left by Ctrl-C at any time with 130, and by q with 0 where nothing is typed', () => {
    expect(answer(['ctrl-c']).left).toEqual([130])
    expect(answer(['2', 'a', 'ctrl-c']).left).toEqual([130])
    expect(answer(['q']).left).toEqual([0])
    expect(answer(['2', 'q']).questions.editor.text).toBe('q')
  })

  test('stands at the last answer again when it could not be done', () => {
    const { questions } = answer(['2', 'a', 'enter', 'b', 'enter'])
    expect(refuse(questions, 'the disk is full', ways)).toMatchObject({
      ...{ answers: ['a'], editor: { text: 'b' }, problem: 'the disk is full', isBusy: false },
    })
  })

  test('takes a paste as one line', () => {
    expect(insert(answer(['2']).questions, 'a\n  b').editor.text).toBe('a b')
  })

  test.each([
    [80, 24],
    [160, 50],
    [30, 8],
    [12, 3],
  ])('at %dx%d fits, shows what is typed, and points at it', (columns, rows) => {
    const theme = themeFor({ LANG: 'C', TERM: 'dumb' }, 'linux')
    const { questions } = answer(['2', ...typed('a very long name that does not fit')])
    for (const each of [firstQuestions, questions, refuse(questions, 'no '.repeat(99), ways)]) {
      const { lines, cursor } = drawQuestions(each, ways, { columns, rows }, theme)
      expect(lines).toHaveLength(rows)
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns)
      if (each.way === undefined) continue
      expect(lines[cursor?.y ?? -1]).toMatch(/^name> .*t$|^name> .*fit$/)
      expect(cursor?.x).toBeLessThan(columns)
    }
  })
})
