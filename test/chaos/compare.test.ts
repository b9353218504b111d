import { expect, test } from 'vitest'
import { type Comparing, compare, type Expected, type Seen } from '../../chaos/compare.ts'

const MINUTE = 60_000
const due = (what: string, at: number, more: Partial<Expected> = {}): Expected => ({
  place: 'slack #SG17',
  matter: 'ISG-1',
  what,
  at: at * MINUTE,
  ...more,
})
const saw = (what: string, at: number, message: number, more: Partial<Seen> = {}): Seen => ({
  place: 'slack #SG17',
  matter: 'ISG-1',
  what,
  at: at * MINUTE,
  message,
  ...more,
})
const judge = (given: Partial<Comparing>) =>
  compare({ expected: [], seen: [], marked: [], outages: [], lateAfter: 60, ...given })
const GOOD = { lost: [], twice: [], unexpected: [], outOfOrder: [], late: [] }

test('what came once, in order and in time, is good', () => {
  const expected = [due('raised', 10), due('commented', 20)]
  expect(judge({ expected, seen: [saw('raised', 10, 1), saw('commented', 20.5, 2)] })).toEqual({
    ...GOOD,
    matched: 2,
  })
})

test('what nobody saw is lost, wherever else it was seen', () => {
  const expected = [due('raised', 10), due('raised', 10, { place: 'discord #SG17' })]
  const verdicts = judge({ expected, seen: [saw('raised', 10, 1)] })
  expect(verdicts).toMatchObject({ lost: [{ place: 'discord #SG17' }], twice: [], matched: 1 })
})

test('of a weekly word the week that is missing is lost, and the next one is not late', () => {
  const expected = [due('waits', 10), due('waits', 1000), due('waits', 2000)]
  const verdicts = judge({ expected, seen: [saw('waits', 10, 1), saw('waits', 2000, 2)] })
  expect(verdicts).toMatchObject({ lost: [{ at: 1000 * MINUTE }], late: [], matched: 2 })
})

test('what may be seen is not lost', () => {
  expect(judge({ expected: [due('timeline', 10, { optional: true })] })).toEqual({ ...GOOD, matched: 0 })
})

test('what came once more is twice', () => {
  const seen = [saw('raised', 10, 1), saw('raised', 10.2, 2)]
  expect(judge({ expected: [due('raised', 10)], seen })).toMatchObject({ twice: [{ at: 10.2 * MINUTE }] })
})

test('one mark on two messages in one place is twice, in two places it is not', () => {
  const marked = ['slack #SG17', 'slack #SG20', 'slack #SG17'].map((place, at) => ({ place, mark: 'k', at }))
  expect(judge({ marked }).twice).toEqual([{ place: 'slack #SG17', what: 'the message marked k', at: 2 }])
})

test('what came before it happened, or without any cause, was not expected', () => {
  expect(judge({ expected: [due('raised', 10)], seen: [saw('solved', 5, 1)] })).toMatchObject({
    unexpected: [{ what: 'solved' }],
    lost: [{ what: 'raised' }],
  })
  // With a cause that is still ahead it is one too many.
  expect(judge({ expected: [due('raised', 10)], seen: [saw('raised', 5, 1)] }).twice).toHaveLength(1)
})

test('of one matter in one place the earlier thing after the later one is out of order', () => {
  const expected = [due('moved', 10), due('cancelled', 20), due('raised', 5, { matter: 'ISG-2' })]
  const seen = [saw('cancelled', 20, 1), saw('moved', 20, 2), saw('raised', 21, 3, { matter: 'ISG-2' })]
  expect(judge({ expected, seen }).outOfOrder).toMatchObject([{ what: 'moved' }])
})

test('two things in one message have no order', () => {
  const expected = [due('deadline', 10), due('meeting', 9)]
  expect(judge({ expected, seen: [saw('deadline', 10, 1), saw('meeting', 10, 1)] }).outOfOrder).toEqual([])
})

test('late is what came long after its time while somebody was up', () => {
  const expected = [due('raised', 10)]
  const seen = [saw('raised', 70, 1)]
  expect(judge({ expected, seen }).late).toMatchObject([{ seconds: 3600 }])
  const outages = [{ from: 0, to: 69.5 * MINUTE }]
  expect(judge({ expected, seen, outages }).late).toEqual([])
})
