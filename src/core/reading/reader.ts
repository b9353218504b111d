/** The port through which the core has documents read: away from the event loop, and from files where there are any. */
import type { Known } from './known.ts'
import type { Reading } from './read-document.ts'

/** A document to read: its text, or the path of a file on the program's own machine. */
export type DocumentSource = { text: string; name: string } | { path: string }

export interface DocumentReader {
  /** Throws a UserError for a document that can't be read, or a file that isn't there. */
  read(source: DocumentSource, known?: Known): Promise<Reading>
}
