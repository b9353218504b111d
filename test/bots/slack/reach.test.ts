/** The ways to the bot besides its command: shortcuts, mentions, direct messages; and the end of its access. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sentence } from '../../../src/core/messages/message.ts'
import { DeliveryFault } from '../../../src/core/notices/fault.ts'
import { SlackChat } from '../../fakes/slack/chat.ts'
import type { Message } from '../../fakes/slack/workspace.ts'
import { StubDesk } from './desk.ts'

let chat: SlackChat
let desk: StubDesk
let ana: string
let room: string
let logged: string[]

const log = {
  debug: () => {},
  info: () => {},
  warn: (_: object, message: string) => logged.push(`warn ${message}`),
  error: (_: object, message: string) => logged.push(`error ${message}`),
}

beforeEach(async () => {
  logged = []
  chat = new SlackChat({ timeoutMs: 1000, progressAfterMs: 30, log })
  desk = new StubDesk()
  await chat.start(desk)
  ana = chat.account('ana')
  room = chat.channel('sg17')
})
afterEach(() => chat.stop())

const valuesOf = (form: { fields: { name: string; value: string | undefined }[] } | undefined) =>
  Object.fromEntries(form!.fields.filter(f => f.value !== undefined).map(f => [f.name, f.value]))

describe('a shortcut on a message', () => {
  test('opens the form with the words and the address of the message, and not its author', async () => {
    const { form } = await chat.chooseOn(ana, room, 'Who covers R&amp;D?\nI &lt;3 it', 'message issue raise')
    expect(form?.title).toBe('Raise an issue with oth…')
    expect(valuesOf(form)).toMatchObject({
      details: 'Who covers R&D?\nI <3 it',
      topic: expect.stringMatching(/^https:\/\/itu\.slack\.com\/archives\/C\d+\/p\d+$/),
    })
    expect(JSON.stringify(form!.payload)).not.toContain('UAUTHOR')
    const answer = await chat.fill(ana, form!, { topic: 'Trust', with: 'SG13' })
    expect(answer.shown?.text).toContain('topic:Trust with:SG13')
    expect(desk.executed[0]?.caller).toMatchObject({ account: ana, channel: room })
  })

  test('in a thread knows the issue whose card the thread belongs to', async () => {
    desk.cards.set(`${room}:1.000001`, 'ISG-7')
    const { form } = await chat.chooseOn(ana, room, 'We agree', 'message issue comment', '1.000001')
    expect(valuesOf(form)).toEqual({ issue: 'ISG-7', text: 'We agree' })
  })

  test('opens though Slack does not tell the address', async () => {
    chat.slack.fail('chat.getPermalink', { error: 'message_not_found' })
    const { form } = await chat.chooseOn(ana, room, 'Trust', 'message issue raise')
    expect(valuesOf(form)).toEqual({ details: 'Trust' })
  })

  test('that is not known any more does nothing', async () => {
    const chosen = chat.slack.deliver('interactive', {
      type: 'shortcut',
      callback_id: 'nothing gone',
      user: { id: ana, username: 'ana' },
      team: { id: 'T1' },
      trigger_id: 'T9',
    })
    await chosen
    await chat.type(ana, room, 'help')
    expect(chat.slack.sights).toHaveLength(1)
  })
})

test('the global shortcut opens the empty form, and is answered by a direct message', async () => {
  const { form } = await chat.choose(ana, 'nothing issue raise')
  expect(valuesOf(form)).toEqual({})
  const answer = await chat.fill(ana, form!, { topic: 'Trust', with: 'SG13' })
  expect(answer.private).toBe(true)
  expect(chat.directMessages(ana).at(-1)?.text).toContain('Done: issue raise')
})

describe('words to the bot', () => {
  test.each(['help', '?', '', 'Hello!', '/sg help', 'sg help'])(
    '"%s" in its messages gets help',
    async words => {
      const answer = await chat.write(ana, words)
      expect(answer.shown?.text).toBe('Done: help')
      expect(chat.directMessages(ana)).toHaveLength(1)
      expect(chat.slack.callsOf('chat.postEphemeral')).toEqual([])
    },
  )

  test('run a command, and get the nearest one for an unknown word', async () => {
    expect((await chat.write(ana, 'meeting next SG17')).shown?.text).toBe('Done: meeting next group:SG17')
    expect((await chat.write(ana, 'next SG17')).shown?.text).toContain('Did you mean /sg meeting next?')
  })

  test('get a button for the form, which a message alone can’t open', async () => {
    const answer = await chat.write(ana, 'issue raise topic:Trust')
    expect(answer.shown?.text).toBe('/sg issue raise has a form; the button opens it.')
    const { form } = await chat.press(ana, answer, answer.shown!.buttons[0]!)
    expect(valuesOf(form)).toEqual({ topic: 'Trust' })
  })

  test('in a channel are answered to their author alone, in the thread where they stand', async () => {
    const answer = await chat.mention(ana, room, '', '1.000001')
    expect(answer.shown?.text).toBe('Done: help')
    expect(answer.shown?.payload as Message).toMatchObject({ ephemeralFor: ana, thread_ts: '1.000001' })
    expect(chat.messages(room)).toEqual([])
  })

  test('of bots, of ourselves, and edits get no answer', async () => {
    await chat.happen(chat.written(ana, 'help', { bot_id: 'B9' }))
    await chat.happen(chat.written('UBOT', 'help', { bot_id: 'BBOT' }))
    await chat.happen(chat.written(ana, 'help', { subtype: 'message_changed' }))
    await chat.happen({ type: 'message', channel_type: 'channel', user: ana, text: 'help', channel: room })
    await chat.type(ana, room, 'help')
    expect(desk.executed).toHaveLength(1)
  })

  test('of another workspace are told so', async () => {
    const answer = await chat.write(ana, 'help', { user_team: 'T2' })
    expect(answer.shown?.text).toContain('serves another Slack workspace')
  })
})

describe('the end of its access', () => {
  test.each([
    [{ type: 'app_uninstalled' }, 'intersg was removed from the workspace on Slack.'],
    [{ type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }, "intersg's access to Slack was revoked."],
  ])('is said once, and nothing is tried any more: %o', async (event, why) => {
    await chat.slack.until(() => chat.slack.links === 2)
    await chat.happen(event)
    await chat.slack.until(() => chat.slack.links === 0, 'the connections to end')
    expect(chat.bot.connected?.()).toBe(false)
    const calls = chat.slack.calls.length
    const fault = await chat.bot.send(room, sentence('News'), 'k').catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(DeliveryFault)
    expect(fault).toMatchObject({ message: why, concerns: 'platform', refused: true })
    await new Promise(resolve => setTimeout(resolve, 60))
    expect(chat.slack.calls).toHaveLength(calls)
    expect(logged).toEqual([
      `error Slack: ${why} Nothing is sent or received there until it is started with another token.`,
    ])
  })

  test('of somebody’s own token is not ours', async () => {
    await chat.happen({ type: 'tokens_revoked', tokens: { oauth: ['U7'] } })
    expect((await chat.type(ana, room, 'help')).shown?.text).toBe('Done: help')
    expect(chat.bot.connected?.()).toBe(true)
  })
})
