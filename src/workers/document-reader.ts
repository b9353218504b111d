/** Reads documents for the core, whole, in a worker, so that the event loop stays free. */
import { UserError } from '../core/errors.ts'
import type { Known } from '../core/reading/known.ts'
import type { Reading } from '../core/reading/read-document.ts'
import type { DocumentReader, DocumentSource } from '../core/reading/reader.ts'
import { askReader, type DocxReaderOptions } from './docx-reader.ts'

export interface DocumentJob {
  bytes: Uint8Array
  name: string
  known: Known
}

export type DocumentAnswer = { reading: Reading } | { refusal: { code: string; sentence: string } }

/**
 * Makes a reader with a worker for each document. One that takes too long or too much memory is refused with a
 * UserError, and ends with its worker.
 */
export function createDocumentReader(options: DocxReaderOptions = {}): DocumentReader {
  const { maxWorkers = 2, timeLimitMs = 10_000, memoryLimitMb = 256 } = options
  const waiting: (() => void)[] = []
  let running = 0
  return {
    async read(source, known = {}) {
      const bytes = toBytes(source)
      const { name } = source
      if (running >= maxWorkers) await new Promise<void>(start => waiting.push(start))
      else running += 1
      try {
        const file = new URL('./document-worker.ts', import.meta.url)
        const job: DocumentJob = { bytes, name, known }
        const answer = await askReader<DocumentAnswer>(file, job, timeLimitMs, memoryLimitMb)
        if ('reading' in answer) return answer.reading
        throw new UserError(answer.refusal.code, answer.refusal.sentence)
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}

const toBytes = (source: DocumentSource): Uint8Array =>
  'text' in source ? new TextEncoder().encode(source.text) : source.bytes
