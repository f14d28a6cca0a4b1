/** `ring`: how one hears that a job has ended. */
import { noRing, parseRing, type Ring, ringText } from '../core/ring.ts'
import type { CommandDeclaration } from './command.ts'

export const ring: CommandDeclaration = {
  name: 'ring',
  aliases: [],
  parameters: '[job] [bell|notice|off]',
  summary: 'hear that a job has ended',
  examples: [
    { line: 'ring bell', meaning: 'jobs of this shell that took longer than the setting ring-after' },
    { line: 'ring job', meaning: 'the next job, however short it is' },
    { line: 'ring job notice', meaning: 'the next job, on the desktop: iTerm2, kitty, VTE, foot and others' },
    {
      line: 'ring command:notify-send "$MULTISESSION_TEXT"',
      meaning: 'a command of yours; counts are in MULTISESSION_JOB, _SUCCEEDED, _FAILED and so on',
    },
    { line: 'ring', meaning: 'how it stands; multisession settings ring bell is for all shells' },
  ],
  run(argument, { settings }) {
    if (argument === '') return { type: 'say', message: `ring is ${ringText(settings.ring ?? noRing)}` }
    const [, way] = /^job(?:\s+(.*))?$/is.exec(argument) ?? [argument, null]
    if (way === null) {
      const ring = parseRing(argument)
      return { type: 'settings', settings: { ...settings, ring }, message: wordsFor('a long job', ring) }
    }
    const ring = way ? parseRing(way) : usual(settings.ring)
    return {
      ...{ type: 'settings', settings: { ...settings, next: { ...settings.next, ring } } },
      message: wordsFor('the next job', ring),
    }
  },
}

const usual = (ring: Ring = noRing): Ring => (ring.by === 'nothing' ? { by: 'bell' } : ring)

function wordsFor(what: string, ring: Ring): string {
  switch (ring.by) {
    case 'nothing':
      return `${what} ends without a sound`
    case 'bell':
      return `the bell rings when ${what} has ended`
    case 'notice':
      return `a notice comes up when ${what} has ended, where the terminal shows them`
    case 'command':
      return `your command is run when ${what} has ended`
  }
}
