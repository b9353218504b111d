/** The worker's side of `document-reader.ts`: reads one document whole and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from '../core/errors.ts'
import type { Document } from '../core/reading/document.ts'
import { readDocx } from '../core/reading/docx/read-docx.ts'
import { readDocument } from '../core/reading/read-document.ts'
import { readText } from '../core/reading/text/read-text.ts'
import type { DocumentAnswer, DocumentJob } from './document-reader.ts'

const { bytes, name, known } = workerData as DocumentJob

/** Text is what has no zero byte; everything else is for the .docx reader, which says what it can't read. */
const open = async (): Promise<Document> =>
  bytes.includes(0) || /\.docx?$/i.test(name)
    ? readDocx(bytes, name)
    : readText(new TextDecoder().decode(bytes), name)

const answer: DocumentAnswer = await open().then(
  document => ({ reading: readDocument(document, known) }),
  (fault: unknown) => {
    if (fault instanceof UserError) return { refusal: { code: fault.code, sentence: fault.message } }
    throw fault
  },
)
parentPort?.postMessage(answer)
