/** The worker's side of `docx-reader.ts`: reads one document and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from '../core/errors.ts'
import { readDocx } from '../core/reading/docx/read-docx.ts'
import type { DocxAnswer, DocxJob } from './docx-reader.ts'

const { bytes, name } = workerData as DocxJob

const answer: DocxAnswer = await readDocx(bytes, name).then(
  document => ({ document }),
  (fault: unknown) => {
    if (fault instanceof UserError) return { refusal: { code: fault.code, sentence: fault.message } }
    throw fault
  },
)
parentPort?.postMessage(answer)
