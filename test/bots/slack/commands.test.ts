import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { action, actions, sentence, text } from '../../../src/core/messages/message.ts'
import { writeMention } from '../../../src/core/text/mentions.ts'
import { SlackChat } from '../../fakes/slack/chat.ts'
import { buttonsOf } from '../../fakes/slack/shown.ts'
import type { Message } from '../../fakes/slack/workspace.ts'
import { StubDesk, says } from './desk.ts'

let chat: SlackChat
let desk: StubDesk
let ana: string
let room: string

beforeEach(async () => {
  chat = new SlackChat({ timeoutMs: 1000, progressAfterMs: 30 })
  desk = new StubDesk()
  await chat.start(desk)
  ana = chat.account('ana')
  room = chat.channel('sg17')
})
afterEach(() => chat.stop())

describe('a command', () => {
  test('is answered in the channel', async () => {
    const answer = await chat.type(ana, room, 'meeting next SG17')
    expect(answer.private).toBe(false)
    expect(answer.shown?.text).toBe('Done: meeting next group:SG17')
    expect(answer.shown?.buttons).toEqual(['Again', 'Form'])
    expect(desk.executed).toMatchObject([
      { caller: { platform: 'slack', account: ana, name: 'ana', channel: room } },
    ])
  })

  test('that is refused is answered to its author alone', async () => {
    const answer = await chat.type(ana, room, 'meting next SG17')
    expect(answer.private).toBe(true)
    expect(answer.shown?.text).toMatch(/^There is no command "meting next"/)
    desk.says = says(sentence('The group has no meeting.'), { answer: 'channel', refused: true })
    expect((await chat.type(ana, room, 'meeting next SG17')).private).toBe(true)
    expect(chat.messages(room)).toEqual([])
  })

  test('keeps people, quotation marks and signs as they were typed', async () => {
    await chat.type(ana, room, `issue raise topic:“R&D <3” with:SG13 owner:slack:${ana}`)
    expect(desk.executed[0]?.invocation.options).toEqual({
      topic: 'R&D <3',
      with: 'SG13',
      owner: writeMention(`slack:${ana}`, 'somebody'),
    })
  })

  test('knows its author’s zone the second time, having asked once', async () => {
    await chat.type(ana, room, 'help')
    await chat.slack.until(() => chat.slack.callsOf('users.info').length === 1)
    await chat.type(ana, room, 'help')
    expect(desk.executed.map(e => e.caller.zone)).toEqual([undefined, 'Europe/Zurich'])
    expect(chat.slack.callsOf('users.info')).toHaveLength(1)
  })

  test('that takes long says so, and the answer takes its place', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    desk.gate = promise
    const answered = chat.type(ana, room, 'help')
    await chat.slack.until(() => chat.slack.sights.length === 1, 'the word of progress')
    expect(chat.slack.workspace.messages.map(m => m.text)).toEqual(['Working on it…'])
    resolve()
    expect((await answered).shown?.text).toBe('Done: help')
    expect(chat.slack.workspace.messages.filter(m => !m.deleted)).toHaveLength(1)
  })

  test('that takes long and is answered to all leaves no word of progress behind', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    desk.gate = promise
    const answered = chat.type(ana, room, 'meeting next SG17')
    await chat.slack.until(() => chat.slack.sights.length === 1, 'the word of progress')
    resolve()
    expect((await answered).private).toBe(false)
    await chat.slack.until(
      () => chat.slack.workspace.messages.filter(m => !m.deleted).length === 1,
      'the word to go',
    )
  })

  test('that fails is told in a neutral sentence with a reference', async () => {
    desk.breaks = true
    const answer = await chat.type(ana, room, 'help')
    expect(answer.private).toBe(true)
    expect(answer.shown?.text).toMatch(/^Something went wrong on our side\. .* reference: [0-9a-f]{8}\.$/)
  })

  test('finds another way when the answer’s address fails', async () => {
    chat.slack.fail('respond', { status: 500 })
    const answer = await chat.type(ana, room, 'help')
    expect(answer).toMatchObject({ private: true, shown: { text: 'Done: help' } })
    // The bot is not in the channel either: a direct message.
    const elsewhere = chat.slack.workspace.channel('closed', false)
    chat.slack.fail('respond', { status: 404 })
    expect((await chat.type(ana, elsewhere, 'help')).shown?.text).toBe('Done: help')
    expect(chat.directMessages(ana)).toHaveLength(1)
  })
})

