import { describe, expect, test } from 'vitest'
import type { Block, Row } from '../../../../src/core/reading/document.ts'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { findReport, reportBlocks } from '../../../support/docx/report-blocks.ts'
import { writeDocx } from '../../../support/docx/write.ts'

const REPORTS = ['2026-01-wp2-report-TD164R3.txt', '2024-07-wp2-opening-agenda-TD511.txt']

const rowTexts = ({ cells }: Row): string[] =>
  cells.map(cell => cell.paragraphs.map(each => each.words.text).join('\n'))
const tables = (blocks: readonly Block[]): Row[] =>
  blocks.flatMap(block => (block.kind === 'table' ? block.rows : []))
const lines = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(block => (block.kind === 'table' ? [] : [block.words.text]))

describe.for(REPORTS)('the report %s written as .docx', file => {
  const text = findReport(file)
  test.skipIf(text === undefined)(
    'gives the same cells and paragraphs (skipped when it is not at hand)',
    async () => {
      const written = reportBlocks(text!)
      const { blocks, header } = await readDocx(await writeDocx(written), file)
      expect(tables(written).length).toBeGreaterThan(100)
      expect([...header, ...tables(blocks)].map(rowTexts)).toEqual(tables(written).map(rowTexts))
      expect(lines(blocks)).toEqual(lines(written))
      // The one table that is recognised as the document's header.
      expect(header[0]!.cells[0]!.paragraphs[0]!.words.text).toBe('Abstract:')
    },
  )
})
