/** Reads documents for the core: a file or a text, whole, in a worker, so that the event loop stays free. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
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

/** 5 MB, for files of every kind. */
const LARGEST_BYTES = 5_000_000

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
      const { bytes, name } = await load(source)
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

async function load(source: DocumentSource): Promise<{ bytes: Uint8Array; name: string }> {
  if ('text' in source) return { bytes: new TextEncoder().encode(source.text), name: source.name }
  const name = basename(source.path)
  try {
    const { size } = await stat(source.path)
    if (size > LARGEST_BYTES)
      throw new UserError(
        'too-large',
        `${name} is larger than 5 MB; send the part that is to be read.`,
        'file',
      )
    return { bytes: await readFile(source.path), name }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      'no-file',
      `There is no file ${source.path} that can be read; check its path.`,
      'file',
    )
  }
}
