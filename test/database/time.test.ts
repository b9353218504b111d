import { afterAll, beforeAll, expect, test } from 'vitest'
import { dateColumn, dateFrom, instantFrom, toColumn } from '../../src/core/database/columns.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

test.each([
  '2026-03-29T00:59:59.999Z', // a millisecond before summer time begins in Geneva
  '2026-10-25T01:00:00Z',
  '1969-12-31T23:59:59.001Z',
])('the instant %s comes back as it was written', async text => {
  const instant = Temporal.Instant.from(text)
  const { since } = await database.db.person.create({ data: { name: 'A', since: toColumn(instant) } })
  expect(instantFrom(since).equals(instant)).toBe(true)
})

test('an instant is cut to what the column holds', () => {
  const cut = toColumn(Temporal.Instant.from('2026-01-01T00:00:00.999999999Z'))
  expect(cut.toISOString()).toBe('2026-01-01T00:00:00.999Z')
})

test.each(['2026-03-29', '2024-02-29', '1999-12-31'])(
  'the date %s comes back as it was written',
  async text => {
    const date = Temporal.PlainDate.from(text)
    const plan = await database.db.plan.create({
      data: {
        source: text,
        agreed: dateColumn(date),
        groups: [],
        changes: [],
        by: { name: 'TSB' },
        at: new Date(0),
      },
    })
    expect(dateFrom(plan.agreed).equals(date)).toBe(true)
  },
)
