/** PostgreSQL makes the same words of a topic as we make of the words that are looked for. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Prisma } from '../../src/core/database/generated/client.ts'
import { foldWords, toWordsQuery } from '../../src/core/database/words.ts'
import { TOPIC } from '../../src/core/issues/search.ts'
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
    'Ընկեր',
    'Ħal Ŧ Þor Ŋ Əli',
    'العـربية',
    '+5G',
    '1e5',
    'ガス',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0x24f }).map(c => String.fromCodePoint(c)),
    minLength: 1,
    maxLength: 12,
  }),
)

/** Signs that stand around words in a title. */
const signs = fc.constantFrom(
  ' ',
  '“',
  '»',
  '’',
  ' – ',
  '…',
  '<',
  '>',
  '+',
  '&',
  '(',
  ')',
  '=',
  '•',
  '、',
  '،',
  '।',
  '😀',
  '❤️',
  '\u00a0',
)

test('a topic is found by each of its words, however they are written', async () => {
  await fc.assert(
    fc.asyncProperty(words, words, signs, fc.constantFrom('NFC', 'NFD', 'NFKC'), async (a, b, sign, form) => {
      const [one, other] = [a, b].map(word => word.replace(/[^\p{L}\p{N}]+/gu, ' '))
      const topic = `${sign}${one}${sign}${other}${sign}`.normalize('NFC')
      // A few letters are made of others and a sign: Ŀ of L and a dot.
      const isPlain = /^[\p{L}\p{N}\p{M} ]*$/u.test(`${one}${other}`.normalize('NFKD'))
      fc.pre(foldWords(topic).length > 0 && isPlain)
      // Capitals of some letters are other letters: ŉ is ʼN.
      const queries = [`${one} ${other}`, topic, topic.toUpperCase(), topic.normalize(form)]
        .filter(query => foldWords(query).join() === foldWords(topic).join())
        .map(toWordsQuery)
      const rows = await own.db.$queryRaw<{ query: string }[]>`
        SELECT query FROM unnest(${queries}::text[]) AS query, (SELECT ${topic}::text AS topic) AS t
        WHERE NOT ${TOPIC satisfies Prisma.Sql} @@ to_tsquery('simple', query)`
      expect(rows, JSON.stringify(topic)).toEqual([])
    }),
    { numRuns: 300 },
  )
})
