import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coalesce, type NoticeFate } from '../../src/core/notices/coalesce.ts'
import { inSeconds, NOW } from './instants.ts'

interface Row {
  id: bigint
  subject: string
  series: string | null
  audience: unknown
  dueAt: Date
  expiresAt: Date | null
}
const row = (id: number, due: number, more: Partial<Row> = {}): Row => ({
  id: BigInt(id),
  subject: 'MTG-1',
  series: 'deadline',
  audience: [{ channelOf: 'RG-DT' }],
  dueAt: inSeconds(due),
  expiresAt: null,
  ...more,
})
const fates = (...due: Row[]): NoticeFate[] => {
  const found = coalesce(due, NOW)
  return due.map(d => found.get(d.id)!)
}

describe('of notices due together', () => {
  test('one alone is told', () => expect(fates(row(1, -10))).toEqual(['ADDRESSED']))

  test('of one series only the last is, whatever the order they come in', () => {
    expect(fates(row(1, -30), row(2, -20), row(3, -10))).toEqual(['MERGED', 'MERGED', 'ADDRESSED'])
    expect(fates(row(3, -10), row(1, -30))).toEqual(['ADDRESSED', 'MERGED'])
  })

  test('of those due at the same instant the one written last is', () => {
    expect(fates(row(2, -10), row(1, -10))).toEqual(['ADDRESSED', 'MERGED'])
  })

  test('without a series all are', () => {
    expect(fates(row(1, -30, { series: null }), row(2, -20, { series: null }))).toEqual([
      'ADDRESSED',
      'ADDRESSED',
    ])
  })

  test('of two meetings, each is', () => {
    expect(fates(row(1, -10), row(2, -10, { subject: 'MTG-2' }))).toEqual(['ADDRESSED', 'ADDRESSED'])
  })

  test('to two groups about one matter, each is', () => {
    const to = (group: string) => ({ series: 'timeline', audience: [{ role: { kind: 'CHAIR', group } }] })
    expect(fates(row(1, -10, to('SG13')), row(2, -10, to('SG17')))).toEqual(['ADDRESSED', 'ADDRESSED'])
  })

  test('what came too late is not told, and takes nothing along', () => {
    expect(fates(row(1, -30), row(2, -20, { expiresAt: inSeconds(0) }))).toEqual(['ADDRESSED', 'EXPIRED'])
    expect(fates(row(1, -30, { expiresAt: inSeconds(1) }))).toEqual(['ADDRESSED'])
  })

  test('each has one fate; of each series to each audience exactly one that is not too late is told', () => {
    const rows = fc.array(
      fc.record({
        subject: fc.constantFrom('MTG-1', 'MTG-2'),
        series: fc.constantFrom('deadline', 'meeting', null),
        due: fc.integer({ min: -9, max: 0 }),
        expires: fc.option(fc.integer({ min: -2, max: 2 })),
      }),
    )
    fc.assert(
      fc.property(rows, drawn => {
        const due = drawn.map(({ due, expires, ...r }, i) =>
          row(i, due, { ...r, expiresAt: expires === null ? null : inSeconds(expires) }),
        )
        const found = coalesce(due, NOW)
        expect(found.size).toBe(due.length)
        const told = due.filter(d => found.get(d.id) === 'ADDRESSED')
        const alive = due.filter(d => d.expiresAt === null || d.expiresAt.getTime() > NOW.epochMilliseconds)
        const lines = (rows: Row[]) => new Set(rows.map(d => `${d.subject} ${d.series ?? d.id}`))
        expect(told.length).toBe(lines(alive).size)
        expect(lines(told)).toEqual(lines(alive))
      }),
    )
  })
})
