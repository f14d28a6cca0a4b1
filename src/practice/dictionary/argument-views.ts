/**
 * The arguments of what can be called, and what functions give back: user_arguments and all_arguments.
 */
import type { TypeName } from '../parsing/ast/expression.ts'
import { CompileError } from '../parsing/syntax-error.ts'
import type { Instance } from '../running/instance.ts'
import { shapeOf } from '../running/plsql/declared-types.ts'
import { compilePackage } from '../running/plsql/package-unit.ts'
import type { Shape } from '../running/plsql/shapes.ts'
import { sourceContext } from '../running/plsql/source-context.ts'
import { type Callable, callables } from './callables.ts'
import { number, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import { always, userAndAll } from './user-and-all.ts'

interface Argument extends Callable {
  /** undefined for what a function gives back. */
  readonly argument: string | undefined
  /** From 1; 0 for what a function gives back. */
  readonly position: number
  readonly sequence: number
  readonly direction: 'in' | 'out' | 'in out'
  readonly isDefaulted: boolean
  readonly type: TypeName
}

function* argumentsOf(user: string, instance: Instance): Generator<Argument, void, void> {
  for (const callable of callables(user, instance)) {
    const { subprogram } = callable
    if (subprogram === undefined) continue
    let sequence = 0
    if (subprogram.returns) {
      const result = { argument: undefined, position: 0, sequence: ++sequence, isDefaulted: false } as const
      yield { ...callable, ...result, direction: 'out', type: subprogram.returns }
    }
    for (const [index, parameter] of subprogram.parameters.entries()) {
      const { name, direction, type, defaultValue } = parameter
      const place = { argument: name, position: index + 1, sequence: ++sequence }
      yield { ...callable, ...place, direction, type, isDefaulted: defaultValue !== undefined }
    }
  }
}

/** DATA_TYPE; UNDEFINED where the type cannot be found. */
function typeText({ object, type }: Argument, instance: Instance): string {
  try {
    const names = object.kind === 'PACKAGE' ? compilePackage(object, instance)?.names : undefined
    return shapeText(shapeOf(type, sourceContext(object, instance).compilation, names))
  } catch (error) {
    if (error instanceof CompileError) return 'UNDEFINED'
    throw error
  }
}

/** "Database Reference, ALL_ARGUMENTS": types without their lengths, and PL/SQL's own called so. */
function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'record':
      return 'PL/SQL RECORD'
    case 'collection':
      return shape.index === 'none' ? 'TABLE' : 'PL/SQL TABLE'
    case 'scalar':
      if (shape.type.name === 'BOOLEAN') return 'PL/SQL BOOLEAN'
      if (shape.type.name !== 'TIMESTAMP' || shape.type.zone === undefined) return shape.type.name
      return `TIMESTAMP ${shape.type.zone.toUpperCase()}`
  }
}

const directions = { in: 'IN', out: 'OUT', 'in out': 'IN/OUT' } as const

export const argumentViews: readonly DictionaryView[] = userAndAll<Argument>({
  name: 'ARGUMENTS',
  columns: [
    [text('OBJECT_NAME'), ({ object, name }) => name ?? object.name],
    [text('PACKAGE_NAME'), ({ object, name }) => (name === undefined ? null : object.name)],
    [number('OBJECT_ID'), ({ object }) => object.id],
    [text('OVERLOAD', 40), ({ overload }) => overload?.toString()],
    [number('SUBPROGRAM_ID'), ({ number: id }) => id],
    [text('ARGUMENT_NAME'), ({ argument }) => argument],
    [number('POSITION'), ({ position }) => position],
    [number('SEQUENCE'), ({ sequence }) => sequence],
    always(number('DATA_LEVEL'), 0),
    [text('DATA_TYPE', 30), typeText],
    [text('DEFAULTED', 1), ({ isDefaulted }) => (isDefaulted ? 'Y' : 'N')],
    [text('IN_OUT', 9), ({ direction }) => directions[direction]],
  ],
  items: argumentsOf,
})
