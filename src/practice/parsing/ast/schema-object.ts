/**
 * The shapes of statements about views, synonyms and rights on objects.
 */
import type { Name, Placed, PlacedName } from './name.ts'
import type { Query } from './query.ts'

export type ViewStatement =
  | (Placed & {
      readonly kind: 'create view'
      readonly orReplace: boolean
      readonly name: Name
      /** Empty when its columns are called what the query calls them. */
      readonly columns: readonly PlacedName[]
      readonly query: Query
      /** The query and what follows it, as written; `query.at` counts from the statement's beginning. */
      readonly text: string
      /** Where `text` begins in the statement. */
      readonly textAt: number
      readonly isReadOnly: boolean
    })
  | (Placed & { readonly kind: 'drop view'; readonly name: Name })
  | (Placed & { readonly kind: 'compile view'; readonly name: Name })

export type SynonymStatement =
  | (Placed & {
      readonly kind: 'create synonym'
      readonly orReplace: boolean
      readonly isPublic: boolean
      readonly name: Name
      readonly target: Name
    })
  | (Placed & { readonly kind: 'drop synonym'; readonly isPublic: boolean; readonly name: Name })
