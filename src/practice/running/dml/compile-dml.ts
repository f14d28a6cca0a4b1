/**
 * The statements that change rows, each handed to its own room.
 */
import type { Dml } from '../../parsing/ast/dml.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Scope } from '../expression/scope.ts'
import { compileDelete, compileUpdate } from './compile-change.ts'
import { compileInsert } from './compile-insert.ts'
import { compileMerge } from './compile-merge.ts'
import type { DmlKindPlan, DmlPlan } from './dml-plan.ts'

export const compileDml = (dml: Dml, compilation: Compilation, outer: Scope | undefined): DmlPlan => {
  const uses = new Set<number>()
  const plan = compileKind(dml, { ...compilation, uses }, outer)
  for (const id of uses) compilation.uses?.add(id)
  return { isOneRow: false, ...plan, uses }
}

const compileKind = (dml: Dml, compilation: Compilation, outer: Scope | undefined): DmlKindPlan => {
  switch (dml.kind) {
    case 'insert':
      return compileInsert(dml, compilation, outer)
    case 'update':
      return compileUpdate(dml, compilation, outer)
    case 'merge':
      return compileMerge(dml, compilation, outer)
    case 'delete':
      return compileDelete(dml, compilation, outer)
  }
}
