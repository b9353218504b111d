import { describe, expect, test } from 'vitest'
import type { Block, Row } from '../../../../src/core/reading/document.ts'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { readText } from '../../../../src/core/reading/text/read-text.ts'
import { outline } from '../../../support/docx/outline.ts'
import { writeDocx } from '../../../support/docx/write.ts'
import { type RealReport, readReport } from '../../../support/reports.ts'

const REPORTS: RealReport[] = ['report-2026', 'agenda-2024']

/** Headings without a style, list labels as plain text: a report as somebody types it who knows neither. */
const typed = (blocks: readonly Block[]): Block[] =>
  blocks.map(block => {
    if (block.kind === 'heading') return { kind: 'paragraph', words: block.words, place: block.place }
    if (block.kind === 'table') return { ...block, rows: block.rows.map(typedRow) }
    return { kind: 'paragraph', ...typedLabel(block), place: block.place }
  })
const typedRow = (row: Row): Row => ({
  ...row,
  cells: row.cells.map(cell => ({ ...cell, paragraphs: cell.paragraphs.map(typedLabel) })),
})
const typedLabel = ({ label, words }: Row['cells'][number]['paragraphs'][number]) => ({
  words: { ...words, text: label === undefined ? words.text : `${label} ${words.text}` },
})

const clauses = (blocks: readonly Block[]) =>
  blocks.map(({ kind, place }) => [kind, place.clause, place.title])

describe.for(REPORTS)('the report %s as .docx (skipped when it is not at hand)', file => {
  const text = readReport(file)

  test.skipIf(text === undefined).for([
    ['with styles and lists', (blocks: Block[]) => blocks],
    ['all typed', typed],
  ] as const)('reads as its text does, %s', async ([, write]) => {
    const { blocks, header } = readText(text!, file)
    const read = await readDocx(await writeDocx(write(blocks), header), file)
    expect(blocks.length).toBeGreaterThan(50)
    expect(outline(read)).toEqual(outline({ blocks }))
    expect(clauses(read.blocks)).toEqual(clauses(blocks))
    expect(outline({ blocks: [{ kind: 'table', rows: read.header, place: {} }] })).toEqual(
      outline({ blocks: [{ kind: 'table', rows: header, place: {} }] }),
    )
  })
})
