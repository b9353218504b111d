/** LibreOffice opens a draft: what it saves reads the same, and it makes pages of it. Word could not be tried. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftReport } from '../../../src/core/drafts/report/report.ts'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import { writeDocx } from '../../../src/core/writing/docx/write-docx.ts'
import { reportFacts } from '../../core/drafts/invented.ts'
import { findLibreOffice, pdfByLibreOffice, saveWithLibreOffice } from '../../support/docx/libreoffice.ts'

const program = findLibreOffice()

test.skipIf(!program)(
  `a draft that LibreOffice opened and saved reads the same${program ? '' : ' (skipped: LibreOffice is not installed)'}`,
  async () => {
    const [facts] = fc.sample(reportFacts, { seed: 7, numRuns: 1 })
    const bytes = await writeDocx(draftReport(facts!))
    const entries = async (file: Uint8Array) => readDocument(await readDocx(file, 'draft')).entries
    const plain = (all: Awaited<ReturnType<typeof entries>>) =>
      all.map(({ register, key, fields }) => ({ register, key, fields }))
    expect(plain(await entries(await saveWithLibreOffice(program!, bytes)))).toEqual(
      plain(await entries(bytes)),
    )
    const pdf = await pdfByLibreOffice(program!, bytes)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  },
)
