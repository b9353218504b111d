/** How meetings are joined, and ad-hoc meetings of WP2's own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseLinks } from '../../src/core/meetings/joining.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { meetingNear } from '../../src/core/reminders/notices.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

describe('links', () => {
  test.for([
    ['https://itu.int/meet', ['https://itu.int/meet']],
    ['<https://itu.int/a|itu.int/a>, https://itu.int/b', ['https://itu.int/a', 'https://itu.int/b']],
    ['none', []],
  ] as const)('%s', ([raw, links]) => expect(parseLinks(raw)).toEqual(links))
  test.for(['http://itu.int', 'javascript:alert(1)', 'https://user:secret@itu.int', 'soon', ''])(
    'not %s',
    raw => expect(() => parseLinks(raw)).toThrow(/link/),
  )
})

test('a meeting shows how to join it: on its card, in its calendar file, and in the last hour before it', async () => {
  await office.done(
    'RG-DT Rapporteur',
    'meeting change MTG-1 link:"https://itu.int/a;b,c https://itu.int/meet" place:"Popov room, Geneva" reason:"as agreed"',
  )
  const { message } = await office.say('SG17 chair', 'meeting show MTG-1')
  const shown = plainMessage(message)
  expect(shown).toMatch(/Place: +Popov room, Geneva/)
  expect(shown).toMatch(/Join: +https:\/\/itu\.int\/a;b,c, https:\/\/itu\.int\/meet/)
  expect(shown).toContain(
    'place: Popov room, Geneva; link: https://itu.int/a;b,c, https://itu.int/meet: as agreed',
  )
  const lines = message.files![0]!.content.replaceAll('\r\n ', '').split('\r\n')
  expect(lines.filter(line => line.startsWith('URL'))).toEqual(['URL;VALUE=URI:https://itu.int/a%3Bb%2Cc'])
  expect(lines).toContain('LOCATION:Popov room\\, Geneva')
  expect(lines).toContain('CONFERENCE;VALUE=URI:https://itu.int/a%3Bb%2Cc')
  expect(lines).toContain('CONFERENCE;VALUE=URI:https://itu.int/meet')
  expect(
    Math.max(...message.files![0]!.content.split('\r\n').map(line => Buffer.byteLength(line))),
  ).toBeLessThanOrEqual(75)
  const { version } = await office.db.meeting.findUniqueOrThrow({ where: { id: 1 } })
  const remind = async (iso: string) => {
    const view = { tx: office.db as never, now: Temporal.Instant.from(iso), direct: false }
    return plainMessage((await meetingNear.present({ meeting: 1, version }, view))!)
  }
  expect(await remind('2026-03-11T11:00:00Z')).toContain('Join (https://itu.int/meet)')
  expect(await remind('2026-03-11T10:59:59Z')).not.toContain('Join (')
  // Six hours before, the reminder begins to count hours.
  expect(await remind('2026-03-11T05:59:59Z')).toContain('is today')
  expect(await remind('2026-03-11T06:00:00Z')).toContain('is in 6 hours')
  await office.done('RG-DT Rapporteur', 'meeting change MTG-1 link:none reason:"it is in the room"')
  expect(plainMessage((await office.say('SG17 chair', 'meeting show MTG-1')).message)).not.toMatch(
    /Join: +https/,
  )
})

test("an ad-hoc meeting can be WP2's own, with a convenor", async () => {
  const line =
    'meeting schedule WP2 date:"4 March 2026" time:10:00–11:00 objective:"Terms" kind:ad-hoc with:SG13,SG17 convenor:"Ada Okafor"'
  expect(await office.done('WP2 vice-chair', line)).toContain('WP2 ad-hoc meeting')
  const made = await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
  expect([made.kind, made.groups, made.convenor]).toEqual(['AD_HOC', ['WP2', 'SG13', 'SG17'], 'Ada Okafor'])
  const shown = plainMessage((await office.say('SG17 chair', `meeting show MTG-${made.id}`)).message)
  expect(shown).toMatch(/Convenor: +Ada Okafor/)
  expect(await office.refused('WP2 chair', line.replace(' kind:ad-hoc', ''))).toContain('add kind:ad-hoc')
})

test("times are shown in the asker's own zone (B24)", async () => {
  await office.done('TSB', 'person add name:"Aiko Sato" role:"SG20 chair" account:slack:U0000000B')
  await office.done('slack:U0000000B', 'me zone:Asia/Tokyo')
  const { message, zone } = await office.say('SG20 chair', 'meeting next RG-DT')
  expect(plainMessage(message, zone)).toContain('11 March 2026, 21:00–23:00 Asia/Tokyo')
})
