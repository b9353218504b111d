import ICAL from 'ical.js'
import { expect, it } from 'vitest'
import type { SlackChat } from '../fakes/slack/chat.ts'
import type { Answer } from '../support/chat.ts'
import { CALENDAR, type Harness, openHarness, REGISTER } from '../support/harness.ts'

const PLATFORMS = ['slack', 'discord', 'terminal'] as const

interface Attached {
  filename: string
  content: string
}

const open = (platform: (typeof PLATFORMS)[number]) =>
  openHarness({ platforms: [platform], at: '2026-04-27T10:00', apart: CALENDAR })

/** The file as its reader gets it, on whatever platform. */
function fileIn({ chats }: Harness, { shown }: Answer, account: string): Attached | undefined {
  if (chats.slack) {
    const { files, workspace } = (chats.slack as SlackChat).slack
    const shared = files.shared.find(f => f.channel === workspace.direct.get(account))
    return shared && { filename: shared.name, content: shared.content }
  }
  if (chats.discord) return (shown!.payload as { attachments?: Attached[] }).attachments?.[0]
  const content = /BEGIN:VCALENDAR[\s\S]*END:VCALENDAR/.exec(shown!.text)?.[0]
  return content === undefined ? undefined : { filename: /mtg-\d+\.ics/.exec(shown!.text)![0], content }
}

const eventIn = ({ content }: Attached) =>
  new ICAL.Component(ICAL.parse(content)).getFirstSubcomponent('vevent')!

it.each(PLATFORMS)(
  'a meeting is had as a calendar file, as it stands after its changes, on %s',
  async platform => {
    const world = await open(platform)
    const rosa = await world.person('Rosa Lima', 'RG-DT Rapporteur')
    await rosa.type('meeting move MTG-2 date:"20 May 2026" reason:"the room is taken"')
    const shown = await rosa.try('meeting show MTG-2')
    expect(shown.shown!.buttons.length === 0 || shown.shown!.buttons.includes('Calendar file')).toBe(true)
    // Discord shows a file with an answer; elsewhere it is there for who asks for it.
    expect(fileIn(world, shown, rosa.account) !== undefined).toBe(platform === 'discord')

    const answer =
      platform === 'terminal'
        ? await rosa.try('meeting calendar MTG-2')
        : await rosa.press(shown, 'Calendar file')
    const name = () => fileIn(world, answer, rosa.account)?.filename
    await expect.poll(name, { timeout: 10_000 }).toBe('mtg-2.ics')
    const file = fileIn(world, answer, rosa.account)!
    const event = eventIn(file)
    expect(event.getFirstPropertyValue('uid')).toBe('MTG-2@intersg')
    expect(event.getFirstPropertyValue('sequence')).toBe(1)
    expect(String(event.getFirstPropertyValue('dtstart'))).toBe('2026-05-20T13:00:00')
    expect(answer.shown!.text).toContain('mtg-2.ics')
    await world.close()
  },
)

it('on Slack the answer says where the file comes; who has a link needs none', async () => {
  const world = await open('slack')
  const rosa = await world.person('Rosa Lima', 'RG-DT Rapporteur')
  expect(await rosa.type('meeting calendar MTG-2')).toContain('You find the file in your direct messages')
  await world.close()

  const onTheWeb = await openHarness({
    platforms: ['slack'],
    at: '2026-04-27T10:00',
    apart: CALENDAR,
    publicUrl: 'https://sg.example',
  })
  const ana = await onTheWeb.person('Rosa Lima', 'RG-DT Rapporteur')
  const answer = await ana.type('meeting calendar MTG-2')
  expect(answer).toContain('This meeting as a calendar file')
  expect(answer).not.toContain('direct messages')
  const { slack } = onTheWeb.chats.slack as SlackChat
  // Stopping waits for what is under way.
  await onTheWeb.close()
  expect(slack.calls.filter(c => c.method.startsWith('files.'))).toEqual([])
})

it('what Slack does not take is said, and the answer stands', async () => {
  const world = await open('slack')
  const rosa = await world.person('Rosa Lima', 'RG-DT Rapporteur')
  const { slack } = world.chats.slack as SlackChat
  slack.fail('files.getUploadURLExternal', { error: 'missing_scope' })
  expect(await rosa.type('meeting calendar MTG-2')).toContain('The calendar file of MTG-2')
  // It is said after the answer was shown.
  const told = () =>
    world.chats.slack!.directMessages(rosa.account).filter(m => !REGISTER.test(m.text)).length
  await expect.poll(told, { timeout: 10_000 }).toBe(1)
  await rosa.isTold('could not be sent')
  expect(slack.files.shared).toEqual([])
  expect(world.faults.splice(0)).toEqual([expect.stringContaining('a file could not be sent')])
  await world.close()
})

it('a meeting that is not there has no file', async () => {
  const world = await open('terminal')
  const rosa = await world.person('Rosa Lima', 'RG-DT Rapporteur')
  expect(await rosa.type('meeting calendar MTG-99')).toContain('There is no meeting MTG-99;')
  await world.close()
})
