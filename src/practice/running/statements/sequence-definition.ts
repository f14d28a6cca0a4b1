/**
 * CREATE, ALTER and DROP SEQUENCE.
 */
import type { SequenceObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { SequenceStatement } from '../../parsing/ast/sequence.ts'
import type { Compilation } from '../expression/compilation.ts'
import { SequenceGenerator } from '../storage/sequence-generator.ts'
import { newName, requireFreeName } from './new-name.ts'
import { alteredRule, newRule } from './sequence-rule.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

type Statement<Kind extends SequenceStatement['kind']> = Extract<SequenceStatement, { kind: Kind }>

/** Raises ORA-00955 for a name that is taken. */
export const createSequence = (
  { name, options, at }: Statement<'create sequence'>,
  { instance, authority }: Compilation,
): StatementPlan => {
  const { catalog } = instance
  const place = newName(name, authority)
  const rule = newRule(options, at)
  return {
    kind: 'ddl',
    run: immediately(() => {
      requireFreeName(place, name.at, catalog)
      const generator = new SequenceGenerator(rule)
      catalog.put({
        ...catalog.newOwned(place.owner, place.name),
        kind: 'SEQUENCE',
        generator,
        isOfIdentity: false,
      })
      return nothingWrong
    }),
  }
}

/** Raises ORA-02289, and ORA-01031 for another's without ALTER. */
export const alterSequence = (
  { name, options, at }: Statement<'alter sequence'>,
  compilation: Compilation,
): StatementPlan => {
  const { catalog } = compilation.instance
  const sequence = findSequence(name, compilation)
  if (!catalog.may(compilation.authority, 'ALTER', sequence))
    throw new OracleError(1031, 'insufficient privileges', name.at)
  requireUserMade(sequence, 32793, 'cannot alter a system-generated sequence', name.at)
  return {
    kind: 'ddl',
    run: immediately(() => {
      const { generator } = sequence
      const rule = alteredRule(generator.rule, options, generator.last, at)
      if (options.isRestart) generator.restart(rule)
      else generator.alter(rule)
      catalog.touch(sequence)
      return nothingWrong
    }),
  }
}

/** Raises ORA-02289, and ORA-01031 for another's. */
export const dropSequence = (
  { name }: Statement<'drop sequence'>,
  compilation: Compilation,
): StatementPlan => {
  const { instance, authority } = compilation
  const sequence = findSequence(name, compilation)
  if (sequence.owner !== authority.user) throw new OracleError(1031, 'insufficient privileges', name.at)
  requireUserMade(sequence, 32794, 'cannot drop a system-generated sequence', name.at)
  return {
    kind: 'ddl',
    run: immediately(() => {
      instance.catalog.remove(sequence)
      return nothingWrong
    }),
  }
}

const findSequence = (name: Name, { instance, authority }: Compilation): SequenceObject => {
  const object = instance.catalog.locate(name, authority)
  if (object?.kind === 'SEQUENCE') return object
  throw new OracleError(2289, 'sequence does not exist', name.at)
}

const requireUserMade = (sequence: SequenceObject, number: number, text: string, at: number): void => {
  if (sequence.isOfIdentity) throw new OracleError(number, text, at)
}
