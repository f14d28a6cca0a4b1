/** What is saved, as a table for people or as JSON for programs. */
import { type Catalogue, meanings } from '../core/catalogue.ts'
import type { SessionSpec } from '../core/session.ts'
import { countOf } from '../results/measures.ts'
import { renderTable } from '../results/table.ts'
import type { Kept } from './catalogue-request.ts'

/** Lines that end with a newline; `width` is the terminal's. Columns in which nothing stands are left out. */
export function catalogueTable(kept: Kept, catalogue: Catalogue, width?: number): string {
  const listing = kept === 'sessions' ? sessionRows(catalogue) : groupRows(catalogue)
  if (listing.rows.length === 0) return `no ${kept} are saved\n`
  const { headings, rows } = withoutEmptyColumns(listing)
  const columns = headings.map((name) => ({ name, type: 'VARCHAR2' }))
  return `${renderTable(columns, rows, width === undefined ? {} : { width }).join('\n')}\n`
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

function withoutEmptyColumns({ headings, rows }: Listing): Listing {
  const isUsed = headings.map((_, column) => rows.some((row) => (row[column] ?? '') !== ''))
  return {
    headings: headings.filter((_, column) => isUsed[column]),
    rows: rows.map((row) => row.filter((_, column) => isUsed[column])),
  }
}

const sessionRows = ({ sessions }: Catalogue): Listing => ({
  headings: [
    ...['NAME', 'LOGIN', 'ROLE', 'MARKS', 'TAGS', 'SCHEMA', 'CAP'],
    ...['PASSWORD', 'TNSNAMES.ORA IN', 'WALLET IN'],
  ],
  rows: sessions.map(({ name, login, ...session }) => [
    name,
    `${login.user}@${login.connectString}`,
    login.role ?? null,
    marksOf(session),
    session.tags?.join(', ') ?? null,
    session.schema ?? null,
    session.cap === undefined ? null : String(session.cap),
    session.password?.from ?? null,
    login.configDir ?? null,
    login.walletLocation ?? null,
  ]),
})

/** What to know before running something there. */
const marksOf = (session: Omit<SessionSpec, 'name' | 'login'>): string =>
  [
    ...(session.protected ? ['protected'] : []),
    ...(session.readOnly ? ['read only'] : []),
    ...(session.results === 'discard' ? ['keeps no rows'] : []),
    ...(session.init?.length ? ['init'] : []),
  ].join(', ')

function groupRows(catalogue: Catalogue): Listing {
  const means = meanings(catalogue)
  return {
    headings: ['NAME', 'RULE', 'CAP', 'SESSIONS NOW'],
    rows: catalogue.groups.map(({ name, members, cap }) => {
      const { sessions = [], problem } = means.get(name) ?? {}
      const now = `${countOf(sessions.length, 'session')}: ${sessions.join(', ')}`
      return [
        name,
        members.kind === 'rule' ? members.target : null,
        cap === undefined ? null : String(cap),
        problem ?? (sessions.length === 0 ? 'none' : now),
      ]
    }),
  }
}
