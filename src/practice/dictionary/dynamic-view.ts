/**
 * V$ views and their GV$ companions: what the instance does at this moment, for those who may know of others.
 */
import type { Instance } from '../running/instance.ts'
import type { Column, Row } from '../values/value.ts'
import { number, row } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'

/** A V$ view and the GV$ view of the same rows, with the instance in front. A few of them are everyone's to read. */
export const dynamicViews = (
  name: string,
  columns: readonly Column[],
  rows: (instance: Instance) => Iterable<Row>,
  readers: 'everyone' | 'those who may' = 'those who may',
): readonly DictionaryView[] => [
  {
    kind: 'DICTIONARY VIEW',
    owner: 'SYS',
    name: `V$${name}`,
    isRestricted: readers !== 'everyone',
    columns,
    rows: (_, instance) => rows(instance),
  },
  {
    kind: 'DICTIONARY VIEW',
    owner: 'SYS',
    name: `GV$${name}`,
    isRestricted: readers !== 'everyone',
    columns: [number('INST_ID'), ...columns],
    *rows(_, instance) {
      for (const values of rows(instance)) yield [...row(1), ...values]
    },
  },
]
