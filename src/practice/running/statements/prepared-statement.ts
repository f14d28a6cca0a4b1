/**
 * A statement that has been read and compiled, for any session of one user and schema; kept for the next who sends the
 * same text.
 */
import type { Authority } from '../../dictionary/catalog.ts'
import type { BindType, Prepared } from '../../door.ts'
import type { Parsed } from '../../parsing/ast/statement.ts'
import { parse } from '../../parsing/parse.ts'
import type { Column, DataType } from '../../values/value.ts'
import type { Instance } from '../instance.ts'
import { recordedText } from '../ledger/recorded-text.ts'
import { withoutPasswords } from '../masked-text.ts'
import type { CurrentStatement } from '../session.ts'
import { commandTypeOf } from '../sql-area.ts'
import { sqlIdOf } from '../sql-id.ts'
import { compileStatement, type StatementPlan } from './statement-plan.ts'

export class PreparedStatement implements Prepared {
  readonly text: string
  readonly parsed: Parsed
  readonly plan: StatementPlan
  /** The catalog's version it was compiled with. */
  readonly version: number
  readonly kind: Prepared['kind']
  readonly binds: readonly string[]
  readonly returning: readonly number[]
  readonly columns: readonly Column[]
  readonly shown: CurrentStatement
  /** As the ledger has it. */
  readonly recordedText: string

  constructor(text: string, parsed: Parsed, plan: StatementPlan, version: number) {
    this.text = text
    this.parsed = parsed
    this.plan = plan
    this.version = version
    this.kind = shownKind(plan)
    this.binds = parsed.binds
    this.returning = plan.kind === 'dml' ? plan.returning : []
    this.columns = plan.kind === 'query' ? plan.query.columns : []
    this.recordedText = recordedText(text)
    const masked = withoutPasswords(text)
    this.shown = { text: masked, id: sqlIdOf(masked), commandType: commandTypeOf(parsed.statement.kind) }
  }
}

/** To the client ALTER SESSION and ALTER SYSTEM are DDL like any other ALTER. */
const shownKind = ({ kind }: StatementPlan): Prepared['kind'] =>
  kind === 'session' || kind === 'system' ? 'ddl' : kind === 'transaction' || kind === 'lock' ? 'other' : kind

/** Reads and compiles, unless that has been done. Raises OracleError with the offset. */
export const prepareStatement = (
  text: string,
  authority: Authority,
  instance: Instance,
  types: readonly BindType[] = [],
): PreparedStatement => {
  const { plans, catalog } = instance
  const bindTypes = types.map(declaredType)
  const roles = authority.isWithoutRoles ? 'owner' : [...(authority.roles ?? [])].sort().join()
  const key = [authority.user, roles, authority.schema, JSON.stringify(bindTypes), text].join('\0')
  const known = plans.get(key)
  if (known?.version === catalog.version) return known
  const parsed = known?.parsed ?? parse(text)
  const compilation = { instance, authority, dialect: 'SQL', bindTypes } as const
  const plan = compileStatement(parsed, text, compilation)
  const prepared = new PreparedStatement(text, parsed, plan, catalog.version)
  if (plan.kind !== 'ddl') plans.set(key, prepared)
  return prepared
}

/** Lengths of binds change from call to call and must not make another statement. */
const declaredType = ({ type, isArray }: BindType): DataType | undefined => {
  if (isArray) return undefined
  switch (type.name) {
    case 'VARCHAR2':
    case 'NVARCHAR2':
      return { name: type.name, length: 4000 }
    case 'CHAR':
    case 'NCHAR':
      return { name: type.name, length: 2000 }
    case 'LONG':
      return { name: 'VARCHAR2', length: 4000 }
    case 'RAW':
      return { name: 'RAW', length: 2000 }
    default:
      return type
  }
}

export const isPreparedStatement = (prepared: Prepared): prepared is PreparedStatement =>
  prepared instanceof PreparedStatement
