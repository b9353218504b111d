/** The worker's side of `document-writer.ts`: makes one file and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from '../core/errors.ts'
import { readDocx } from '../core/reading/docx/read-docx.ts'
import { readDocument } from '../core/reading/read-document.ts'
import { readTemplate } from '../core/writing/docx/template.ts'
import { writeDocx } from '../core/writing/docx/write-docx.ts'
import { writeSheet } from '../core/writing/sheet.ts'
import type { WriterAnswer, WriterJob } from './document-writer.ts'

async function make(job: WriterJob): Promise<WriterAnswer> {
  if (job.kind === 'sheet') return { bytes: await writeSheet(job.sheet) }
  const { document, known, template } = job
  const bytes = await writeDocx(document, template && (await readTemplate(template)))
  return { bytes, reading: readDocument(await readDocx(bytes, document.title), known) }
}

const answer: WriterAnswer = await make(workerData as WriterJob).catch((fault: unknown) => {
  if (fault instanceof UserError) return { refusal: { code: fault.code, sentence: fault.message } }
  throw fault
})
parentPort?.postMessage(answer)
