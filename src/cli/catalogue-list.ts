/** What is saved, as a table for people or as JSON for programs. */
import { type Catalogue, meanings } from '../core/catalogue.ts'
import { countOf } from '../results/measures.ts'
import { renderTable } from '../results/table.ts'
import type { Kept } from './catalogue-request.ts'

/** Lines that end with a newline. */
export function catalogueTable(kept: Kept, catalogue: Catalogue): string {
  const { headings, rows } = kept === 'sessions' ? sessionRows(catalogue) : groupRows(catalogue)
  if (rows.length === 0) return `no ${kept} are saved\n`
  const columns = headings.map((name) => ({ name, type: 'VARCHAR2' }))
  return `${renderTable(columns, rows).join('\n')}\n`
}

/** One array of objects, as they are saved; groups with the sessions they stand for now. */
export function catalogueJson(kept: Kept, catalogue: Catalogue): string {
  const means = meanings(catalogue)
  const items =
    kept === 'sessions'
      ? catalogue.sessions
      : catalogue.groups.map((group) => ({ ...group, now: means.get(group.name)?.sessions ?? [] }))
  return `${JSON.stringify(items, undefined, 2)}\n`
}

interface Listing {
  readonly headings: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
}

const sessionRows = ({ sessions }: Catalogue): Listing => ({
  headings: ['NAME', 'LOGIN', 'ROLE', 'TNSNAMES.ORA IN', 'WALLET IN'],
  rows: sessions.map(({ name, login }) => [
    name,
    `${login.user}@${login.connectString}`,
    login.role ?? null,
    login.configDir ?? null,
    login.walletLocation ?? null,
  ]),
})

function groupRows(catalogue: Catalogue): Listing {
  const means = meanings(catalogue)
  return {
    headings: ['NAME', 'RULE', 'SESSIONS NOW'],
    rows: catalogue.groups.map(({ name, members }) => {
      const { sessions = [], problem } = means.get(name) ?? {}
      const now = `${countOf(sessions.length, 'session')}: ${sessions.join(', ')}`
      return [
        name,
        members.kind === 'rule' ? members.target : null,
        problem ?? (sessions.length === 0 ? 'none' : now),
      ]
    }),
  }
}
