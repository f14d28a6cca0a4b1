/**
 * A program of its own that changes a catalogue again and again: `catalogue-writer.ts DIRECTORY NAME COUNT`. It adds,
 * edits and removes sessions and groups COUNT times each; every change also counts in a session that all writers share.
 */
import {
  addGroup,
  addSessions,
  type Catalogue,
  editGroup,
  editSession,
  removeGroups,
  removeSessions,
} from '../../src/core/catalogue.ts'
import { openCatalogueFile } from '../../src/storage/catalogue-file.ts'

const [directory = '', name = '', count = '0'] = process.argv.slice(2)
const file = openCatalogueFile(directory)
const login = { user: name, connectString: 'practice' }

/** Keeps its tally where an update that is lost would show: in the count of the shared session. */
const change = (work: (catalogue: Catalogue) => Catalogue) =>
  file.change((catalogue) =>
    editSession(work(catalogue), 'shared', (shared) => ({ ...shared, cap: (shared.cap ?? 0) + 1 })),
  )

/** Every tenth session and group stays, so that there is something to be lost. */
for (let number = 1; number <= Number(count); number++) {
  const session = `${name}${number}`
  const group = `g${session}`
  await change((catalogue) =>
    addGroup(addSessions(catalogue, [{ name: session, login }]), {
      name: group,
      members: { kind: 'list', sessions: [session] },
    }),
  )
  await change((catalogue) =>
    editGroup(
      editSession(catalogue, session, (before) => ({ ...before, schema: 'edited', tags: [`t${session}`] })),
      group,
      (before) => ({ ...before, cap: number }),
    ),
  )
  const gone = number % 10 === 0 ? [] : [session]
  await change((catalogue) =>
    removeSessions(
      removeGroups(
        catalogue,
        gone.map((each) => `g${each}`),
      ),
      gone,
    ),
  )
}
