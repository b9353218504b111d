import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { callerOf, type DeskHarness, openDesk } from './desk-harness.ts'

const DISCORD = 'discord:80351110224678912'
const ASKED = 'Your time zone is unknown.'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('TSB', `person add "Ada Okafor" role:"SG17 chair" account:${DISCORD}`)
  await office.done('TSB', 'person add "Bo Lindqvist" role:"SG20 chair" account:slack:UBO')
})
afterAll(() => office.close())

const shown = async (who: string, line: string, interaction?: string) =>
  plainMessage((await office.say(who, line, interaction)).message)
/** The same, where the platform tells the zone of its author. */
async function shownIn(zone: string, who: string, path: string, options: Record<string, string>) {
  const reply = await office.desk.execute({ path, options }, { ...callerOf(who), zone }, crypto.randomUUID())
  return plainMessage(reply.message)
}

describe('somebody on Discord whose zone is not known', () => {
  test('is told how to say it, under the first answer that shows a time, once', async () => {
    expect(await shown(DISCORD, 'meeting rules')).not.toContain(ASKED)
    const first = await shown(DISCORD, 'meeting next RG-DT')
    expect(first.split('\n').at(-1)).toBe(
      `${ASKED} /sg me zone:Asia/Tokyo sets it (suggestions appear as you type); your quiet hours then use it.`,
    )
    expect(await shown(DISCORD, 'meeting next RG-DT')).not.toContain(ASKED)
  })

  test('is not told where nobody could keep it, on a platform that knows it, or once it is set', async () => {
    expect(await shown('discord:80351110224678999', 'meeting next RG-DT')).not.toContain(ASKED)
    expect(await shown('slack:UBO', 'meeting next RG-DT')).not.toContain(ASKED)
    await office.db.person.updateMany({ data: { zoneAsked: false } })
    await office.done(DISCORD, 'me Europe/Zurich')
    expect(await shown(DISCORD, 'meeting next RG-DT')).not.toContain(ASKED)
    await office.db.person.updateMany({ data: { zone: null } })
    expect(await shown(DISCORD, 'meeting next RG-DT')).toContain(ASKED)
  })
})

describe('the place of direct messages', () => {
  test('is a platform with an account: one without is said, with what happens until then', async () => {
    expect(await shown('slack:UBO', 'prefer platform:discord')).toContain(
      'You have no account on Discord here yet; TSB can add one (/sg person add). Until then you get direct messages on Slack.',
    )
    expect(await shown('slack:UBO', 'prefer platform:slack')).toContain('You get direct messages on Slack.')
  })
})

describe('quiet hours', () => {
  test('are Geneva’s while no zone is known, and this is said', async () => {
    expect(await shown(DISCORD, 'prefer quiet:22:00–07:00')).toContain(
      'Quiet hours: 22:00–07:00, Geneva time, since your own time zone is unknown; /sg me zone:Asia/Tokyo sets it.',
    )
  })

  test('are those of the zone that the platform tells, until the person says another', async () => {
    expect(await shownIn('Asia/Tokyo', 'slack:UBO', 'prefer', { quiet: '22:00–07:00' })).toContain(
      'Quiet hours: 22:00–07:00, Asia/Tokyo time.',
    )
    expect((await office.db.person.findFirstOrThrow({ where: { name: 'Bo Lindqvist' } })).zone).toBe(
      'Asia/Tokyo',
    )
    await office.done('slack:UBO', 'me America/New_York')
    expect(await shownIn('Asia/Tokyo', 'slack:UBO', 'prefer', {})).toContain('America/New_York time.')
  })
})

test.for([
  ['kolkata', 'Asia/Kolkata'],
  ['Geneva', 'Europe/Zurich'],
  ['CET', 'Europe/Zurich'],
  ['EST', 'America/New_York'],
  ['new york', 'America/New_York'],
  ['Asia/Tokyo', 'Asia/Tokyo'],
])('typing %s offers %s first, and each zone once', async ([typed, zone]) => {
  const offered = (await office.desk.complete('me', 'zone', typed!, callerOf('TSB'))).map(c => c.value)
  expect(offered[0]).toBe(zone)
  expect(new Set(offered).size).toBe(offered.length)
})
