/** The keys of the views, in the order in which they are shown. */
import type { LiveName } from './live-view.ts'

export interface ViewKey {
  readonly key: string
  /** The answer takes the place of the live part; the others are views of it. */
  readonly name: LiveName | 'answer'
  readonly summary: string
}

export const viewKeys: readonly ViewKey[] = [
  { key: '0', name: 'overview', summary: 'sessions, jobs and tasks, and the answer of the selected row' },
  { key: '1', name: 'sessions', summary: 'every session: what it does, whose work is open in it' },
  { key: '2', name: 'jobs', summary: 'every job and how far it is' },
  { key: '3', name: 'tasks', summary: 'the tasks of the selected job' },
  { key: '4', name: 'timeline', summary: 'what ran when, in which session: the cap at work' },
  { key: '5', name: 'grid', summary: 'a cell for each task of the job, again: for each session' },
  { key: '6', name: 'answer', summary: 'rows, output, error and SQL of the selected row' },
  { key: '7', name: 'log', summary: 'what happened, and when' },
]
