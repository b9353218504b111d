/** Lines about a meeting on an issue, in the thread of that issue. */
import { expect, it } from 'vitest'
import type { DiscordChat } from '../fakes/discord/chat.ts'
import { openHarness } from '../support/harness.ts'

it('a line about a meeting opens the thread with its name and its people, where somebody removed it (C3)', async () => {
  const world = await openHarness({ platforms: ['discord'], at: '2026-04-20T10:00', apart: /^/ })
  try {
    await world.channels('SG13', 'SG17')
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    await ada.type('issue raise topic:Trust summary:"Who covers what?" with:SG17')
    await ada.type('issue meet ISG-1 date:"5 May 2026" time:13:00-14:00')
    const meeting = await world.db.meeting.findFirstOrThrow({ where: { issueId: 1 } })
    const card = await world.card('SG17', 'ISG-1')
    const { world: server } = (world.chats.discord as DiscordChat).fake
    const thread = card.reference.split(':')[1]!
    expect(server.channels.get(thread)?.name).toBe('ISG-1 Trust')

    server.channels.delete(thread)
    await ada.type(`meeting change MTG-${meeting.id} objective:"Agree who covers what" reason:clearer`)
    expect(server.channels.get(thread)).toMatchObject({
      name: 'ISG-1 Trust',
      members: [bo.account],
      messages: [expect.anything()],
    })
  } finally {
    await world.close()
  }
})
