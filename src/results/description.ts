/**
 * An object of the dictionary as DESCRIBE in SQL*Plus shows it: columns with their types, what can be called with its
 * parameters.
 */
import { type DictionaryRoutine, type Thing, writtenName } from '../core/dictionary.ts'
import { visible } from '../core/visible.ts'
import { renderTable } from './table.ts'

const columnsOf = (...names: readonly string[]) => names.map((name) => ({ name, type: 'VARCHAR2' }))

/** @param width cells of a line */
export function descriptionLines(thing: Thing, width: number): string[] {
  switch (thing.holds) {
    case 'columns':
      return renderTable(
        columnsOf('Name', 'Null?', 'Type'),
        thing.columns.map(({ name, type, isNullable }) => [name, isNullable ? '' : 'NOT NULL', type]),
        { width },
      )
    case 'routines':
      return thing.routines.flatMap((routine, index) => [
        ...(index === 0 ? [] : ['']),
        ...routineLines(routine, width),
      ])
    case 'nothing':
      return [`a ${thing.type.toLowerCase()}: there is nothing to describe`]
  }
}

/** `table A.EMP`: what it is, and where a synonym has led. */
export const thingTitle = ({ type, owner, name }: Thing): string => `${type.toLowerCase()} ${owner}.${name}`

function routineLines({ name, returns, parameters }: DictionaryRoutine, width: number): string[] {
  const kind = returns === undefined ? 'procedure' : 'function'
  const heading = `${kind} ${visible(writtenName(name))}${returns === undefined ? '' : ` returns ${returns}`}`
  if (parameters.length === 0) return [`${heading}, takes nothing`]
  const rows = parameters.map((parameter) => [
    parameter.name,
    parameter.type,
    parameter.direction.toUpperCase(),
    parameter.hasDefault ? 'optional' : '',
  ])
  const table = renderTable(columnsOf('Argument', 'Type', 'In/Out', 'Default?'), rows, { width: width - 2 })
  return [heading, ...table.map((line) => `  ${line}`)]
}
