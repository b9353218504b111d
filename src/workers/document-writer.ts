/** Makes files for the core in a worker: documents, which it reads again as well, and workbooks. */
import { readFile } from 'node:fs/promises'
import { UserError } from '../core/errors.ts'
import type { Known } from '../core/reading/known.ts'
import type { MeetingDocument } from '../core/writing/document.ts'
import type { Sheet } from '../core/writing/sheet.ts'
import type { Writer, Written } from '../core/writing/writer.ts'
import { askWorker } from './ask-worker.ts'

export type WriterJob =
  | { kind: 'document'; document: MeetingDocument; known: Known; template: Uint8Array | undefined }
  | { kind: 'sheet'; sheet: Sheet }

export type WriterAnswer = Written | { bytes: Uint8Array } | { refusal: { code: string; sentence: string } }

export interface DocumentWriterOptions {
  /** The path of a Word file whose styles are taken; read each time, so that TSB can replace it. */
  template?: string | undefined
  /** Files made at the same time; others wait. */
  maxWorkers?: number
  timeLimitMs?: number
  /** The limit of one worker's heap. */
  memoryLimitMb?: number
}

/**
 * Makes a writer with a worker for each file. One that takes too long or too much memory is refused with a UserError,
 * and ends with its worker; nothing is kept of it, so it can be asked for again.
 */
export function createDocumentWriter(options: DocumentWriterOptions = {}): Writer {
  const { template, maxWorkers = 2, timeLimitMs = 60_000, memoryLimitMb = 512 } = options
  const waiting: (() => void)[] = []
  let running = 0

  async function ask<Answer extends WriterAnswer>(
    job: WriterJob,
  ): Promise<Exclude<Answer, { refusal: unknown }>> {
    if (running >= maxWorkers) await new Promise<void>(start => waiting.push(start))
    else running += 1
    try {
      const file = new URL('./document-writer-worker.ts', import.meta.url)
      const answer = await askWorker<Answer>(file, job, { timeLimitMs, memoryLimitMb, ...LIMITS })
      if ('refusal' in answer) throw new UserError(answer.refusal.code, answer.refusal.sentence)
      return answer as Exclude<Answer, { refusal: unknown }>
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }

  return {
    async document(document, known) {
      const bytes = template === undefined ? undefined : await readTemplateFile(template)
      return ask<Written>({ kind: 'document', document, known, template: bytes })
    },
    sheet: async sheet => (await ask<{ bytes: Uint8Array }>({ kind: 'sheet', sheet })).bytes,
  }
}

const LIMITS = {
  tooLong: 'This file took too long to make; ask for a part of it.',
  tooMuchMemory: 'This file needs too much memory to make; ask for a part of it.',
}

async function readTemplateFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch {
    throw new UserError(
      'no-template',
      "The template that INTERSG_TEMPLATE names can't be read; the people who run this program can correct its path.",
    )
  }
}
