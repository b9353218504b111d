/** The port through which the core has files made: away from the event loop. */
import type { Known } from '../reading/known.ts'
import type { Reading } from '../reading/read-document.ts'
import type { MeetingDocument } from './document.ts'
import type { Sheet } from './sheet.ts'

export interface Written {
  /** A .docx. */
  bytes: Uint8Array
  /** That file as this program's own reader reads it, with its contradictions. */
  reading: Reading
}

export interface Writer {
  /** Writes a document and reads it again; `known`: what the registers have, for the reading. */
  document(document: MeetingDocument, known: Known): Promise<Written>
  /** A table as an .xlsx. */
  sheet(sheet: Sheet): Promise<Uint8Array>
}
