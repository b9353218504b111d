import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { UserError } from '../core/errors.ts'
import type { Document } from '../core/reading/document.ts'
import { refuseBySize } from '../core/reading/docx/package.ts'

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
  // A copy: the bytes may be part of a buffer that others use, which can't be handed over.
  const bytes = new Uint8Array(job.bytes)
  const worker = new Worker(new URL('./docx-worker.ts', import.meta.url), {
    workerData: { ...job, bytes } satisfies DocxJob,
    transferList: [bytes.buffer],
    // A hostile document that took over the worker would find no secrets in its environment.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 32 },
  })
  const timer = new AbortController()
  try {
    const answer = await Promise.race([
      receiveAnswer(worker),
      sleep(timeLimitMs, undefined, { signal: timer.signal }).then((): never => {
        throw new UserError(
          'took-too-long',
          'This document took too long to read: send it in parts, or only the part to be read.',
        )
      }),
    ])
    if ('document' in answer) return answer.document
    throw new UserError(answer.refusal.code, answer.refusal.sentence)
  } finally {
    timer.abort()
    await worker.terminate()
  }
}

/** The worker's only message. Its faults come as they are, but for the one that is the document's. */
const receiveAnswer = (worker: Worker): Promise<DocxAnswer> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', (fault: NodeJS.ErrnoException) =>
      reject(fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchMemory() : fault),
    )
    worker.once('exit', code => reject(new Error(`the worker that reads a document ended with ${code}`)))
  })

const tooMuchMemory = (): UserError =>
  new UserError(
    'too-much-memory',
    'This document needs too much memory to read: send it in parts, or only the part to be read.',
  )
