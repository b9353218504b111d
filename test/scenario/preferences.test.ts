import { describe, expect, it } from 'vitest'
import { openHarness, REGISTER } from '../support/harness.ts'

describe('what somebody wants to hear', () => {
  it('comes once, on the platform they prefer, and on the other after they chose that', async () => {
    const world = await openHarness({ platforms: ['slack', 'discord'], at: '2026-04-20T10:00' })
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const told = (platform: string) => {
      const chat = world.chats[platform]!
      return chat.directMessages(chat.account('Ada Okafor')).filter(m => !REGISTER.test(m.text)).length
    }
    expect(await ada.type('follow RG-DT')).toContain("You now get RG-DT's deadlines")
    await world.at('2026-04-23T09:00')
    expect([told('slack'), told('discord')]).toEqual([1, 0])
    await ada.isTold('are due in 14 days: by 7 May 2026')
    expect(await ada.type('prefer platform:discord')).toContain('direct messages on Discord')
    await world.at('2026-04-30T09:00')
    expect([told('slack'), told('discord')]).toEqual([1, 1])
    await ada.isTold('are due in 7 days')
    await ada.type('unfollow RG-DT')
    await world.at('2026-05-05T09:00')
    expect([told('slack'), told('discord')]).toEqual([1, 1])
    await world.end()
  })

  it('waits for the end of quiet hours, leaves out what they did not choose, and can be put aside', async () => {
    const world = await openHarness({ platforms: ['slack'], at: '2026-04-20T10:00' })
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    await ada.type('me zone:Asia/Tokyo')
    await ada.type('follow RG-DT')
    expect(await ada.type('prefer quiet:15:00–18:00 reminders:"14d, 7d, 1d"')).toContain(
      '7 days and 1 day before',
    )
    // 09:00 in Geneva is 16:00 in Tokyo; at 18:00 it comes.
    await world.at('2026-04-23T10:59')
    await world.quiet()
    await world.at('2026-04-23T11:00')
    const reminder = await ada.isTold('are due in 14 days')

    const answer = await ada.press(reminder, 'Remind me tomorrow')
    expect(answer.shown!.text).toContain('pause for a day')
    await world.at('2026-04-24T11:00')
    await ada.isTold('are due in 13 days')

    await world.at('2026-04-30T11:00')
    const week = await ada.isTold('are due in 7 days')
    await ada.press(week, 'No more for this meeting')
    await world.at('2026-05-08T12:00')
    await world.end()
  })

  it('is only what stands in the channel, for somebody who chose that', async () => {
    const world = await openHarness({ platforms: ['slack'], at: '2026-04-20T10:00' })
    await world.channels('SG13', 'SG17', 'WP2')
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    expect(await bo.type('prefer by:"channel only"')).toContain('in channels only')
    await ada.type('issue raise topic:Trust summary:"Who covers what?" with:SG17 show-to:WP2')
    expect((await world.card('SG17', 'ISG-1')).text).toContain('Who covers what?')
    await world.end()
  })
})
