/** Every command of the shell, in the order in which help lists them. */
import { resume, retry } from './again.ts'
import { answer } from './answer.ts'
import { any } from './any.ts'
import { autocommit } from './autocommit.ts'
import { cancel } from './cancel.ts'
import { cap } from './cap.ts'
import { close } from './close.ts'
import type { CommandDeclaration, CommandGroup } from './command.ts'
import { desc, refresh } from './desc.ts'
import { each } from './each.ts'
import { edit } from './edit.ts'
import { commit, rollback } from './end-transactions.ts'
import { fold } from './fold.ts'
import { forCommand } from './for.ts'
import { group } from './group.ts'
import { halt } from './halt.ts'
import { help } from './help.ts'
import { hold, release } from './hold.ts'
import { jobs } from './jobs.ts'
import { oerr } from './oerr.ts'
import { on } from './on.ts'
import { open } from './open.ts'
import { move, priority } from './order.ts'
import { pause } from './pause.ts'
import { quit } from './quit.ts'
import { retries } from './retries.ts'
import { ring } from './ring.ts'
import { serial } from './serial.ts'
import { sessions } from './sessions.ts'
import { show } from './show.ts'
import { copy, pager, save } from './take-out.ts'
import { timeout } from './timeout.ts'
import { tour } from './tour.ts'
import { view } from './view.ts'
import { after, at, repeat } from './when.ts'

export const commandGroups: readonly CommandGroup[] = [
  { heading: 'What a statement gets', commands: [on, each, any, cap, forCommand, autocommit] },
  { heading: 'How a job goes', commands: [timeout, retries, halt, serial, ring] },
  { heading: 'When the next statement runs', commands: [after, at, repeat] },
  { heading: 'What runs and waits', commands: [cancel, pause, hold, release, priority, move] },
  { heading: 'Work that is open', commands: [commit, rollback] },
  { heading: 'Answers, and jobs of today and earlier', commands: [answer, fold, jobs, show, resume, retry] },
  { heading: 'Out of the screen', commands: [save, copy, pager] },
  { heading: 'What there is', commands: [desc, oerr, refresh] },
  {
    heading: 'Sessions and the shell',
    commands: [view, sessions, group, open, close, edit, help, tour, quit],
  },
]

export const commands: readonly CommandDeclaration[] = commandGroups.flatMap((group) => group.commands)
