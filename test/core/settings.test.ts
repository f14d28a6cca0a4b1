import { describe, expect, test } from 'vitest'
import {
  emptySettings,
  numberIn,
  type Settings,
  setSetting,
  settingLines,
  settingNamed,
  withLast,
} from '../../src/core/settings.ts'

const set = (...pairs: readonly (readonly [string, string])[]): Settings =>
  pairs.reduce((settings, [name, value]) => setSetting(settings, name, value), emptySettings)

describe('a setting', () => {
  test('has a value and a meaning before anybody sets it', () => {
    for (const { name, value, isDefault, meaning } of settingLines(emptySettings)) {
      expect(isDefault).toBe(true)
      expect(meaning).not.toBe('')
      if (!name.endsWith('-target')) expect(value).toMatch(name === 'ring' ? /^off$/ : /^\d+$/)
    }
    expect(numberIn(emptySettings, 'grace')).toBe(5)
  })

  test('is set, seen and unset by its name, in any case', () => {
    const settings = set(['GRACE', '10'], ['row-limit', '0'])
    expect(numberIn(settings, 'grace')).toBe(10)
    expect(numberIn(settings, 'row-limit')).toBe(0)
    expect(settingNamed(settings, 'Grace')).toMatchObject({ value: '10', isDefault: false })
    expect(setSetting(setSetting(settings, 'grace', 'default'), 'row-limit', 'default')).toEqual(
      emptySettings,
    )
  })

  test('of a place stands apart from the other place', () => {
    const settings = set(['saved-target', 'prod'], ['saved-cap', '3'], ['practice-cap', '5'])
    expect(settings.last.saved).toEqual({ target: 'prod', cap: 3 })
    expect(settingNamed(settings, 'practice-cap').value).toBe('5')
    expect(setSetting(settings, 'saved-target', 'default').last.saved).toBeUndefined()
    expect(withLast(settings, 'saved', { target: 'hr', cap: 0 }).last).toMatchObject({
      saved: { target: 'hr', cap: 0 },
      practice: { cap: 5 },
    })
  })

  test.each([
    ['grase', '1', /no setting is called grase; did you mean grace\?/],
    ['zzzzzzzz', '1', /there are grace, row-limit/],
    ['grace', '0', /grace: expected a whole number from 1 to 3600, or default, got 0/],
    ['grace', '1.5', /expected a whole number/],
    ['grace', '', /expected a whole number/],
    ['ring', 'gong', /ring: expected off, bell, notice, command:TEXT .*got "gong"/],
    ['saved-cap', '-1', /saved-cap: expected a whole number from 0/],
  ])('%s cannot be %j', (name, value, message) => {
    expect(() => set([name, value])).toThrow(message)
  })
})
