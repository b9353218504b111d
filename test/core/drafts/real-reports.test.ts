/** The report of January 2026, drafted again from the registers that it was read into. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gatherReport } from '../../../src/core/drafts/gather.ts'
import { draftReport } from '../../../src/core/drafts/report/report.ts'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import { compareWithRegisters } from '../../../src/core/registers/reading/changes.ts'
import { toContent } from '../../../src/core/registers/reading/preview.ts'
import { findDocumentGaps } from '../../../src/core/writing/document.ts'
import { writeDocx } from '../../../src/core/writing/docx/write-docx.ts'
import { MISSING, readReport } from '../../support/reports.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

const report = readReport('report-2026')

describe.skipIf(!report)(
  `the report of January 2026, read and drafted again${report ? '' : ` (skipped: ${MISSING})`}`,
  () => {
    let office: DeskHarness
    beforeAll(async () => {
      office = await openDesk()
      await office.done('TSB', { path: 'read document', options: { name: 'TD164R3', text: report! } })
      await office.done('TSB', 'read confirm READ-1 disputed:all')
    })
    afterAll(() => office.close())

    test('reads as the registers have it, but for what the report itself leaves open', async () => {
      const facts = await gatherReport({ tx: office.db, now: office.clock.now() }, 'TSAG 01-2026')
      const document = draftReport(facts)
      const reading = readDocument(await readDocx(await writeDocx(document), 'draft'))
      expect({ meeting: reading.meeting, unread: reading.unread }).toEqual({
        meeting: { from: '2026-01-26', until: '2026-01-30' },
        unread: [],
      })
      const written = { name: 'draft', content: toContent(reading) }
      const { lines } = await compareWithRegisters(office.db, written, office.clock.now())
      const differing = lines.filter(({ state }) => state.kind !== 'there')
      // The report has RG-DT-3 under no heading, and two ends of JCA-AHF, of which none was entered.
      expect(differing.map(line => line.key)).toEqual(['TSAG 01-2026 RG-DT-3', 'JCA-AHF'])
      expect(lines.length - differing.length).toBeGreaterThan(190)
      expect(facts.statements.map(({ by, occasion }) => `${by}, ${occasion}`)).toEqual([
        'Russian Federation, at WP2 meeting of 26–30 January 2026 (TD164R3, clause 3.1.2, as told there)',
        'USA, at WP2 meeting of 26–30 January 2026 (TD164R3, clause 3.2)',
        'SG20, at WP2 plenary on 29 January 2026 (TD164R3, Annex 3)',
      ])
      const gaps = findDocumentGaps(document).map(gap => `${gap.by}: ${gap.what}`)
      expect(gaps).toEqual(
        expect.arrayContaining([
          'TSB: place of the meeting',
          "WP2's chair: until when JCA-AHF continues",
          'the Rapporteur of RG-DT: key outcomes of the meeting of RG-DT',
          'the Rapporteur of RG-WPR: status of item 73-06',
        ]),
      )
    })
  },
)
