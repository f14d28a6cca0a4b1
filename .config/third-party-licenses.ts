/**
 * Collects the licences of every package that went into the bundle, for its copies carry their notices along.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'rolldown'

/** Writes `third-party-licenses.txt` beside the bundle. A package without a licence text is named with its licence. */
export function thirdPartyLicenses(): Plugin {
  return {
    name: 'third-party-licenses',
    generateBundle() {
      const packages = new Set([...this.getModuleIds()].flatMap((id) => packageOf(id) ?? []))
      const texts = [...packages].sort().map(describePackage)
      this.emitFile({ type: 'asset', fileName: 'third-party-licenses.txt', source: texts.join('\n\n') })
    },
  }
}

/** The folder of the package that a module belongs to; undefined for our own. */
function packageOf(id: string): string | undefined {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '')
  if (!path.includes('/node_modules/')) return undefined
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file) && 'version' in JSON.parse(readFileSync(file, 'utf8'))) return folder
  }
  return undefined
}

function describePackage(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? `License: ${license}` : readFileSync(join(folder, file), 'utf8').trim()
  return `${name} ${version}\n\n${text}\n\n${'-'.repeat(80)}`
}
