/**
 * ALTER TABLE: columns and constraints added, modified, dropped and renamed. What else can be altered is refused by its
 * word.
 */
import type { ColumnModification, ConstraintChoice, TableChange } from './ast/definition.ts'
import type { PlacedName } from './ast/name.ts'
import type { Statement } from './ast/statement.ts'
import { isTableConstraintNext, parseTableConstraint } from './constraints.ts'
import {
  parseColumn,
  parseColumnConstraints,
  parseDefault,
  refuseColumnKinds,
  type TableDraft,
} from './create-table.ts'
import { parseNameList, parseSimpleName, parseTableName } from './names.ts'
import type { TokenReader } from './token-reader.ts'
import { parseTypeName } from './type-names.ts'

/** What stands behind ALTER TABLE. */
export function parseAlterTable(reader: TokenReader, at: number): Statement {
  if (reader.areWords('IF', 'EXISTS')) throw reader.notSupported('IF EXISTS')
  const table = parseTableName(reader)
  const changes: TableChange[] = []
  do changes.push(parseChange(reader))
  while (!reader.isAtEnd)
  if (changes.length > 1) refuseToCombine(changes, reader, at)
  return { kind: 'alter table', table, changes, at }
}

function refuseToCombine(changes: readonly TableChange[], reader: TokenReader, at: number): void {
  if (changes.some(({ kind }) => kind === 'drop columns')) throw reader.error(12987, at)
  if (changes.some(({ kind }) => kind.startsWith('rename')))
    throw reader.notSupported('RENAME beside other changes')
}

function parseChange(reader: TokenReader): TableChange {
  if (reader.acceptWords('ADD')) return parseAdd(reader)
  if (reader.acceptWords('MODIFY')) return parseModify(reader)
  if (reader.acceptWords('DROP')) return parseDrop(reader)
  if (reader.acceptWords('RENAME')) return parseRename(reader)
  if (reader.token.kind === 'word') throw reader.notSupported(`ALTER TABLE ${reader.token.text}`)
  throw reader.unexpected(1735, 'add modify drop rename')
}

/** Columns and constraints in one pair of parentheses, a pair each, or one of them alone. */
function parseAdd(reader: TokenReader): TableChange {
  const draft: TableDraft = { columns: [], constraints: [] }
  reader.refuseWords('PARTITION', 'SUPPLEMENTAL', 'COLUMN')
  if (!reader.acceptSymbol('(')) parseAddition(reader, draft, true)
  else {
    do parseAddition(reader, draft, false)
    while (reader.acceptSymbol(','))
    reader.expectSymbol(')', 907)
  }
  return { kind: 'add', ...draft }
}

function parseAddition(reader: TokenReader, draft: TableDraft, isAlone: boolean): void {
  if (isTableConstraintNext(reader)) draft.constraints.push(parseTableConstraint(reader))
  else parseColumn(reader, draft, isAlone)
}

function parseModify(reader: TokenReader): TableChange {
  reader.refuseWords('CONSTRAINT', 'PARTITION', 'LOB', 'NESTED', 'VARRAY', 'DEFAULT')
  if (reader.isWord('PRIMARY', 'UNIQUE')) throw reader.notSupported(`MODIFY ${reader.token.text}`)
  const columns: ColumnModification[] = []
  if (!reader.acceptSymbol('(')) columns.push(parseModification(reader, true))
  else {
    do columns.push(parseModification(reader, false))
    while (reader.acceptSymbol(','))
    reader.expectSymbol(')', 907)
  }
  return { kind: 'modify', columns }
}

function parseModification(reader: TokenReader, isAlone: boolean): ColumnModification {
  const column = parseSimpleName(reader)
  refuseColumnKinds(reader)
  const isTypeNext =
    reader.token.kind === 'word' && !reader.isWord('DEFAULT', 'NOT', 'NULL', ...constraintWords)
  const type = isTypeNext ? { type: parseTypeName(reader) } : {}
  refuseColumnKinds(reader)
  const defaultValue = parseDefault(reader)
  const draft: TableDraft = { columns: [], constraints: [] }
  const isNullable = parseColumnConstraints(reader, column, draft.constraints, isAlone)
  return { ...column, ...type, ...defaultValue, isNullable, constraints: draft.constraints }
}

const constraintWords = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'REFERENCES']

function parseDrop(reader: TokenReader): TableChange {
  const { at } = reader
  if (reader.acceptWords('CONSTRAINT'))
    return dropping(reader, { kind: 'named', name: parseSimpleName(reader).name, at })
  if (reader.acceptWords('PRIMARY', 'KEY')) return dropping(reader, { kind: 'primary key', at })
  if (reader.acceptWords('UNIQUE'))
    return dropping(reader, { kind: 'unique', columns: parseNameList(reader), at })
  if (reader.areWords('COLUMNS', 'CONTINUE')) throw reader.notSupported('DROP COLUMNS CONTINUE')
  if (!reader.isSymbol('(') && !reader.isWord('COLUMN'))
    throw reader.notSupported(`DROP ${reader.token.text}`)
  const columns: readonly PlacedName[] = reader.acceptWords('COLUMN')
    ? [parseSimpleName(reader)]
    : parseNameList(reader)
  const isCascade = acceptCascade(reader)
  reader.refuseWords('INVALIDATE', 'CHECKPOINT', 'ONLINE')
  return { kind: 'drop columns', columns, isCascade }
}

function dropping(reader: TokenReader, which: ConstraintChoice): TableChange {
  const isCascade = reader.acceptWords('CASCADE')
  reader.refuseWords('KEEP', 'DROP', 'ONLINE')
  return { kind: 'drop constraint', which, isCascade }
}

/** CASCADE CONSTRAINTS, if it stands next. */
export function acceptCascade(reader: TokenReader): boolean {
  if (!reader.acceptWords('CASCADE')) return false
  if (!reader.acceptWords('CONSTRAINTS')) reader.expectWord('CONSTRAINT', 905)
  return true
}

function parseRename(reader: TokenReader): TableChange {
  if (reader.acceptWords('TO')) return { kind: 'rename', to: parseSimpleName(reader) }
  const kind = reader.isWord('COLUMN') ? 'rename column' : 'rename constraint'
  if (!reader.isWord('COLUMN', 'CONSTRAINT')) throw reader.notSupported(`RENAME ${reader.token.text}`)
  reader.take()
  const from = parseSimpleName(reader)
  reader.expectWord('TO', 905)
  return { kind, from, to: parseSimpleName(reader) }
}
