/** The job this program began with: a task in the schemas A to G, three at a time, on the practice database. */
import { practiceSessions } from './practice-sessions.ts'
import type { PlannableRequest } from './run-plan.ts'
import type { RunRequest } from './run-request.ts'

export const seedStatement = 'begin &schema..task; end;'

export const seedRequest: RunRequest & PlannableRequest = {
  source: { from: 'argument', text: seedStatement },
  target: 'scott:3',
  mode: 'any',
  cap: 3,
  timeout: undefined,
  retries: undefined,
  parameters: [{ name: 'SCHEMA', values: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] }],
  when: {},
  caps: [],
  course: {},
  sessions: practiceSessions,
  usesSaved: false,
  ending: undefined,
  rowLimit: undefined,
  confirmed: undefined,
  secrets: [],
  isDryRun: false,
  joblog: undefined,
  format: 'table',
}
