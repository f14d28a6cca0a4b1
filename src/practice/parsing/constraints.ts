/**
 * Constraints, with a column or by themselves. Their states (DISABLE, DEFERRABLE ...) are refused by their word.
 */
import type { ConstraintDefinition, ConstraintRule } from './ast/definition.ts'
import type { PlacedName } from './ast/name.ts'
import { parseCondition } from './expressions.ts'
import { parseNameList, parseSimpleName, parseTableName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** Words that begin a constraint which the practice database lacks. */
const lackingConstraints = ['SUPPLEMENTAL', 'PERIOD', 'REF', 'SCOPE']

/** Whether a constraint of a whole table stands next. */
export const isTableConstraintNext = (reader: TokenReader): boolean =>
  reader.isWord('CONSTRAINT', 'UNIQUE', 'CHECK') ||
  reader.areWords('PRIMARY', 'KEY') ||
  reader.areWords('FOREIGN', 'KEY') ||
  (reader.isWord(...lackingConstraints) && reader.isSymbol('(', 1))

/** `[CONSTRAINT name] PRIMARY KEY (...)` and its like, which name their columns. */
export function parseTableConstraint(reader: TokenReader): ConstraintDefinition {
  const { at } = reader
  const name = parseConstraintName(reader)
  const rule = parseTableRule(reader)
  parseState(reader)
  return { ...name, rule, at }
}

/** A constraint that stands with a column; undefined when none stands next. NULL alone is taken and says nothing. */
export function parseColumnConstraint(
  reader: TokenReader,
  column: PlacedName,
): ConstraintDefinition | 'nullable' | undefined {
  const { at } = reader
  const name = parseConstraintName(reader)
  if (reader.acceptWords('NULL')) {
    parseState(reader)
    return 'nullable'
  }
  const rule = parseColumnRule(reader, column)
  if (rule === undefined) {
    reader.refuseWords(...lackingConstraints)
    if ('name' in name) throw reader.unexpected(2253, 'a constraint')
    return undefined
  }
  parseState(reader)
  return { ...name, rule, at }
}

/** CONSTRAINT name, if it stands next. */
const parseConstraintName = (reader: TokenReader): { readonly name?: string } =>
  reader.acceptWords('CONSTRAINT') ? { name: parseSimpleName(reader).name } : {}

function parseTableRule(reader: TokenReader): ConstraintRule {
  reader.refuseWords(...lackingConstraints)
  if (reader.acceptWords('PRIMARY', 'KEY')) return { kind: 'primary key', columns: parseNameList(reader) }
  if (reader.acceptWords('UNIQUE')) return { kind: 'unique', columns: parseNameList(reader) }
  if (reader.isWord('CHECK')) return parseCheck(reader)
  if (!reader.acceptWords('FOREIGN', 'KEY')) throw reader.unexpected(904, 'a constraint')
  const columns = parseNameList(reader)
  reader.expectWord('REFERENCES', 905)
  return parseReferences(reader, columns)
}

function parseColumnRule(reader: TokenReader, column: PlacedName): ConstraintRule | undefined {
  const columns = [column]
  if (reader.acceptWords('NOT', 'NULL')) return { kind: 'not null', columns }
  if (reader.acceptWords('PRIMARY', 'KEY')) return { kind: 'primary key', columns }
  if (reader.acceptWords('UNIQUE')) return { kind: 'unique', columns }
  if (reader.isWord('CHECK')) return { ...parseCheck(reader), column: column.name }
  return reader.acceptWords('REFERENCES') ? parseReferences(reader, columns) : undefined
}

function parseCheck(reader: TokenReader): Extract<ConstraintRule, { kind: 'check' }> {
  reader.take()
  const { end } = reader.expectSymbol('(', 906)
  const condition = parseCondition(reader)
  const { at } = reader.expectSymbol(')', 907)
  return { kind: 'check', condition, text: reader.sql.slice(end, at).trim() }
}

/** What follows REFERENCES. */
function parseReferences(
  reader: TokenReader,
  columns: readonly PlacedName[],
): Extract<ConstraintRule, { kind: 'foreign key' }> {
  const parent = parseTableName(reader)
  const parentColumns = reader.isSymbol('(') ? parseNameList(reader) : []
  const onDelete = parseDeleteRule(reader)
  return { kind: 'foreign key', columns, parent, parentColumns, onDelete }
}

function parseDeleteRule(reader: TokenReader): 'no action' | 'cascade' | 'set null' {
  if (!reader.acceptWords('ON')) return 'no action'
  reader.expectWord('DELETE', 905)
  if (reader.acceptWords('CASCADE')) return 'cascade'
  if (reader.acceptWords('SET', 'NULL')) return 'set null'
  throw reader.unexpected(905, 'cascade set')
}

/** ENABLE and VALIDATE, which hold anyway; every other state is refused. */
function parseState(reader: TokenReader): void {
  reader.acceptWords('ENABLE')
  reader.acceptWords('VALIDATE')
  reader.refuseWords('ENABLE', 'DISABLE', 'NOVALIDATE', 'DEFERRABLE', 'INITIALLY', 'RELY', 'NORELY', 'USING')
  reader.refuseWords('EXCEPTIONS', 'PRECHECK', 'NOPRECHECK')
  if (reader.areWords('NOT', 'DEFERRABLE')) throw reader.notSupported('NOT DEFERRABLE')
}
