import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browsing, browse } from '../../../src/core/registers/browse.ts'
import { REGISTERS } from '../../../src/core/registers/registers.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

const documents = REGISTERS.find(({ name }) => name === 'documents')!

/** More than are counted, and more than are sorted by a field; contributions, of which there are few, come first. */
const TDS = 10_020
const CONTRIBUTIONS = 60

let h: DeskHarness
beforeAll(async () => {
  h = await openDesk()
  await h.db.$executeRaw`
    INSERT INTO "RegisterEntry" (register, key, "sortKey", fields, at)
    SELECT 'documents', 'T25-TSAG-' || kind || n, 'T000025-TSAG-' || kind || lpad(n::text, 6, '0'),
      jsonb_build_object('title', 'Paper ' || lpad((most - n)::text, 6, '0'), 'state', CASE WHEN kind = 'C' THEN 'available' ELSE 'reserved' END),
      now() - n * interval '1 min'
    FROM (VALUES ('C', ${CONTRIBUTIONS}::int), ('TD', ${TDS}::int)) AS kinds(kind, most), generate_series(1, most) AS n`
})
afterAll(() => h.close())

async function look(asked: Partial<Browsing>) {
  const found = await browse(h.db, documents, { filters: {}, page: 1, ...asked })
  return { ...found, keys: found.entries.map(({ key }) => key.replace('T25-TSAG-', '')) }
}

const numbered = (kind: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${kind}${from + i}`)

describe('of many entries', () => {
  test('a word that few have has them all, on two pages', async () => {
    const first = await look({ find: 'C' })
    expect(first).toMatchObject({ total: CONTRIBUTIONS, hasMore: false, pages: 2 })
    expect(first.keys).toEqual(numbered('C', 1, 50))
    expect((await look({ find: 'C', page: 2 })).keys).toEqual(numbered('C', 51, 60))
  })

  test('a word that most have is counted to a limit, in every order', async () => {
    const found = await look({ find: 'TD' })
    expect(found).toMatchObject({ total: 10_000, hasMore: true, pages: 200 })
    expect(found.keys).toEqual(numbered('TD', 1, 50))
    for (const page of [2, 10, 11, 200])
      expect((await look({ find: 'TD', page })).keys).toEqual(numbered('TD', page * 50 - 49, page * 50))
    expect((await look({ find: 'TD', sort: '-key' })).keys).toEqual(numbered('TD', 9971, 10_020).toReversed())
  })

  test('a word with a filter that the first entries don’t pass', async () => {
    const found = await look({ find: 'TD', filters: { state: 'available' } })
    expect(found).toMatchObject({ keys: [], total: 0, pages: 1 })
    expect(await look({ find: 'TD10020' })).toMatchObject({ keys: ['TD10020'], total: 1 })
  })

  test('a page by a field is sorted among all that fit, and counted', async () => {
    const filters = { state: 'available' }
    const first = await look({ filters, sort: 'title' })
    expect(first).toMatchObject({ total: CONTRIBUTIONS, pages: 2 })
    expect(first.keys).toEqual(numbered('C', 11, 60).toReversed())
    expect((await look({ filters, sort: 'title', page: 2 })).keys).toEqual(numbered('C', 1, 10).toReversed())
    expect((await look({ filters, sort: '-title' })).keys).toEqual(numbered('C', 1, 50))
    expect((await look({ find: 'C', sort: '-title', page: 2 })).keys).toEqual(numbered('C', 51, 60))
    expect(await look({ find: 'nothing', sort: 'title' })).toMatchObject({ keys: [], total: 0, pages: 1 })
  })

  test.for([
    [
      { page: 3, filters: { state: 'available' }, sort: 'title' },
      'There is no page 3: this list has 2 pages.',
    ],
    [{ page: 3, find: 'C' }, 'There is no page 3: this list has 2 pages.'],
    [{ page: 201 }, 'Lists go on to page 200'],
    [{ sort: 'title' }, 'These are more than 5000 entries, too many to sort by title; filter them first.'],
    [{ sort: 'nonsense' }, 'can’t be sorted by “nonsense”'],
  ] as const)('%j is refused', async ([asked, sentence]) => {
    await expect(look(asked)).rejects.toThrow(sentence)
  })
})
