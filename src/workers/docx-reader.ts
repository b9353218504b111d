import { UserError } from '../core/errors.ts'
import type { Document } from '../core/reading/document.ts'
import { refuseBySize } from '../core/reading/docx/package.ts'
import { askWorker } from './ask-worker.ts'

export interface DocxJob {
  bytes: Uint8Array
  name: string
}

export type DocxAnswer = { document: Document } | { refusal: { code: string; sentence: string } }

export interface DocxReaderOptions {
  /** Documents read at the same time; others wait. */
  maxWorkers?: number
  timeLimitMs?: number
  /** The limit of one worker's heap. */
  memoryLimitMb?: number
}

/** Reads a .docx as `readDocx` does, in a worker: the event loop stays free. */
export type DocxReader = (bytes: Uint8Array, name: string) => Promise<Document>

/**
 * Makes a reader of .docx files with a worker for each, so that a document that takes too long or too much memory
 * ends with its worker. Refuses those with a UserError: took-too-long, too-much-memory.
 */
export function createDocxReader(options: DocxReaderOptions = {}): DocxReader {
  const { maxWorkers = 2, timeLimitMs = 10_000, memoryLimitMb = 256 } = options
  const waiting: (() => void)[] = []
  let running = 0
  return async (bytes, name) => {
    // Before it is copied.
    refuseBySize(bytes)
    if (running >= maxWorkers) await new Promise<void>(start => waiting.push(start))
    else running += 1
    try {
      return await readInWorker({ bytes, name }, timeLimitMs, memoryLimitMb)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}

async function readInWorker(job: DocxJob, timeLimitMs: number, memoryLimitMb: number): Promise<Document> {
  const file = new URL('./docx-worker.ts', import.meta.url)
  const answer = await askReader<DocxAnswer>(file, job, timeLimitMs, memoryLimitMb)
  if ('document' in answer) return answer.document
  throw new UserError(answer.refusal.code, answer.refusal.sentence)
}

/** The refusals of a document that takes too long, or too much memory. */
const LIMITS = {
  tooLong: 'This document took too long to read: send it in parts, or only the part to be read.',
  tooMuchMemory:
    'This document needs too much memory to read: send it in parts, or only the part to be read.',
}

/** Has a worker read the bytes of a document. */
export function askReader<Answer>(
  file: URL,
  job: { bytes: Uint8Array },
  timeLimitMs: number,
  memoryLimitMb: number,
): Promise<Answer> {
  // A copy: the bytes may be part of a buffer that others use, which can't be handed over.
  const bytes = new Uint8Array(job.bytes)
  return askWorker(file, { ...job, bytes }, { timeLimitMs, memoryLimitMb, ...LIMITS }, [bytes.buffer])
}
