/** `multisession settings`: lists, shows and changes what is set for all runs and shells. */
import { Command, Option } from 'commander'
import { numberIn, type Settings, setSetting, settingLines, settingNamed } from '../core/settings.ts'
import { visible } from '../core/visible.ts'
import { renderTable } from '../results/table.ts'
import { settingsExamples } from './help.ts'
import { changeKept, readKept } from './kept.ts'
import type { CliPorts, EngineOptions } from './ports.ts'
import { writeText } from './result-output.ts'

export interface SettingsRequest {
  /** Absent: all of them. */
  readonly name: string | undefined
  /** Absent: it is shown. */
  readonly value: string | undefined
  readonly format: 'table' | 'json'
}

/** `multisession settings [NAME [VALUE]]` */
export const settingsCommand = (take: (request: SettingsRequest) => void): Command =>
  new Command('settings')
    .argument('[name]', 'the setting to show or change; all, when left out')
    .argument('[value]', 'what it shall be; "default" unsets it')
    .description('List, show and change what holds for all runs and shells.')
    .addOption(
      new Option('--format <format>', 'how they are written').choices(['table', 'json']).default('table'),
    )
    .addHelpText('after', settingsExamples)
    .action(
      (name: string | undefined, value: string | undefined, { format }: Pick<SettingsRequest, 'format'>) =>
        take({ name, value, format }),
    )

/** Does what was asked; resolves with the exit code. Throws a bad request. */
export async function useSettings(
  { name, value, format }: SettingsRequest,
  ports: CliPorts,
): Promise<number> {
  if (name !== undefined && value !== undefined) {
    const settings = await changeKept(
      'settings',
      await ports.openSettings(),
      (before) => setSetting(before, name, value),
      ports,
    )
    const line = settingNamed(settings, name)
    await writeText(ports.stderr, `${visible(`${line.name} is ${line.value || 'not set'}`)}\n`)
    return 0
  }
  const settings = await readSettings(ports)
  const lines = name === undefined ? settingLines(settings) : [settingNamed(settings, name)]
  await writeText(ports.stdout, format === 'json' ? asJson(lines) : asText(lines, name === undefined))
  return 0
}

/** What is set; says on stderr when the file could not be read. */
export const readSettings = async (ports: CliPorts): Promise<Settings> =>
  readKept('settings', await ports.openSettings(), ports)

/** What of the settings an engine is started with. */
export const engineSettings = (settings: Settings): Pick<EngineOptions, 'grace' | 'retention'> => ({
  grace: numberIn(settings, 'grace') * 1000,
  retention: {
    days: numberIn(settings, 'journal-days'),
    megabytes: numberIn(settings, 'journal-megabytes'),
  },
})

type Lines = ReturnType<typeof settingLines>

const asJson = (lines: Lines): string =>
  `${JSON.stringify(Object.fromEntries(lines.map(({ name, value }) => [name, value])), undefined, 2)}\n`

function asText(lines: Lines, isTable: boolean): string {
  if (!isTable) return lines.map(({ value }) => `${visible(value)}\n`).join('')
  const columns = ['NAME', 'VALUE', 'MEANING'].map((name) => ({ name, type: 'VARCHAR2' }))
  const rows = lines.map(({ name, value, isDefault, meaning }) => [
    ...[name, value || null],
    isDefault ? meaning : `${meaning} (set)`,
  ])
  return `${renderTable(columns, rows).join('\n')}\n`
}
