/** PostgreSQL makes the same words of a topic as we make of the words that are looked for. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Prisma } from '../../src/core/database/generated/client.ts'
import { foldWords, TOPIC, toQuery } from '../../src/core/issues/search.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let own: TestDatabase
beforeAll(async () => {
  own = await createTestDatabase()
})
afterAll(() => own.close())

const words = fc.oneof(
  fc.constantFrom(
    'Côte',
    'ÅNGSTRÖM',
    'Straße',
    'Ærø',
    'Łódź',
    'Đà Nẵng',
    'İZMİR',
    'ДОВЕРИЕ',
    'ΟΔΟΣ',
    '签名',
    'ガス',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0x24f }).map(c => String.fromCodePoint(c)),
    minLength: 1,
    maxLength: 12,
  }),
)

test('a topic is found by each of its words, however they are written', async () => {
  await fc.assert(
    fc.asyncProperty(words, words, fc.constantFrom('NFC', 'NFD', 'NFKC'), async (one, other, form) => {
      const topic = `${one} ${other}`.replace(/[^\p{L}\p{N}]+/gu, ' ').normalize('NFC')
      // A few letters are made of others and a sign: Ŀ of L and a dot.
      fc.pre(foldWords(topic).length > 0 && /^[\p{L}\p{N}\p{M} ]*$/u.test(topic.normalize('NFKD')))
      for (const query of [topic, topic.toUpperCase(), topic.normalize(form)]) {
        // Capitals of some letters are other letters: ŉ is ʼN.
        if (foldWords(query).join() !== foldWords(topic).join()) continue
        const [row] = await own.db.$queryRaw<[{ found: boolean }]>`
          SELECT ${TOPIC satisfies Prisma.Sql} @@ to_tsquery('simple', ${toQuery(query)}) AS found
          FROM (SELECT ${topic}::text AS topic) AS t`
        expect(row.found, JSON.stringify({ topic, query: toQuery(query) })).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})
