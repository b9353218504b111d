/** The port through which the core has documents read: away from the event loop, and from files where there are any. */
import type { Known } from './known.ts'
import type { Reading } from './read-document.ts'

/** A document to read: its text, or the bytes of a text or a .docx. */
export type DocumentSource = { text: string; name: string } | { bytes: Uint8Array; name: string }

export interface DocumentReader {
  /** Throws a UserError for a document that can't be read. */
  read(source: DocumentSource, known?: Known): Promise<Reading>
}
