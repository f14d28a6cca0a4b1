/**
 * What is in view leaves the screen: into a file, to the clipboard, into a pager; and objects of the dictionary come into
 * view. Each says what it did.
 */
import type { AnswerFormat } from '../../commands/command.ts'
import type { SessionSpec } from '../../core/session.ts'
import type { KnownNames } from '../../core/target.ts'
import type { Engine } from '../../engine/door.ts'
import { descriptionLines, thingTitle } from '../../results/description.ts'
import { countOf } from '../../results/measures.ts'
import type { Outside } from '../outside.ts'
import { requireReader } from '../prompt/dictionary-reader.ts'
import type { Store } from '../store.ts'
import type { Notice, Question } from '../view.ts'
import { exportAnswer, selectedStatement } from './answer-export.ts'
import { writeAnswer } from './answer-file.ts'
import { clipboardCopy } from './clipboard.ts'

export interface TakeOut {
  save(path: string, format: AnswerFormat): Promise<void>
  /** What was asked about is written over what is there. */
  overwrite(path: string, content: string): Promise<void>
  copy(format: AnswerFormat | 'sql'): Promise<void>
  page(): Promise<void>
  /** Shows what a name means. Throws a bad request when it means nothing. */
  describe(names: readonly string[], written: string): Promise<void>
}

export interface TakeOutParts {
  readonly engine: Engine
  readonly store: Store
  readonly sessions: readonly SessionSpec[]
  readonly known: KnownNames
  readonly outside: Pick<Outside, 'copy' | 'page'>
  readonly say: (text: string, tone?: Notice['tone']) => void
}

export function createTakeOut({ engine, store, sessions, known, outside, say }: TakeOutParts): TakeOut {
  const { state, view, change } = store
  const inView = (format: AnswerFormat) => exportAnswer(view(), state, engine, format)

  const saved = (path: string, content: string, isCut: boolean): void =>
    say(
      `${countOf(lineCount(content), 'line')} saved in ${path}${isCut ? '; more rows followed than were kept' : ''}`,
      isCut ? 'warning' : 'good',
    )

  return {
    async save(path, format) {
      const { content, isCut } = await inView(format)
      if (await writeAnswer(path, content, false)) saved(path, content, isCut)
      else change({ question: overwriteQuestion(path, content) })
    },
    async overwrite(path, content) {
      await writeAnswer(path, content, true)
      saved(path, content, false)
    },
    async copy(format) {
      const content = format === 'sql' ? selectedStatement(view(), state) : (await inView(format)).content
      const { sequence, lines, characters, isCut } = clipboardCopy(content)
      outside.copy(sequence)
      const all = isCut ? ` of ${countOf(lineCount(content), 'line')}: a terminal takes no more` : ''
      say(
        `sent to the clipboard: ${countOf(lines, 'line')}, ${countOf(characters, 'character')}${all}`,
        isCut ? 'warning' : 'good',
      )
    },
    async page() {
      await outside.page((await inView('text')).content)
    },
    async describe(names, written) {
      const reader = requireReader(view().settings.target, known, sessions)
      const thing = await engine.dictionary.find(reader, names)
      if (!thing) {
        say(`${reader.login.user} sees nothing called ${written}: refresh reads the names anew`, 'bad')
        return
      }
      const text = { title: thingTitle(thing), lines: descriptionLines(thing, store.size().columns) }
      change({ page: 'text', text, scroll: { line: 0, cell: 0 } })
    },
  }
}

const overwriteQuestion = (path: string, content: string): Question => ({
  text: `${path} is there already: overwrite it? (y/N)`,
  agreement: { type: 'overwrite', path, content },
  isInterrupt: false,
})

const lineCount = (content: string): number => content.split('\n').length - 1
