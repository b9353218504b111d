/** The worker's side of `document-writer.ts`: makes one file and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from '../core/errors.ts'
import { readDocx } from '../core/reading/docx/read-docx.ts'
import { readDocument } from '../core/reading/read-document.ts'
import { readTemplate, type Template } from '../core/writing/docx/template.ts'
import { writeDocx } from '../core/writing/docx/write-docx.ts'
import { writeSheet } from '../core/writing/sheet.ts'
import type { WriterAnswer, WriterJob } from './document-writer.ts'

async function make(job: WriterJob): Promise<WriterAnswer> {
  if (job.kind === 'sheet') return { bytes: await writeSheet(job.sheet) }
  const { document, known, template } = job
  const bytes = await writeDocx(document, template && (await openTemplate(template)))
  return { bytes, reading: readDocument(await readDocx(bytes, document.title), known) }
}

/** The fault of a template is the operator's, and not of the document that was asked for. */
const openTemplate = (bytes: Uint8Array): Promise<Template> =>
  readTemplate(bytes).catch((fault: unknown) => {
    if (!(fault instanceof UserError)) throw fault
    throw new UserError(
      'no-template',
      'The template that INTERSG_TEMPLATE names is no Word file with styles; the people who run this program can save it again with Word.',
    )
  })

const answer: WriterAnswer = await make(workerData as WriterJob).catch((fault: unknown) => {
  if (fault instanceof UserError) return { refusal: { code: fault.code, sentence: fault.message } }
  throw fault
})
parentPort?.postMessage(answer)
