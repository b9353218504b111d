import { describe, expect, test } from 'vitest'
import { createDocxReader } from '../../src/workers/docx-reader.ts'
import { outline } from '../support/docx/outline.ts'
import { docxOf, p, r } from '../support/docx/parts.ts'

const small = docxOf({ body: p(r('words')) })

describe('the reader in a worker', () => {
  const read = createDocxReader()

  test('returns the document, and leaves the bytes to their owner', async () => {
    const shared = Buffer.concat([Buffer.alloc(8), small, Buffer.alloc(8)])
    const bytes = shared.subarray(8, 8 + small.length)
    const document = await read(bytes, 'TD900.docx')
    expect(outline(document)).toEqual(['words'])
    expect(document.name).toBe('TD900.docx')
    expect(bytes.length).toBe(small.length)
    expect(bytes.toString('latin1', 0, 2)).toBe('PK')
  })

  test.for([
    ['in the worker', Buffer.from('%PDF'), 'not-a-document'],
    ['before there is one', Buffer.alloc(5_000_001), 'too-large'],
  ] as const)('refuses as the reader does, %s', async ([, bytes, code]) => {
    await expect(read(bytes, 'x')).rejects.toMatchObject({ name: 'UserError', code })
  })

  test('many at once, each with its own answer', async () => {
    const all = Array.from({ length: 6 }, (_, i) => read(docxOf({ body: p(r(`no. ${i}`)) }), `${i}`))
    expect((await Promise.all(all)).map(outline)).toEqual([0, 1, 2, 3, 4, 5].map(i => [`no. ${i}`]))
  })
})

test('a document that takes too long is refused, and its worker ends', async () => {
  const read = createDocxReader({ timeLimitMs: 1, maxWorkers: 1 })
  for (const _ of [1, 2]) await expect(read(small, 'x')).rejects.toMatchObject({ code: 'took-too-long' })
})

test('a document that takes too much memory is refused', async () => {
  const read = createDocxReader({ memoryLimitMb: 12, timeLimitMs: 50_000 })
  const words = Array.from({ length: 60_000 }, (_, i) => p(r(`${(i * 7919) % 99_991} ${i}`))).join('')
  await expect(read(docxOf({ body: words }), 'x')).rejects.toMatchObject({ code: 'too-much-memory' })
})
