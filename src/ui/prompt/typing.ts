/**
 * The prompt under the user's hands: what is typed, what completes it, what Enter makes of it, and the way to the
 * user's own editor.
 */
import type { CommandContext } from '../../commands/command.ts'
import { commands } from '../../commands/commands.ts'
import { failureOf } from '../../core/failure.ts'
import type { SessionSpec } from '../../core/session.ts'
import type { Dictionary } from '../../engine/door.ts'
import { passwordSpans } from '../../language/password.ts'
import type { Action } from '../keys/action.ts'
import type { Outside } from '../outside.ts'
import type { Store } from '../store.ts'
import type { Notice } from '../view.ts'
import { createCompleter } from './completer.ts'
import { type Edit, edit } from './editor.ts'
import { type Candidate, candidateOf, chooseNext } from './popup.ts'
import { type PromptItem, readPrompt } from './read-prompt.ts'

export interface Typing {
  /** Changes what stands in the prompt. */
  edit(to: Edit): void
  /** Types into the prompt, wherever the focus was. */
  insert(text: string): void
  /** Runs what stands there when it is complete, else breaks the line. */
  enter(): void
  /** Offers now what could stand at the cursor. */
  complete(): void
  choose(direction: -1 | 1): void
  /** Takes the candidate that is chosen. */
  take(): void
  /** Nothing is offered any more, unless the action is about what is offered. */
  closeOffers(action?: Action): void
  /** The prompt's text in the user's editor; what comes back stands in the prompt and is not run. */
  editOutside(): Promise<void>
  /** The same with the statement that was typed last. */
  editLast(): Promise<void>
}

export interface TypingParts {
  readonly store: Store
  readonly sessions: readonly SessionSpec[]
  readonly dictionary: Dictionary
  readonly context: () => CommandContext
  readonly outside: Pick<Outside, 'edit'>
  readonly say: (text: string, tone?: Notice['tone']) => void
  readonly run: (items: readonly PromptItem[]) => Promise<void>
  /** Hears what was run, with all that was typed. */
  readonly onTyped: ((text: string) => void) | undefined
}

export function createTyping(parts: TypingParts): Typing {
  const { store, sessions, dictionary, context, outside, say, run, onTyped } = parts
  const { state, view, change } = store

  const completer = createCompleter({
    ...{ commands, sessions, state, dictionary, context },
    editor: () => view().editor,
    popup: () => view().popup,
    show(popup) {
      if (view().popup === popup) return
      change({ popup: view().question ? undefined : popup })
      store.touch()
    },
    take: put,
    say(message) {
      say(message)
      store.touch()
    },
  })

  function editPrompt(to: Edit): void {
    change({ editor: edit(view().editor, to) })
    if (isTyping(to)) completer.typed()
  }

  function put(from: number, { text }: Candidate): void {
    editPrompt({ type: 'complete', from, text })
    store.touch()
  }

  function take(): void {
    const { popup } = view()
    const candidate = popup && candidateOf(popup)
    completer.close()
    if (popup && candidate) put(popup.from, candidate)
  }

  /** A text in the user's editor. */
  async function editElsewhere(text: string): Promise<void> {
    if (passwordSpans(text).length > 0) {
      say('it holds a password, which is written to no file: edit it here', 'bad')
      return
    }
    try {
      const edited = await outside.edit(text)
      editPrompt({ type: 'replace all', text: edited })
      change({ focus: 'prompt' })
    } catch (error) {
      say(failureOf(error).message, 'bad')
    }
    store.draw()
  }

  return {
    edit: editPrompt,
    take,
    complete: completer.ask,
    insert(text) {
      change({ focus: 'prompt' })
      editPrompt({ type: 'insert', text })
    },
    choose(direction) {
      const { popup } = view()
      if (!popup) return
      completer.settle()
      if (popup.shown.length === 1) take()
      else change({ popup: chooseNext(popup, direction) })
    },
    closeOffers(action) {
      if (action === undefined || !isAboutOffers(action)) completer.close()
    },
    enter() {
      const reading = readPrompt(view().editor.text, commands)
      switch (reading.type) {
        case 'incomplete':
          editPrompt({ type: 'break line' })
          break
        case 'refused':
          say(reading.message, 'bad')
          break
        case 'complete':
          change({ page: 'grid', notice: undefined })
          onTyped?.(view().editor.text)
          editPrompt({ type: 'remember' })
          void run(reading.items)
          break
      }
    },
    editOutside: () => editElsewhere(view().editor.text),
    editLast: () => editElsewhere(view().editor.history.findLast(holdsStatement) ?? ''),
  }
}

/** Typing changes what is offered, and choosing uses it; after anything else it would be about something else. */
const isAboutOffers = (action: Action): boolean =>
  action.type === 'choose' || action.type === 'take' || (action.type === 'edit' && isTyping(action.change))

const isTyping = ({ type }: Edit): boolean => type === 'insert' || type === 'delete back'

function holdsStatement(text: string): boolean {
  const reading = readPrompt(text, commands)
  return reading.type === 'complete' && reading.items.some(({ type }) => type === 'statement')
}
