/**
 * Words for arguments that the parser refused: one line, with its suggestion, and never an argument repeated that
 * could hold a password (`scott/tiger@db`, `--password=tiger`, `-ptiger`).
 */
import type { CommanderError } from 'commander'

/** One line about a refused argument. */
export function describeUsageError({ code, message }: CommanderError): string {
  const suggestion = /\(Did you mean .*\)\s*$/s.exec(message)?.[0]
  const said = withoutArgument(code, message.replace(/^error: /, ''))
  return [said, suggestion].filter(Boolean).join(' ').replace(/\s+/g, ' ').trim()
}

function withoutArgument(code: string, message: string): string {
  switch (code) {
    case 'commander.unknownOption':
      return `unknown option ${/'(--[\w-]+|-\w)/.exec(message)?.[1] ?? ''}`
    case 'commander.unknownCommand':
      return `unknown command ${/'([a-z-]+)'/.exec(message)?.[1] ?? ''}`
    case 'commander.help':
      return 'a command is missing: --help lists them'
    case 'commander.excessArguments':
      return 'too many arguments: put the whole statement in quotes'
    default:
      return message
  }
}
