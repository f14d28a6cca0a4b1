import { describe, expect, test } from 'vitest'
import { passwordFromCommand } from '../../src/cli/password-command.ts'

/** A program that every platform has: this Node. */
const node = (code: string): readonly string[] => [process.execPath, '--eval', code]

const ask = (command: string | readonly string[], timeLimit?: number) =>
  passwordFromCommand(command, { session: 'hr', ...(timeLimit === undefined ? {} : { timeLimit }) })

describe('the command of a session', () => {
  test('writes the password on its first line', async () => {
    expect(await ask(node("console.log('s3cret one'); console.log('more')"))).toBe('s3cret one')
    expect(await ask(node("process.stdout.write('s3cret\\r\\n')"))).toBe('s3cret')
  })

  test('given as words is no matter of a shell', async () => {
    expect(await ask([...node('console.log(process.argv[1])'), '$HOME; "x"'])).toBe('$HOME; "x"')
  })

  test('given as text is read by the shell of the platform', async () => {
    expect(await ask('echo one && exit 0')).toMatch(/^one\s*$/)
  })

  test.each([
    [
      'fails',
      node("console.log('s3cret'); console.error('s3cret'); process.exit(3)"),
      /session hr failed \(exit code 3\)/,
    ],
    ['writes nothing', node(''), /wrote no password/],
    ['writes an empty line first', node("console.log('\\ns3cret')"), /wrote no password/],
    ['is not there', ['/no/such/s3cret'], /could not be started \(ENOENT\)/],
  ])('that %s is named by its session, and nothing that it wrote is', async (_, command, message) => {
    const error = await ask(command).then(
      () => undefined,
      (reason: Error) => reason,
    )
    expect(error?.message).toMatch(message)
    expect(error?.message).not.toContain('s3cret')
  })

  test('that does not end is given up', async () => {
    await expect(ask(node('setInterval(() => {}, 1000)'), 300)).rejects.toThrow(
      /did not end within 0.3 seconds/,
    )
  })

  test('does not see passwords in its environment', async () => {
    const env = { PATH: process.env['PATH'] }
    expect(
      await passwordFromCommand(
        node(
          "console.log(Object.keys(process.env).filter((name) => name.startsWith('MULTISESSION')).length)",
        ),
        { session: 'hr', env },
      ),
    ).toBe('0')
  })
})