describe('a form', () => {
  test('asks for what is missing, shows errors beside the fields, and then answers', async () => {
    const { form } = await chat.type(ana, room, 'issue raise with:SG17,SG20')
    expect(form?.title).toBe('Raise an issue with oth…')
    expect(form?.fields.map(f => [f.name, f.required, f.value])).toEqual([
      ['topic', true, undefined],
      ['with', true, 'SG17,SG20'],
      ['details', false, undefined],
      // Slack's input holds 3,000 characters, and ours 4,000.
      ['details-more', false, undefined],
      ['urgency', false, undefined],
      ['by', false, undefined],
      ['at', false, undefined],
      ['owner', false, undefined],
    ])
    const wrong = await chat.fill(ana, form!, { topic: 'bad' })
    expect(wrong.form?.errors).toEqual({ topic: 'Please say more.' })
    expect(desk.executed).toEqual([])
    const values = {
      topic: 'Trust',
      with: 'SG13,SG17',
      urgency: 'high',
      by: '2026-05-13',
      at: '13:00–15:00',
      owner: `slack:${ana}`,
    }
    const answer = await chat.fill(ana, form!, values)
    expect(answer.private).toBe(false)
    expect(answer.shown?.channel).toBe(room)
    expect(desk.executed).toMatchObject([
      { invocation: { path: 'issue raise', options: values }, caller: { account: ana, channel: room } },
    ])
    expect(desk.executed[0]?.interaction).toMatch(/^V\d+:/)
  })

  test('opens with long values too, and keeps what has no field', async () => {
    const details = 'A "long" text\n'.repeat(150).trim()
    const { form } = await chat.type(
      ana,
      room,
      `?issue raise topic:Trust with:SG13 details:"${details.replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    )
    expect(form?.fields.find(f => f.name === 'details')?.value).toBe(details)
    await chat.fill(ana, form!, {})
    expect(desk.executed[0]?.invocation).toEqual({
      path: 'issue raise',
      options: { topic: 'Trust', with: 'SG13', details },
    })
  })

  test('is answered by the bot itself when the address has gone', async () => {
    const { form } = await chat.type(ana, room, 'issue raise')
    chat.slack.fail('respond', { status: 404 })
    const answer = await chat.fill(ana, form!, { topic: 'Trust', with: 'SG13' })
    expect(answer).toMatchObject({ private: false, shown: { channel: room } })
    expect(chat.messages(room)).toHaveLength(1)
  })

  test('whose answer may have arrived is not answered to all a second time', async () => {
    const { form } = await chat.type(ana, room, 'issue raise')
    chat.slack.fail('respond', 'cut after')
    await chat.fill(ana, form!, { topic: 'Trust', with: 'SG13' })
    await chat.slack.until(() => chat.slack.callsOf('chat.postEphemeral').length === 1, 'the private answer')
    expect(chat.messages(room)).toHaveLength(1)
    expect(chat.slack.callsOf('chat.postMessage')).toEqual([])
  })

  test('that is being checked when the bot stops is still acknowledged', async () => {
    const { form } = await chat.type(ana, room, 'issue raise')
    const { promise, resolve } = Promise.withResolvers<void>()
    desk.checkGate = promise
    const refused = chat.fill(ana, form!, { topic: 'bad', with: 'SG13' })
    while (desk.checking === 0) await new Promise(setImmediate)
    const stopped = chat.bot.stop()
    resolve()
    expect((await refused).form?.errors).toEqual({ topic: 'Please say more.' })
    await stopped
  })

  test('that is no longer known keeps its text', async () => {
    const { form } = await chat.type(
      ana,
      room,
      `?issue raise topic:Trust with:SG13 details:"${'x'.repeat(2500)}"`,
    )
    desk.packed.clear()
    const answer = await chat.fill(ana, form!, {})
    expect(answer.form?.errors).toEqual({ topic: 'This form is too old. Please give the command again.' })
  })

  test.for(['cut before', 'cut after', { status: 503 }, { error: 'internal_error' }] as const)(
    'opens although Slack failed once: %o',
    async fault => {
      chat.slack.fail('views.open', fault)
      const opened = await chat.type(ana, room, 'issue raise')
      expect(opened.form?.title).toBe('Raise an issue with oth…')
      await chat.slack.until(() => chat.slack.callsOf('views.open').length === 2, 'the second attempt')
      expect(chat.slack.workspace.modals.size).toBe(1)
    },
  )

  test('that comes too late is told', async () => {
    chat.slack.fail('views.open', { error: 'expired_trigger_id' })
    const answer = await chat.type(ana, room, 'issue raise')
    expect(answer.shown?.text).toBe('Opening the form took too long. Please give the command again.')
  })
})

describe('a button', () => {
  test('gives its command, and answers without touching the message it stands on', async () => {
    const first = await chat.type(ana, room, 'meeting next SG13')
    const second = await chat.press(ana, first, 'Again')
    expect(second.shown?.text).toBe('Done: meeting next group:SG17')
    expect(chat.messages(room).map(m => m.text)).toEqual([
      'Done: meeting next group:SG13',
      'Done: meeting next group:SG17',
    ])
    expect((await chat.press(ana, first, 'Form')).form?.fields[0]).toMatchObject({
      name: 'topic',
      value: 'Trust',
    })
  })

  test('whose command takes long says so, and leaves the message it stands on', async () => {
    const first = await chat.type(ana, room, 'meeting next SG13')
    const { promise, resolve } = Promise.withResolvers<void>()
    desk.gate = promise
    const answered = chat.press(ana, first, 'Again')
    await chat.slack.until(() => chat.slack.sights.length === 2, 'the word of progress')
    resolve()
    expect((await answered).shown?.text).toBe('Done: meeting next group:SG17')
    expect(chat.messages(room)[0]?.text).toBe('Done: meeting next group:SG13')
  })

  test('works after a restart, also when its command is long', async () => {
    const long = { topic: 'Trust', with: 'SG13', details: 'y'.repeat(2500) }
    desk.says = says({ summary: 'Look', blocks: [actions([action('Long', 'issue raise', long)])] })
    const answer = await chat.type(ana, room, 'help')
    desk.says = undefined
    await chat.bot.stop()
    await chat.startBot(desk)
    await chat.press(ana, answer, 'Long')
    expect(desk.executed.at(-1)?.invocation).toEqual({ path: 'issue raise', options: long })
  })

  test('on a notice works, and one that is no longer known says so', async () => {
    const notice = {
      summary: 'A deadline is near',
      blocks: [text('Soon'), actions([action('Raise', 'issue raise', { details: 'z'.repeat(2500) })])],
    }
    await chat.bot.send(room, notice, 'k1')
    const [shown] = chat.messages(room)
    expect((await chat.press(ana, shown!, 'Raise')).form?.fields[2]?.value).toBe('z'.repeat(2500))
    desk.packed.clear()
    expect((await chat.press(ana, shown!, 'Raise')).shown?.text).toMatch(/^This button no longer works\./)
  })
})

describe('somebody of another workspace, in a channel that both share', () => {
  const teams = {
    team: { id: 'T1', domain: 'itu' },
    user: { id: 'U0000FOREIGN', name: 'eve', team_id: 'T2' },
  }

  test('may press no button', async () => {
    const { shown } = await chat.type(ana, room, 'meeting next SG13')
    const [button] = buttonsOf(shown!.payload as Message)
    const address = chat.slack.address('button', teams.user.id, room)
    const before = chat.slack.sights.length
    await chat.slack.deliver('interactive', {
      type: 'block_actions',
      ...teams,
      trigger_id: chat.slack.trigger(teams.user.id),
      response_url: chat.slack.urlOf(address),
      actions: [{ ...button, block_id: 'b', action_ts: '1' }],
    })
    const sight = await chat.slack.until(() => chat.slack.sights[before], 'an answer')
    expect(JSON.stringify(sight)).toContain('This bot serves another Slack workspace')
    expect(desk.executed).toHaveLength(1)
  })

  test('may send no form', async () => {
    const view = {
      id: 'V1',
      hash: '1',
      private_metadata: '{"packed":"help"}',
      blocks: [{ block_id: 'topic' }],
    }
    const answer = await chat.slack.deliver('interactive', { type: 'view_submission', ...teams, view })
    expect(answer).toEqual({
      response_action: 'errors',
      errors: { topic: expect.stringContaining('another Slack workspace') },
    })
    expect(desk.executed).toEqual([])
  })
})

test('everything is acknowledged, known or not', async () => {
  const user = { id: ana, team_id: 'T1' }
  const team = { id: 'T1' }
  const unknown = [
    {
      type: 'view_closed',
      user,
      team,
      view: { id: 'V1', callback_id: 'other', app_installed_team_id: 'T1' },
    },
    { type: 'shortcut', callback_id: 'what', user, team, trigger_id: 't' },
    { type: 'block_suggestion', action_id: 'a', user, team, value: '' },
    {
      type: 'block_actions',
      user,
      team,
      actions: [{ type: 'static_select', action_id: 'a', block_id: 'b' }],
    },
    {
      type: 'view_submission',
      user,
      team,
      view: {
        id: 'V1',
        hash: 'h',
        callback_id: 'other',
        private_metadata: '',
        blocks: [{ block_id: 'b' }],
        state: { values: {} },
      },
    },
  ]
  for (const payload of unknown) await chat.slack.deliver('interactive', payload)
})
