/**
 * Stored units: their source line by line, what is wrong with them, and that they can be called.
 */
import type { Instance } from '../running/instance.ts'
import { compileStored } from '../running/plsql/stored-unit.ts'
import { type Callable, callables } from './callables.ts'
import { number, text } from './columns.ts'
import type { DictionaryView } from './dictionary-view.ts'
import type { CompiledObject, UnitProblem } from './schema-object.ts'
import { always, objectsOf, userAndAll } from './user-and-all.ts'

const units = objectsOf('PROCEDURE', 'FUNCTION', 'PACKAGE', 'PACKAGE BODY')

/** One of several things about a unit, counted from 1. */
interface PartOfUnit<Part> {
  readonly owner: string
  readonly unit: CompiledObject
  readonly part: Part
  readonly number: number
}

const partsOf = <Part>(parts: (unit: CompiledObject, instance: Instance) => readonly Part[]) =>
  function* (user: string, instance: Instance): Generator<PartOfUnit<Part>, void, void> {
    for (const unit of units(user, instance))
      for (const [index, part] of parts(unit, instance).entries())
        yield { owner: unit.owner, unit, part, number: index + 1 }
  }

const numberIn = ({ message }: UnitProblem): number =>
  Number(/^(?:PLS|PL\/SQL: ORA)-(\d+)/.exec(message)?.[1] ?? 0)

export const unitViews: readonly DictionaryView[] = [
  ...userAndAll<PartOfUnit<string>>({
    name: 'SOURCE',
    columns: [
      [text('NAME'), ({ unit }) => unit.name],
      [text('TYPE', 12), ({ unit }) => unit.kind],
      [number('LINE'), (line) => line.number],
      [text('TEXT', 4000), ({ part }) => part],
    ],
    items: partsOf(({ source }) => source.split(/(?<=\n)/)),
  }),
  ...userAndAll<PartOfUnit<UnitProblem>>({
    name: 'ERRORS',
    columns: [
      [text('NAME'), ({ unit }) => unit.name],
      [text('TYPE', 12), ({ unit }) => unit.kind],
      [number('SEQUENCE'), (problem) => problem.number],
      [number('LINE'), ({ part }) => part.line],
      [number('POSITION'), ({ part }) => part.column],
      [text('TEXT', 4000), ({ part }) => part.message],
      always(text('ATTRIBUTE', 9), 'ERROR'),
      [number('MESSAGE_NUMBER'), ({ part }) => numberIn(part)],
    ],
    items: partsOf((unit, instance) => compileStored(unit, instance).problems),
  }),
  ...userAndAll<Callable>({
    name: 'PROCEDURES',
    columns: [
      [text('OBJECT_NAME'), ({ object }) => object.name],
      [text('PROCEDURE_NAME'), ({ name }) => name],
      [number('OBJECT_ID'), ({ object }) => object.id],
      [number('SUBPROGRAM_ID'), ({ number: id }) => id],
      [text('OVERLOAD', 40), ({ overload }) => overload?.toString()],
      [text('OBJECT_TYPE', 13), ({ object }) => object.kind],
      always(text('AUTHID', 12), 'DEFINER'),
    ],
    items: callables,
  }),
]
