import { describe, expect, test } from 'vitest'
import { readDocx } from '../../src/core/reading/docx/read-docx.ts'
import { type MeetingDocument, paragraph } from '../../src/core/writing/document.ts'
import { createDocumentWriter } from '../../src/workers/document-writer.ts'

const DOCUMENT: MeetingDocument = { title: 'Draft', blocks: [paragraph('Some words')] }

describe('a document', () => {
  test('is made and read again; a template that is gone, or too long a time, is one sentence each', async () => {
    const { bytes, reading } = await createDocumentWriter().document(DOCUMENT, {})
    expect((await readDocx(bytes, 'draft')).blocks).toMatchObject([{ words: { text: 'Some words' } }])
    expect(reading).toMatchObject({ entries: [], unread: [] })
    await expect(createDocumentWriter({ template: '/nowhere.dotx' }).document(DOCUMENT, {})).rejects.toThrow(
      "The template that INTERSG_TEMPLATE names can't be read; the people who run this program can correct its path.",
    )
    await expect(createDocumentWriter({ timeLimitMs: 1 }).document(DOCUMENT, {})).rejects.toThrow(
      'This file took too long to make; ask for a part of it.',
    )
  })

  test('that one worker could not make is made when it is asked for again', async () => {
    const writer = createDocumentWriter({ maxWorkers: 1, timeLimitMs: 20_000 })
    // A worker that dies under its job leaves nothing behind, and its place is free again.
    const broken = { title: 'Draft', blocks: [null] } as unknown as MeetingDocument
    await expect(writer.document(broken, {})).rejects.toThrow()
    expect((await writer.document(DOCUMENT, {})).bytes.length).toBeGreaterThan(1000)
  })
})
