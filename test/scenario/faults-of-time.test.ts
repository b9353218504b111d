/** The clock set wrong, nights of clock change, a long pause: what people see of it. The rows of docs/faults.md. */
import { describe, expect, test } from 'vitest'
import type { DiscordChat } from '../fakes/discord/chat.ts'
import type { SlackChat } from '../fakes/slack/chat.ts'
import { ALL_DELIVERED } from '../support/fault-injection.ts'
import { CALENDAR, openHarness } from '../support/harness.ts'

describe('the clock of the machine', () => {
  test('an hour ahead: what may have arrived is found by the platform’s own time, and stands once', async () => {
    const world = await openHarness({
      platforms: ['slack', 'discord'],
      at: '2026-02-02T10:00',
      apart: CALENDAR,
    })
    await world.channels('RG-DT')
    const rosa = await world.person('Rosa Rossi', 'RG-DT Rapporteur')
    const { slack } = world.chats.slack as SlackChat
    const { fake } = world.chats.discord as DiscordChat
    world.setClock('2026-02-02T11:00')
    slack.fail('chat.postMessage', 'cut after')
    fake.fail('POST /channels/:id/messages', { kind: 'cut', accepted: true })
    // Until Discord's own check for doubles has forgotten it.
    fake.fail('GET /channels/:id/messages', { kind: 'error', status: 500 }, 6)
    await rosa.type('meeting schedule group:RG-DT date:"2 June 2026" time:13:00–15:00 objective:"progress"')
    await world.at('2026-02-02T13:00')
    await world.says('RG-DT', 'New on the calendar')
    expect(world.faults.splice(0).length).toBeGreaterThan(2)
    await world.end()
  })

  test('set back an hour: nothing is told twice, and what happens in that hour is told at once', async () => {
    const world = await openHarness({ platforms: ['slack'], at: '2026-02-24T08:30' })
    await world.channels('RG-DT')
    const rosa = await world.person('Rosa Rossi', 'RG-DT Rapporteur')
    const tess = await world.person('Tess Adeyemi', 'TSB')
    await world.at('2026-02-25T09:10')
    await world.says('RG-DT', 'are due in 7 days: by 4 March 2026')
    world.setClock('2026-02-25T08:10')
    await rosa.type('meeting schedule group:RG-DT date:"2 June 2026" time:13:00–15:00 objective:"progress"')
    await world.says('RG-DT', 'New on the calendar')
    await world.at('2026-02-25T09:30')
    expect(await tess.type('delivery list')).toBe(ALL_DELIVERED)
    await world.end()
  })
})

describe('a night of clock change in Geneva', () => {
  test.each([
    ['29 March 2026', '2026-03-28T18:00', '2026-03-29', '2026-03-30'],
    ['25 October 2026', '2026-10-24T18:00', '2026-10-25', '2026-10-26'],
  ])(
    '%s: the reminder comes at nine, and word of the lapse at nine on the next day, each once',
    async (last, at, day, next) => {
      const world = await openHarness({ platforms: ['slack'], at, apart: CALENDAR })
      await world.channels('SG13', 'SG17', 'WP2')
      const ada = await world.person('Ada Okafor', 'SG13 chair')
      const bo = await world.person('Bo Lindqvist', 'SG17 chair')
      await ada.type(
        `issue raise topic:Trust summary:"Who covers what?" with:SG17 show-to:WP2 respond-by:"${last}"`,
      )
      await bo.isTold('raised the issue for SG13')
      await world.at(`${day}T08:59`)
      await world.quiet()
      await world.at(`${day}T09:00`)
      for (const chair of [ada, bo]) await chair.isTold('the timeline ends today')
      await world.at(`${next}T08:59`)
      await world.quiet()
      await world.at(`${next}T09:00`)
      for (const room of ['SG13', 'SG17', 'WP2']) await world.adds(room, `lapsed on ${last}`)
      for (const chair of [ada, bo]) await chair.isTold('lapsed')
      await world.at(`${next}T10:00`)
      await world.end()
    },
  )
})

test('a pause of three days across a deadline: one message says what was missed, and what is ahead', async () => {
  const world = await openHarness({ platforms: ['slack', 'discord'], at: '2026-03-02T10:00' })
  await world.channels('RG-DT')
  const rosa = await world.person('Rosa Rossi', 'RG-DT Rapporteur')
  const tess = await world.person('Tess Adeyemi', 'TSB')
  await world.pauseUntil('2026-03-05T10:00')
  await world.says('RG-DT', /^Reminders that come late[\s\S]*were due by 4 March 2026[\s\S]*is in 6 days/)
  for (const person of [rosa, tess])
    await person.isTold('By the deadline of 4 March 2026, no contribution came in')
  expect(await tess.type('delivery list')).toBe(ALL_DELIVERED)
  await world.end()
})
