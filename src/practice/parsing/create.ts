/**
 * CREATE: which kind of object, and whether it may replace one. Each kind has its own file.
 */
import type { Statement } from './ast/statement.ts'
import { parseCreateTable } from './create-table.ts'
import { parseCreateIndex } from './indexes.ts'
import { oracleObjects } from './schema-objects.ts'
import { parseCreateSequence } from './sequences.ts'
import { parseCreateSynonym } from './synonyms.ts'
import type { TokenReader } from './token-reader.ts'
import { parseCreateUnit } from './units.ts'
import { parseCreateProfile, parseCreateUser } from './users.ts'
import { parseCreateView } from './views.ts'

/** What is read from the kind's word on, which stands next. */
interface Creation {
  /** Whether CREATE OR REPLACE is known for it. */
  readonly mayReplace: boolean
  parse(reader: TokenReader, orReplace: boolean): Statement
}

const unit: Creation = { mayReplace: true, parse: parseCreateUnit }

const creations: Readonly<Record<string, Creation>> = {
  FUNCTION: unit,
  PACKAGE: unit,
  PROCEDURE: unit,
  INDEX: { mayReplace: false, parse: parseCreateIndex },
  PROFILE: { mayReplace: false, parse: parseCreateProfile },
  TABLE: { mayReplace: false, parse: parseCreateTable },
  UNIQUE: { mayReplace: false, parse: parseCreateIndex },
  USER: { mayReplace: false, parse: parseCreateUser },
  PUBLIC: { mayReplace: true, parse: parseCreateSynonym },
  SEQUENCE: { mayReplace: false, parse: parseCreateSequence },
  SYNONYM: { mayReplace: true, parse: parseCreateSynonym },
  VIEW: { mayReplace: true, parse: parseCreateView },
}

/** CREATE [OR REPLACE] [EDITIONABLE | NONEDITIONABLE] kind ... */
export function parseCreate(reader: TokenReader): Statement {
  reader.take()
  const orReplace = reader.acceptWords('OR', 'REPLACE')
  if (!reader.acceptWords('EDITIONABLE')) reader.acceptWords('NONEDITIONABLE')
  const { kind, text } = reader.token
  const creation = kind === 'word' && Object.hasOwn(creations, text) ? creations[text] : undefined
  if (creation !== undefined && (creation.mayReplace || !orReplace)) return creation.parse(reader, orReplace)
  if (creation === undefined) reader.refuseWords(...oracleObjects)
  throw reader.unexpected(orReplace ? 922 : 901, 'an object')
}
