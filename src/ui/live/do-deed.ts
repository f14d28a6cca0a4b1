/** Carries out what a key asks to be done to rows: as commands, which anybody could have typed. */
import { commands } from '../../commands/commands.ts'
import type { Conversation } from '../conversation.ts'
import { readPrompt } from '../prompt/read-prompt.ts'
import type { Store } from '../store.ts'
import { type DeedName, planDeed } from './deeds.ts'
import { withoutMarks, zoom } from './list-moves.ts'

export interface Deeds {
  /** Does it to the rows that are meant, asks first, or says why it cannot be done. */
  perhapsDo(name: DeedName): void
  /** Runs commands, one a line, as if they had been typed. */
  run(lines: string): void
}

export function createDeeds(store: Store, conversation: Pick<Conversation, 'run' | 'say'>): Deeds {
  const { state, view, change } = store

  function run(lines: string): void {
    const reading = readPrompt(lines, commands)
    if (reading.type !== 'complete') return
    change(withoutMarks(view()))
    void conversation.run(reading.items)
  }

  return {
    run,
    perhapsDo(name) {
      if (view().live.shown === 'timeline' && (name === 'raise cap' || name === 'lower cap')) {
        change(zoom(name === 'raise cap' ? 1 : -1, view()))
        return
      }
      const deed = planDeed(name, view(), state)
      if (deed.type === 'impossible') conversation.say(deed.why, 'warning')
      else if (deed.question === undefined) run(deed.lines)
      else {
        const agreement = { type: 'run', lines: deed.lines } as const
        change({ question: { text: deed.question, agreement, isInterrupt: false } })
      }
    },
  }
}
