import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { editOutside, editorOf } from '../../../src/ui/prompt/external-editor.ts'

/** A program that notes its arguments and the file's mode, and then does what its script says. */
async function editorThat(does: string) {
  const directory = await mkdtemp(join(tmpdir(), 'multisession-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const program = join(directory, 'editor')
  const notes = join(directory, 'notes')
  await writeFile(
    program,
    `#!/bin/sh\nfor file; do :; done\n{ echo "$@"; stat -c %a "$file" "$(dirname "$file")"; } > '${notes}'\n${does}\n`,
  )
  await chmod(program, 0o700)
  return { program, notes: async () => (await readFile(notes, 'utf8')).trim().split('\n') }
}

describe.runIf(process.platform === 'linux')('the user’s own editor', () => {
  test('gets the text in a file for its owner alone, gives it back, and leaves no file', async () => {
    const { program, notes } = await editorThat('printf "from dual;\\n\\n" >> "$file"')
    expect(await editOutside('select 1', { EDITOR: program }, 'linux')).toBe('select 1\nfrom dual;')
    const [path = '', fileMode, directoryMode] = await notes()
    expect([path, fileMode, directoryMode]).toEqual([expect.stringMatching(/\.sql$/), '600', '700'])
    expect(existsSync(dirname(path))).toBe(false)
  })

  test('may be a command with arguments', async () => {
    const { program, notes } = await editorThat(':')
    expect(await editOutside('é 漢', { EDITOR: `${program} --wait` }, 'linux')).toBe('é 漢')
    expect((await notes())[0]).toMatch(/^--wait .*\.sql$/)
  })

  test.each([
    ['exit 3', /ended with exit code 3: the text is as it was/],
    ['kill -TERM $$', /ended (by SIGTERM|with exit code 143): the text is as it was/],
  ])('that ends with %s is refused, and leaves no file', async (does, words) => {
    const { program, notes } = await editorThat(does)
    await expect(editOutside('select 1', { EDITOR: program }, 'linux')).rejects.toThrow(words)
    expect(existsSync(dirname((await notes())[0] ?? ''))).toBe(false)
  })

  test('that is not there is refused', async () => {
    await expect(editOutside('', { EDITOR: '/nowhere/editor' }, 'linux')).rejects.toThrow(/exit code 127/)
  })
})

test.each([
  [{ VISUAL: 'code --wait', EDITOR: 'ed' }, 'linux', 'code --wait'],
  [{ EDITOR: 'ed' }, 'linux', 'ed'],
  [{ EDITOR: '' }, 'linux', 'vi'],
  [{}, 'win32', 'notepad'],
])('with %j on %s the editor is %s', (env, platform, editor) => {
  expect(editorOf(env, platform)).toBe(editor)
})
