/**
 * What a piece of printed text is, so that whoever prints it may colour it. The rooms behind know no colours.
 */

export type TextRole = 'heading' | 'column' | 'error' | 'note'

/** Wraps text in the colours of its role; must not change what stands in the cells. */
export type Style = (role: TextRole, text: string) => string

export const unstyled: Style = (_, text) => text
