/** A program of its own that changes a catalogue again and again: `catalogue-writer.ts DIRECTORY NAME COUNT`. */
import { addGroup, addSessions, editSession, removeGroups, removeSessions } from '../../src/core/catalogue.ts'
import { openCatalogueFile } from '../../src/storage/catalogue-file.ts'

const [directory = '', name = '', count = '0'] = process.argv.slice(2)
const file = openCatalogueFile(directory)

/** Of three sessions and groups that are added, one is edited, one removed, one stays as it was. */
for (let number = 1; number <= Number(count); number++) {
  const session = `${name}${number}`
  const group = `g${session}`
  const login = { user: name, connectString: 'practice' }
  await file.change((catalogue) =>
    addGroup(addSessions(catalogue, [{ name: session, login }]), {
      name: group,
      members: { kind: 'list', sessions: [session] },
    }),
  )
  if (number % 3 === 1)
    await file.change((catalogue) =>
      editSession(catalogue, session, (before) => ({ ...before, login: { ...login, user: 'edited' } })),
    )
  if (number % 3 === 2)
    await file.change((catalogue) => removeSessions(removeGroups(catalogue, [group]), [session]))
}
