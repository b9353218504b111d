/** Members of the thread of an issue, on a platform where only members of a thread are notified. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueLine } from '../../src/core/issues/notices.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  const add = (name: string, group: string, id: string) =>
    office.done('TSB', `person add name:"${name}" role:"${group} chair" account:discord:${id}`)
  await add('Aiko Sato', 'SG20', ids.sg20)
  await add('Wei Zhang', 'SG17', ids.sg17)
  await add('Ana Silva', 'SG13', ids.sg13)
  const since = '2026-01-05T09:00:00Z'
  await office.db.channel.createMany({
    data: [
      { groupId: 'SG17', platform: 'discord', channel: 'room-17', since },
      { groupId: 'SG20', platform: 'discord', channel: 'room-20', since },
    ],
  })
})
afterAll(() => office.close())

const ids = { sg13: '100000000000000013', sg17: '100000000000000017', sg20: '100000000000000020' }

const threadOf = async (event: number, address: string, platform = 'discord') => {
  const view = { tx: office.db, now: office.clock.now(), direct: false, at: { platform, address } }
  return (await issueLine.present({ issue: 1, event }, view))!.thread
}

test('those asked are in the thread of their own channel, and those without one in every channel', async () => {
  await office.done('SG17 chair', 'issue raise topic:Trust summary:"Two definitions" with:SG20')
  await office.done('SG17 chair', 'issue propose ISG-1 "One definition"')
  const proposed = 2
  expect(await threadOf(proposed, 'room-20')).toEqual({
    title: 'ISG-1 Trust',
    members: [ids.sg20],
    joining: [],
  })
  // The proposer is told of the objection of SG20.
  expect(await threadOf(proposed, 'room-17')).toMatchObject({ members: [ids.sg17], joining: [ids.sg17] })
  await office.done('SG17 chair', 'issue add ISG-1 group:SG13 reason:"They asked"')
  expect(await threadOf(3, 'room-20')).toMatchObject({
    members: [ids.sg13, ids.sg20],
    joining: [ids.sg13],
  })
  expect((await threadOf(3, 'C024BE91L', 'slack'))?.members).toEqual([])
})
