import { describe, expect, test } from 'vitest'
import type { Address } from '../../../src/core/notices/audience.ts'
import type { NoticeFate } from '../../../src/core/notices/coalesce.ts'
import { groupIntoDigests, isDelivered } from '../../../src/core/notices/digest-groups.ts'
import { PRIORITY } from '../../../src/core/notices/notice.ts'
import { inSeconds, NOW } from '../instants.ts'

const notice = (id: number, secondsAgo: number, more: { subject?: string; priority?: number } = {}) => ({
  id: BigInt(id),
  subject: 'MTG-1',
  priority: PRIORITY.reminder as number,
  dueAt: inSeconds(-secondsAgo),
  ...more,
})
const address = (name: string): Address => ({ platform: 'slack', address: name, at: NOW })

describe('a notice is delivered', () => {
  test.for([
    // fate, priority, seconds late
    ['ADDRESSED', PRIORITY.normal, 0, true],
    ['MERGED', PRIORITY.normal, 0, false],
    ['EXPIRED', PRIORITY.normal, 3_600, false],
    ['EXPIRED', PRIORITY.reminder, 600, false],
    ['EXPIRED', PRIORITY.reminder, 601, true], // named among what was missed
    ['MERGED', PRIORITY.reminder, 601, false],
  ] as const)(
    '%s, of priority %s, %s seconds after it was due: %s',
    ([fate, priority, seconds, expected]) => {
      expect(isDelivered(notice(1, seconds, { priority }), fate, NOW)).toBe(expected)
    },
  )
})

describe('notices to one address', () => {
  type Row = ReturnType<typeof notice>
  function group(due: Row[], fates: Record<number, NoticeFate> = {}, to: Record<number, string[]> = {}) {
    const { digests, alone } = groupIntoDigests(
      due,
      new Map(due.map(n => [n.id, fates[Number(n.id)] ?? 'ADDRESSED'])),
      new Map(due.map(n => [n.id, (to[Number(n.id)] ?? ['#a']).map(address)])),
      NOW,
    )
    return {
      digests: digests.map(d => [d.notices.map(n => Number(n.id)), d.late, d.addresses.map(a => a.address)]),
      alone: alone.map(a => [Number(a.notice.id), a.addresses.map(at => at.address)]),
    }
  }
  const normal = { priority: PRIORITY.normal }

  test.for([
    ['one goes alone', [notice(1, 0)], { digests: [], alone: [[1, ['#a']]] }],
    [
      'reminders of one subject and minute go together',
      [notice(1, 0), notice(2, 0)],
      { digests: [[[1, 2], false, ['#a']]], alone: [] },
    ],
    [
      'seconds within the minute make no difference',
      [notice(1, 59), notice(2, 1)],
      { digests: [[[1, 2], false, ['#a']]], alone: [] },
    ],
    [
      'reminders of two minutes do not',
      [notice(1, 0), notice(2, 1)],
      {
        digests: [],
        alone: [
          [1, ['#a']],
          [2, ['#a']],
        ],
      },
    ],
    [
      'reminders of two subjects do not',
      [notice(1, 0), notice(2, 0, { subject: 'MTG-2' })],
      {
        digests: [],
        alone: [
          [1, ['#a']],
          [2, ['#a']],
        ],
      },
    ],
    [
      'other notices never do',
      [notice(1, 0, normal), notice(2, 0, normal)],
      {
        digests: [],
        alone: [
          [1, ['#a']],
          [2, ['#a']],
        ],
      },
    ],
    [
      'all late reminders are one catch-up',
      [notice(1, 601), notice(2, 7_200, { subject: 'MTG-2' })],
      { digests: [[[1, 2], true, ['#a']]], alone: [] },
    ],
    [
      'ten minutes is not late yet',
      [notice(1, 600), notice(2, 600, { subject: 'MTG-2' })],
      {
        digests: [],
        alone: [
          [1, ['#a']],
          [2, ['#a']],
        ],
      },
    ],
    [
      'late notices that are no reminders go alone',
      [notice(1, 7_200, normal), notice(2, 7_200)],
      {
        digests: [],
        alone: [
          [1, ['#a']],
          [2, ['#a']],
        ],
      },
    ],
  ] as [string, Row[], ReturnType<typeof group>][])('%s', ([_, due, expected]) => {
    expect(group(due)).toEqual(expected)
  })

  test('a notice without an address goes nowhere', () => {
    const due = [notice(1, 0)]
    const fates = new Map([[1n, 'ADDRESSED' as const]])
    expect(groupIntoDigests(due, fates, new Map(), NOW)).toEqual({ digests: [], alone: [] })
  })

  test('an expired reminder is never sent as if it were ahead: alone, too, it is a catch-up', () => {
    expect(group([notice(1, 601)], { 1: 'EXPIRED' })).toEqual({ digests: [[[1], true, ['#a']]], alone: [] })
  })

  test('addresses that get the same notices share a digest, others have their own', () => {
    const to = { 1: ['#a', '#b', '#c'], 2: ['#a', '#b'] }
    expect(group([notice(1, 0), notice(2, 0)], {}, to)).toEqual({
      digests: [[[1, 2], false, ['#a', '#b']]],
      alone: [[1, ['#c']]],
    })
  })
})
