import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterFault } from '../../src/core/notices/delivery.ts'
import { type Fate, fatesOf } from '../../src/core/notices/fates.ts'
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
const fates = (...due: Row[]): Fate[] => {
  const found = fatesOf(due, NOW)
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
        const found = fatesOf(due, NOW)
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

describe('after a fault', () => {
  const seconds = (attempts: number, jitter: number, retryAfter?: number) => {
    const after = afterFault({ outcome: 'later', retryAfter }, attempts, NOW, jitter)
    return after.state === 'WAITING' ? NOW.until(after.nextAt).total('seconds') : undefined
  }

  test.for([
    [1, 0.8, 1, 1.2],
    [2, 4, 5, 6],
    [3, 16, 20, 24],
    [4, 48, 60, 72],
    [5, 240, 300, 360],
    [6, 720, 900, 1080],
    [7, 2880, 3600, 4320],
    [14, 2880, 3600, 4320],
  ] as const)(
    'of try %s the next is between %s and around %s seconds later',
    ([attempts, least, middle, most]) => {
      expect(seconds(attempts, 0)).toBe(least)
      expect(seconds(attempts, 0.5)).toBe(middle)
      expect(seconds(attempts, 1)).toBe(most)
    },
  )

  test('that will not pass, nothing is tried again', () => {
    expect(afterFault({ outcome: 'never', retryAfter: undefined }, 1, NOW, 0)).toEqual({
      state: 'FAILED',
      uncertain: false,
    })
  })

  test('of the fifteenth try, it is given up; whether it arrived stays on record', () => {
    expect(afterFault({ outcome: 'later', retryAfter: 5 }, 15, NOW, 0)).toEqual({
      state: 'FAILED',
      uncertain: false,
    })
    expect(afterFault({ outcome: 'uncertain', retryAfter: undefined }, 15, NOW, 0)).toEqual({
      state: 'FAILED',
      uncertain: true,
    })
  })

  test("the platform's own wait counts where it is longer", () => {
    expect(seconds(1, 0.5, 30_000)).toBe(30)
    expect(seconds(4, 0.5, 30_000)).toBe(60)
  })

  test('that leaves it open, the next try looks first', () => {
    expect(afterFault({ outcome: 'uncertain', retryAfter: undefined }, 1, NOW, 0.5)).toMatchObject({
      state: 'WAITING',
      uncertain: true,
    })
    expect(afterFault({ outcome: 'later', retryAfter: undefined }, 1, NOW, 0.5)).toMatchObject({
      state: 'WAITING',
      uncertain: false,
    })
  })
})
