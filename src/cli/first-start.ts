/**
 * `multisession` alone, at a terminal, with nothing saved: three ways to begin, and the shell behind each. A password is
 * asked for nowhere here, but by the shell when a session opens.
 */
import { addSessions, emptyCatalogue } from '../core/catalogue.ts'
import { badRequest } from '../core/failure.ts'
import type { Login, SessionName, SessionSpec } from '../core/session.ts'
import { visible } from '../core/visible.ts'
import { countOf } from '../results/measures.ts'
import { aliasesLike, type Imported, importSessions, readAliases } from './import-sessions.ts'
import { changeKept } from './kept.ts'
import type { CliPorts, FirstWay } from './ports.ts'
import { parseSession } from './session-text.ts'
import { findTnsNames, pathOf } from './tns-places.ts'

/** Where somebody went from the first screen; what is saved is saved. */
export type FirstStart =
  | { readonly type: 'left'; readonly code: number }
  | { readonly type: 'practice' }
  | { readonly type: 'saved'; readonly says: string; readonly opens: readonly SessionName[] }

/** Shows the first screen and does what is chosen there. */
export async function startFirst(ports: CliPorts): Promise<FirstStart> {
  let begun: FirstStart = { type: 'practice' }
  const found = await findTnsNames(ports.env)
  const ways: readonly FirstWay[] = [
    {
      title: 'try the practice database',
      meaning:
        'opens the shell on a database that comes along: in memory, gone when you leave, nothing to install and nothing to break. A job runs there at once; tour shows the rest in five steps.',
      asks: [],
      done: async () => {
        begun = { type: 'practice' }
      },
    },
    addingSession(ports, ({ name }) => {
      begun = { type: 'saved', says: `saved session ${name}: it is tried now`, opens: [name] }
    }),
    importingAliases(found, ports, ({ added, told }) => {
      begun = {
        type: 'saved',
        says: told.join('; '),
        opens: added.length === 1 ? [namesOf(added)[0] ?? ''] : [],
      }
    }),
  ]
  const choice = await ports.openFirstStart({ ways })
  return choice.type === 'left' ? choice : begun
}

const namesOf = (sessions: readonly SessionSpec[]): SessionName[] => sessions.map(({ name }) => name)

/** What a session is: its name is checked as `sessions add` does, and so is its login. */
const sessionFrom = ([name = '', user = '', connectString = '']: readonly string[]): SessionSpec =>
  parseSession(`${name}=${user}@${connectString}`, 'session', 1)

function addingSession(ports: CliPorts, saved: (session: SessionSpec) => void): FirstWay {
  return {
    title: 'add a session',
    meaning:
      'asks for a name, a user and where the database is, saves them, and opens the shell, which asks for the password and tries the session. The password is saved nowhere.',
    asks: [
      {
        label: 'name',
        explain: () => [
          'What you will call it: letters, digits and _ $ . -',
          '',
          '  hr_prod     stands in targets: on hr_prod, or on *_prod for all such',
        ],
        check: ([name = '']) => {
          addSessions(emptyCatalogue, [{ name, login: { user: 'x', connectString: 'x' } }])
        },
      },
      {
        label: 'user',
        explain: () => [
          'Who logs in; its password is asked for when the session opens.',
          '',
          '  scott       a user of the database',
          '  app[hr]     the user app, working as hr (a proxy)',
        ],
        check: ([name = '', user = '']) => {
          checkUser(sessionUser(user, name), user)
        },
      },
      {
        label: 'connect string',
        explain: () => [
          'Where the database is.',
          '',
          '  db1.example.com/pdb1          host and service name',
          '  db1.example.com:1522/pdb1     with its port, where that is not 1521',
          '  PROD                          an alias: a tnsnames.ora in $TNS_ADMIN has it',
          '  practice                      the database that comes along (users scott, a to g)',
          '',
          '"as sysdba" behind it logs in so.',
        ],
        check: (answers) => {
          if ((answers[2] ?? '') === '')
            throw badRequest('a connect string is wanted, as db1.example.com/pdb1')
          sessionFrom(answers)
        },
      },
    ],
    async done(answers) {
      const session = sessionFrom(answers)
      const change = (catalogue: Parameters<typeof addSessions>[0]) => addSessions(catalogue, [session])
      await changeKept('sessions', await ports.openCatalogue(), change, ports)
      saved(session)
    },
  }
}

/** The user of a login as written; a password behind a slash is refused without being repeated. */
function sessionUser(user: string, name: string): Login['user'] {
  if (user === '') throw badRequest('a user is wanted, as scott')
  if (/\//.test(user.replace(/"[^"]*"/g, '')))
    throw badRequest('a password does not belong here: it is asked for when the session opens')
  return parseSession(`${name}=${user}@x`, 'session', 1).login.user
}

/** What stands behind the user would become part of the connect string. */
function checkUser(read: string, written: string): void {
  if (read !== written) throw badRequest('expected a user alone: where the database is comes next')
}

function importingAliases(
  found: readonly string[],
  ports: CliPorts,
  saved: (imported: Imported) => void,
): FirstWay {
  let aliases: readonly string[] = []
  return {
    title: 'import a tnsnames.ora',
    meaning:
      'saves a session for each alias of the file, or for those you name, all of one user, and opens the shell on them.',
    asks: [
      {
        label: 'file',
        explain: () => [
          'The tnsnames.ora to read; it stays where it is, and is read again when a session opens.',
          '',
          ...(found.length === 0
            ? ['  /etc/oracle/tnsnames.ora     for example; none was found in the usual places']
            : ['Found:', ...found.map((path) => `  ${visible(path)}`)]),
        ],
        suggest: () => found[0] ?? '',
        async check([path = '']) {
          if (path === '') throw badRequest('a file is wanted, as /etc/oracle/tnsnames.ora')
          aliases = (await readAliases(pathOf(path, ports.env))).aliases
        },
      },
      {
        label: 'user',
        explain: () => ['Who logs in, in all of them.', '', '  app         sessions edit changes one later'],
        check: ([, user = '']) => {
          checkUser(sessionUser(user, 'x'), user)
        },
      },
      {
        label: 'aliases',
        explain: () => [
          `${countOf(aliases.length, 'alias', 'aliases')} in the file: ${visible(aliases.join(', '))}`,
          '',
          '  *           all of them',
          '  *_prod,hr   those that match, and hr',
        ],
        suggest: () => '*',
        check: ([, , pattern = '']) => {
          aliasesLike(pattern, aliases)
        },
      },
    ],
    async done([path = '', user = '', pattern = '']) {
      const imported = await importSessions(
        { path: pathOf(path, ports.env), like: { user }, aliases: pattern },
        ports,
      )
      const [told = 'no session was saved'] = imported.told.slice(1)
      if (imported.added.length === 0) throw badRequest(told)
      saved(imported)
    },
  }
}
