/** Answers about coming to a meeting, and reminders put aside for as long as there is time (C9). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { deadlineNear, meetingNear } from '../../src/core/reminders/notices.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('TSB', 'person add name:"Ada Okafor" role:"SG13 chair" account:slack:U0000000A')
  await office.done('TSB', 'person add name:"Bo Lindqvist" role:"SG17 chair" account:slack:U0000000B')
})
afterAll(() => office.close())

describe('whether somebody comes', () => {
  test('is counted with the groups, named where the meeting is shown, and changed by another answer', async () => {
    expect(await office.done('slack:U0000000A', 'meeting attend MTG-2 there')).toContain('you will be there')
    await office.done('slack:U0000000B', 'meeting attend MTG-2 cannot')
    const shown = async () =>
      plainMessage((await office.say('slack:U0000000A', 'meeting show MTG-2')).message)
    expect(await shown()).toContain('1 will be there (SG13); 1 cannot come (SG17)')
    expect(await shown()).toContain('Bo Lindqvist (SG17 chair) cannot come')
    await office.done('slack:U0000000B', 'meeting attend MTG-2 "not needed"')
    expect(await shown()).toContain('Bo Lindqvist (SG17 chair) is not needed there')
    await office.done('TSB', 'person remove "Bo Lindqvist" confirm:yes')
    expect(await shown()).toContain('Attendance:')
    expect(await shown()).not.toContain('not needed there')
  })

  test.for([
    ['slack:U0000000Z', 'meeting attend MTG-2 there', 'You are not registered yet. TSB can register you'],
    [
      'SG20 chair',
      'meeting attend MTG-2 there',
      'No person is registered as SG20 chair yet. TSB can register one (/sg person add role:"SG20 chair"); then you can use this.',
    ],
    ['slack:U0000000A', 'meeting attend MTG-2 perhaps', 'there'],
    ['slack:U0000000A', 'meeting attend MTG-99 there', 'MTG-99'],
  ] as const)('%s: %s', async ([who, line, words]) => {
    expect(await office.refused(who, line)).toContain(words)
  })
})

describe('reminders put aside', () => {
  const buttons = async (iso: string, kind: typeof meetingNear) => {
    const { version } = await office.db.meeting.findUniqueOrThrow({ where: { id: 1 } })
    const view = { tx: office.db as never, now: Temporal.Instant.from(iso), direct: true }
    const message = (await kind.present({ meeting: 1, version }, view))!
    return message.blocks
      .flatMap(block => (block.kind === 'actions' ? block.actions : []))
      .filter(a => a.invocation.path === 'snooze')
      .map(a => a.label)
  }
  // MTG-1: 11 March 2026, 13:00 Geneva; contributions by 4 March, 23:59:59.
  test.for([
    [
      '2026-03-01T08:00:00Z',
      deadlineNear,
      ['Remind me tomorrow', 'Remind me on the last day', 'No more for this meeting'],
    ],
    [
      '2026-03-03T22:59:00Z',
      deadlineNear,
      ['Remind me tomorrow', 'Remind me on the last day', 'No more for this meeting'],
    ],
    ['2026-03-03T23:00:00Z', deadlineNear, ['No more for this meeting']],
    [
      '2026-03-10T08:00:00Z',
      meetingNear,
      ['Remind me tomorrow', 'Remind me on the last day', 'No more for this meeting'],
    ],
    ['2026-03-10T12:00:00Z', meetingNear, ['Remind me on the last day', 'No more for this meeting']],
    ['2026-03-11T11:01:00Z', meetingNear, ['No more for this meeting']],
  ] as const)('at %s the buttons fit what is left', async ([iso, kind, labels]) => {
    expect(await buttons(iso, kind)).toEqual(labels)
  })

  test('an old button asks for more time than is left', async () => {
    office.clock.set(Temporal.Instant.from('2026-03-11T11:01:00Z'))
    expect(await office.refused('slack:U0000000A', 'snooze MTG-1 "1 day"')).toBe(
      'MTG-1 begins in 59 minutes: a reminder in a day would come too late.',
    )
    expect(await office.refused('slack:U0000000A', 'snooze MTG-1 "until the last day"')).toBe(
      'MTG-1 begins in 59 minutes: that is the last day.',
    )
  })
})
