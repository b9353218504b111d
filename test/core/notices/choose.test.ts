import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseDeliveries } from '../../../src/core/notices/choose.ts'

const row = (id: number, address = '#x', subject = 'MTG-1', priority = 5) => ({
  id: BigInt(id),
  address,
  subject,
  priority,
})
const choose = (
  candidates: ReturnType<typeof row>[],
  { limit = 10, limitPerAddress = 10, retrying = [] as [string, number][] } = {},
) =>
  chooseDeliveries(candidates, {
    limit,
    limitPerAddress,
    retrying: new Map(retrying.map(([key, id]) => [key, BigInt(id)])),
  }).map(c => Number(c.id))

describe('a failed delivery that waits for another attempt', () => {
  const candidates = [row(1), row(2, '#x', 'MTG-2'), row(3, '#y'), row(5)]
  test.for([
    ['there is none', [], [1, 2, 3, 5]],
    ['blocks later ones about its subject at its address', [['#x MTG-1', 4]], [1, 2, 3]],
    ['does not block itself', [['#x MTG-1', 5]], [1, 2, 3, 5]],
    [
      'blocks nothing of another subject or address',
      [
        ['#z MTG-1', 1],
        ['#x MTG-3', 1],
      ],
      [1, 2, 3, 5],
    ],
  ] as [string, [string, number][], number[]][])('%s', ([_, retrying, expected]) => {
    expect(choose(candidates, { retrying })).toEqual(expected)
  })
})

test('within a sequence the earliest goes first, whatever instant its instance gave it; the urgent one before it', () => {
  const candidates = [
    row(9, '#x', 'ISG-1', 1),
    row(6, '#x', 'ISG-1'),
    row(4, '#x', 'ISG-2'),
    row(5, '#x', 'ISG-1'),
  ]
  expect(choose(candidates)).toEqual([9, 5, 4, 6])
})

test.for([
  [0, 10, []],
  [3, 10, [1, 2, 3]],
  [4, 10, [1, 2, 3, 4]],
  [10, 1, [1, 3]],
  [10, 2, [1, 2, 3, 4]],
] as const)('at most %s in all and %s to one address', ([limit, limitPerAddress, expected]) => {
  const candidates = [row(1), row(2), row(3, '#y'), row(4, '#y')]
  expect(choose(candidates, { limit, limitPerAddress })).toEqual(expected)
})

test('no sequence is ever overtaken, and no limit exceeded', () => {
  const rows = fc.array(
    fc.record({ address: fc.constantFrom('#x', '#y'), subject: fc.constantFrom('MTG-1', 'MTG-2') }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(rows, fc.nat(30), fc.nat(10), (drawn, limit, limitPerAddress) => {
      const candidates = drawn.map((d, i) => row(((i * 7) % 31) + 1, d.address, d.subject))
      const chosen = choose(candidates, { limit, limitPerAddress })
      expect(chosen.length).toBeLessThanOrEqual(limit)
      const of = (id: number) => candidates.find(c => c.id === BigInt(id))!
      for (const same of Map.groupBy(chosen, id => `${of(id).address} ${of(id).subject}`).values())
        expect(same).toEqual(same.toSorted((a, b) => a - b))
      for (const same of Map.groupBy(chosen, id => of(id).address).values())
        expect(same.length).toBeLessThanOrEqual(limitPerAddress)
    }),
  )
})
