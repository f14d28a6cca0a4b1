/** The user's sessions and groups in their file. */
import { type Catalogue, emptyCatalogue } from '../core/catalogue.ts'
import { catalogueOf, storedVersion } from './catalogue-shape.ts'
import { type KeptFile, openKeptFile } from './kept-file.ts'

export type CatalogueFile = KeptFile<Catalogue>

/** Opens the sessions and groups kept in a directory. */
export const openCatalogueFile = (directory: string): CatalogueFile =>
  openKeptFile(directory, {
    name: 'sessions',
    empty: emptyCatalogue,
    read: catalogueOf,
    write: (catalogue) => ({ version: storedVersion, ...catalogue }),
  })
