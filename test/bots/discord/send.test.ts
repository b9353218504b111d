import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  actions,
  binaryFile,
  heading,
  type Message,
  sentence,
  text,
} from '../../../src/core/messages/message.ts'
import { DeliveryFault } from '../../../src/core/notices/fault.ts'
import { createDiscordChat, type DiscordChat } from '../../fakes/discord/chat.ts'
import type { Fault } from '../../fakes/discord/faults.ts'
import { ApiError } from '../../fakes/discord/world.ts'
import { StubDesk } from './stub.ts'

const START = Temporal.Instant.from('2026-02-01T09:00:00Z')
const POST = 'POST /channels/:id/messages'

let chat: DiscordChat
let now: Temporal.Instant
let room: string
let ana: string

beforeEach(async () => {
  now = START
  chat = createDiscordChat({ clock: { now: () => now }, timeoutMs: 300 })
  await chat.start(new StubDesk())
  room = chat.channel('coordination')
  ana = chat.account('Ana')
})

afterEach(async () => {
  await chat.stop()
  expect(JSON.stringify(chat.logged)).not.toContain(chat.fake.token)
})

const card: Message = {
  summary: 'An issue was raised: Trust.',
  blocks: [
    heading('Trust'),
    text('SG17 asks SG13.'),
    actions([
      { label: 'Show', invocation: { path: 'issue show', options: { issue: 'ISG-1' } } },
      { label: 'Show once more', invocation: { path: 'issue show', options: { issue: 'ISG-1' } } },
    ]),
  ],
}

async function catchFault(work: Promise<unknown>): Promise<DeliveryFault> {
  const error = await work.then(
    () => undefined,
    error => error as unknown,
  )
  expect(error).toBeInstanceOf(DeliveryFault)
  return error as DeliveryFault
}

describe('sending', () => {
  test('to a channel: one request, and buttons that work', async () => {
    const reference = await chat.bot.send(room, card, 'issue:1')
    const [shown] = chat.messages(room)
    expect(shown).toMatchObject({
      reference,
      text: 'Trust\nSG17 asks SG13.',
      buttons: ['Show', 'Show once more'],
    })
    expect(chat.fake.requestsOf(POST)).toHaveLength(1)
    expect(chat.fake.requestsOf(POST)[0]?.body).toMatchObject({
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    })
    expect((await chat.press(ana, shown!, 'Show once more')).shown?.text).toContain('issue show issue:ISG-1')
  })

  test('to a person: the direct channel is asked for once', async () => {
    await chat.bot.send(`@${ana}`, sentence('Hello.'), 'a')
    await chat.bot.send(`@${ana}`, sentence('Again.'), 'b')
    expect(chat.directMessages(ana).map(m => m.text)).toEqual(['Hello.', 'Again.'])
    expect(chat.fake.requestsOf('POST /users/@me/channels')).toHaveLength(1)
    const [shown] = chat.directMessages(ana)
    await chat.bot.update(`@${ana}`, shown!.reference, card, 'a')
    expect((await chat.press(ana, chat.directMessages(ana)[0]!, 'Show')).shown?.text).toContain('ISG-1')
  })

  test('the same key twice within minutes stands once, later twice; elsewhere it is another', async () => {
    const first = await chat.bot.send(room, card, 'issue:1')
    expect(await chat.bot.send(room, card, 'issue:1')).toBe(first)
    await chat.bot.send(chat.channel('other'), card, 'issue:1')
    expect(chat.messages(room)).toHaveLength(1)
    expect(chat.messages(chat.channel('other'))).toHaveLength(1)
    now = now.add({ minutes: 6 })
    expect(await chat.bot.send(room, card, 'issue:1')).not.toBe(first)
  })

  test('a long message, or one without buttons, is found as well and can be updated again and again', async () => {
    const long: Message = { ...card, blocks: [text('x'.repeat(3000)), ...card.blocks] }
    for (const [i, message] of [long, sentence('No buttons.')].entries()) {
      const reference = await chat.bot.send(room, message, `k${i}`)
      expect(await chat.bot.find(room, `k${i}`, START)).toBe(reference)
      await chat.bot.update(room, reference, card, `k${i}`)
      await chat.bot.update(room, reference, sentence('Over.'), `k${i}`)
      expect(await chat.bot.find(room, `k${i}`, START)).toBe(reference)
      expect(chat.messages(room)[i]?.text).toBe('Over.')
    }
  })

  test('an update shows the new message in place of the old', async () => {
    const reference = await chat.bot.send(room, card, 'issue:1')
    await chat.bot.update(room, reference, sentence('It is closed.'), 'issue:1')
    expect(chat.messages(room)).toMatchObject([{ reference, text: 'It is closed.', buttons: [] }])
  })

  const file = { name: 'mtg-7.ics', type: 'text/calendar', content: 'BEGIN:VCALENDAR' }
  const filesIn = (i: number) => (chat.messages(room)[i]!.payload as { attachments?: unknown }).attachments

  test.each<[string, Message]>([
    ['announced with its text', { ...card, files: [file] }],
    ['of components only', { ...sentence('Here it is.'), files: [file] }],
  ])(
    'a file goes with a message %s, stays when it is updated, and is removed without it',
    async (_, message) => {
      const reference = await chat.bot.send(room, message, 'k')
      expect(filesIn(0)).toMatchObject([{ filename: file.name, content: file.content }])
      expect(await chat.bot.find(room, 'k', START)).toBe(reference)
      await chat.bot.update(room, reference, { ...message, files: [{ ...file, content: 'another' }] }, 'k')
      expect(filesIn(0)).toMatchObject([{ filename: file.name, content: 'another' }])
      await chat.bot.update(room, reference, sentence('It is over.'), 'k')
      expect(filesIn(0)).toEqual([])
    },
  )

  test('two files of bytes go with one message', async () => {
    const bytes = Uint8Array.of(80, 75, 3, 4)
    const files = ['a.docx', 'b.docx'].map(name => binaryFile(name, 'application/octet-stream', bytes))
    await chat.bot.send(room, { ...sentence('Here they are.'), files }, 'k')
    expect(filesIn(0)).toMatchObject([{ filename: 'a.docx' }, { filename: 'b.docx' }])
  })

  test('a file is sent beside Slack, whose socket loads another undici for the whole process', async () => {
    const before = getGlobalDispatcher()
    // Loading it after discord.js does the same.
    setGlobalDispatcher(new Agent())
    try {
      await chat.bot.send(room, { ...card, files: [file] }, 'k')
      expect(filesIn(0)).toMatchObject([{ filename: file.name, content: file.content }])
    } finally {
      setGlobalDispatcher(before)
    }
  })

  test('before the start and after the stop it is for later', async () => {
    const { bot } = chat
    await bot.stop()
    expect(await catchFault(bot.send(room, card, 'k'))).toMatchObject({ outcome: 'later' })
  })
})

describe('threads', () => {
  test('a thread is opened when the first message goes there, and used from then on', async () => {
    const root = await chat.bot.send(room, card, 'issue:1')
    await chat.bot.send(room, sentence(`First answer ${'x'.repeat(120)}`), 'a', root)
    const second = await chat.bot.send(room, sentence('Second answer'), 'b', root)
    const [shown] = chat.messages(room)
    expect(chat.messages(room)).toHaveLength(1)
    expect(chat.thread(room, shown!).map(m => m.text.slice(0, 13))).toEqual([
      'First answer ',
      'Second answer',
    ])
    const thread = chat.fake.world.channels.get(root.split(':')[1]!)
    expect(thread?.name).toHaveLength(100)
    expect(chat.fake.requestsOf('POST /channels/:id/messages/:id/threads')).toHaveLength(1)
    await chat.bot.update(room, second, sentence('Second, edited'), 'b')
    expect(chat.thread(room, shown!)[1]?.text).toBe('Second, edited')
  })

  test('a thread has the name of its matter, and those who are asked in it, without a mention', async () => {
    const [bo, cy] = [chat.account('Bo'), chat.account('Cy')]
    const root = await chat.bot.send(room, card, 'issue:1')
    const line = (words: string, members: string[], joining: string[]) => ({
      ...sentence(words),
      thread: { title: 'ISG-1 Trust', members, joining },
    })
    await chat.bot.send(room, line('SG17 proposes.', [ana, '999999999999999999', bo], [bo]), 'a', root)
    const thread = chat.fake.world.channels.get(root.split(':')[1]!)!
    expect(thread).toMatchObject({ name: 'ISG-1 Trust', members: [ana, bo] })
    thread.members = [ana]
    await chat.bot.send(room, line('SG20 is added.', [ana, bo, cy], [cy]), 'b', root)
    // Bo has left it, and stays out.
    expect(thread.members).toEqual([ana, cy])
    expect(thread.messages).toHaveLength(2)
    expect(chat.fake.world.pings).toEqual([])
  })

  test('an archived thread is opened again', async () => {
    const root = await chat.bot.send(room, card, 'issue:1')
    const reference = await chat.bot.send(room, sentence('First'), 'a', root)
    const thread = chat.fake.world.channels.get(root.split(':')[1]!)!
    thread.archived = true
    await chat.bot.send(room, sentence('Second'), 'b', root)
    thread.archived = true
    await chat.bot.update(room, reference, sentence('First, edited'), 'a')
    chat.fake.fail(POST, { kind: 'error', status: 400, code: 50083 })
    await chat.bot.send(room, sentence('Third'), 'c', root)
    expect(thread.messages).toHaveLength(3)
    Object.assign(thread, { archived: true, locked: true })
    expect(await catchFault(chat.bot.send(room, sentence('No'), 'd', root))).toMatchObject({
      outcome: 'never',
    })
  })

  test('a thread that somebody else has opened is used', async () => {
    const root = await chat.bot.send(room, card, 'issue:1')
    chat.fake.world.openThread(room, root.split(':')[1]!, { name: 'x', auto_archive_duration: 60 })
    chat.fake.fail(POST, { kind: 'error', status: 404, code: 10003 })
    await chat.bot.send(room, sentence('First'), 'a', root)
    expect(chat.thread(room, chat.messages(room)[0]!)).toHaveLength(1)
  })

  test('when the thread can’t be opened for sure, nothing was sent', async () => {
    const root = await chat.bot.send(room, card, 'issue:1')
    chat.fake.fail('POST /channels/:id/messages/:id/threads', { kind: 'cut', accepted: true })
    expect(await catchFault(chat.bot.send(room, sentence('First'), 'a', root))).toMatchObject({
      outcome: 'later',
    })
    await chat.bot.send(room, sentence('First'), 'a', root)
    expect(chat.thread(room, chat.messages(room)[0]!)).toHaveLength(1)
  })

  test('in direct messages it is a reply', async () => {
    const root = await chat.bot.send(`@${ana}`, card, 'issue:1')
    await chat.bot.send(`@${ana}`, sentence('First'), 'a', root)
    expect(chat.directMessages(ana)[1]?.payload).toMatchObject({
      message_reference: { message_id: root.split(':')[1] },
    })
    expect(await chat.bot.find(`@${ana}`, 'a', START, root)).toBe(chat.directMessages(ana)[1]?.reference)
  })
})

describe('finding', () => {
  test('a message is found by its key, though nothing of it is to be seen', async () => {
    const other = await chat.bot.send(room, card, 'issue:1')
    const reference = await chat.bot.send(room, card, 'issue:2')
    expect(await chat.bot.find(room, 'issue:2', START)).toBe(reference)
    expect(await chat.bot.find(room, 'issue:1', START)).toBe(other)
    expect(await chat.bot.find(room, 'issue:3', START)).toBeUndefined()
    expect(chat.messages(room)[0]?.text).toBe(chat.messages(room)[1]?.text)
  })

  test('page by page, behind what others wrote since', async () => {
    for (let i = 0; i < 130; i++) await chat.fake.world.post(room, { content: `noise ${i}` })
    const reference = await chat.bot.send(room, card, 'issue:1')
    for (let i = 0; i < 90; i++) await chat.fake.world.post(room, { content: `noise ${i}` })
    chat.fake.fail('GET /channels/:id/messages', { kind: 'rate limit', seconds: 0.01 })
    expect(await chat.bot.find(room, 'issue:1', START)).toBe(reference)
    expect(await chat.bot.find(room, 'issue:2', START)).toBeUndefined()
    now = now.add({ hours: 3 })
    expect(await chat.bot.find(room, 'issue:1', now)).toBeUndefined()
  })

  test('among too many messages the looking ends, and says so', async () => {
    const { world } = chat.fake
    const noise = await world.post(room, { content: 'noise' })
    const { messages } = world.channel(room)
    for (let i = 1; i < 5_100; i++) messages.push({ ...noise, id: world.id() })
    expect(await catchFault(chat.bot.find(room, 'issue:1', START))).toMatchObject({
      message: expect.stringContaining('too many messages'),
    })
    expect(chat.fake.requestsOf('GET /channels/:id/messages')).toHaveLength(50)
  })

  test('not somebody else’s with the same marker', async () => {
    await chat.bot.send(room, card, 'issue:1')
    const [message] = chat.fake.world.channel(room).messages
    message!.author = chat.fake.world.users.get(ana)!
    expect(await chat.bot.find(room, 'issue:1', START)).toBeUndefined()
  })

  test('in a thread, also when there is none yet', async () => {
    const root = await chat.bot.send(room, card, 'issue:1')
    expect(await chat.bot.find(room, 'a', START, root)).toBeUndefined()
    const reference = await chat.bot.send(room, sentence('First'), 'a', root)
    expect(await chat.bot.find(room, 'a', START, root)).toBe(reference)
    expect(await catchFault(chat.bot.find('100000000000000001', 'a', START))).toMatchObject({
      outcome: 'never',
    })
  })
})

describe('faults', () => {
  const cases: [string, Fault, string, number][] = [
    ['a rate limit', { kind: 'rate limit', seconds: 2 }, 'later', 0],
    ['500', { kind: 'error', status: 500 }, 'unknown', 0],
    ['502 after acceptance', { kind: 'error', status: 502, accepted: true }, 'unknown', 1],
    ['no answer', { kind: 'hang' }, 'unknown', 0],
    ['a cut before acceptance', { kind: 'cut', accepted: false }, 'unknown', 0],
    ['a cut after acceptance', { kind: 'cut', accepted: true }, 'unknown', 1],
    ['an unknown channel', { kind: 'error', status: 404, code: 10003 }, 'never', 0],
    ['no access', { kind: 'error', status: 403, code: 50001 }, 'never', 0],
    ['no permission', { kind: 'error', status: 403, code: 50013 }, 'never', 0],
    ['closed direct messages', { kind: 'error', status: 403, code: 50007 }, 'never', 0],
    ['a bad form', { kind: 'error', status: 400, code: 50035 }, 'never', 0],
    ['an overload', { kind: 'error', status: 400, code: 130000 }, 'later', 0],
  ]
  test.each(cases)('%s: one request, and the right word for it', async (_, fault, outcome, standing) => {
    chat.fake.fail(POST, fault)
    const thrown = await catchFault(chat.bot.send(room, card, 'issue:1'))
    expect(thrown.outcome).toBe(outcome)
    expect(thrown.message).toMatch(/^\p{Lu}.*[.)]$/u)
    expect(thrown.message).not.toMatch(/127\.0\.0\.1|http/)
    expect(chat.fake.requestsOf(POST)).toHaveLength(1)
    expect(chat.messages(room)).toHaveLength(standing)
    if (fault.kind === 'rate limit') expect(thrown.retryAfter).toBeGreaterThanOrEqual(2000)
    // A message whose outcome is unknown can be looked for, and is found exactly when it stands.
    expect((await chat.bot.find(room, 'issue:1', START)) !== undefined).toBe(standing === 1)
  })

  test('when Discord is not there at all, it is for later', async () => {
    await chat.fake.stop()
    // A connection from before may break first.
    await catchFault(chat.bot.send(room, card, 'k'))
    expect(await catchFault(chat.bot.send(room, card, 'k'))).toMatchObject({ outcome: 'later' })
  })

  test('closed direct messages, a gone message, a channel without access', async () => {
    await chat.bot.send(`@${ana}`, card, 'a')
    const direct = chat.fake.world.channels.values().find(c => c.recipient === ana)!
    direct.refusal = new ApiError(403, 50007, 'Cannot send messages to this user')
    expect(await catchFault(chat.bot.send(`@${ana}`, card, 'b'))).toMatchObject({
      outcome: 'never',
      message: expect.stringContaining('direct messages'),
    })
    expect(await catchFault(chat.bot.update(room, `${room}:100000000000000001`, card, 'a'))).toMatchObject({
      outcome: 'never',
      message: expect.stringContaining('gone'),
    })
    expect(await catchFault(chat.bot.send('@100000000000000001', card, 'c'))).toMatchObject({
      outcome: 'never',
    })
  })

  test('a token that is refused once does not deafen the bot', async () => {
    chat.fake.fail(POST, { kind: 'error', status: 401 })
    expect(await catchFault(chat.bot.send(room, card, 'a'))).toMatchObject({
      outcome: 'later',
      concerns: 'platform',
      message: expect.stringContaining('DISCORD_TOKEN'),
    })
    await chat.bot.send(room, card, 'b')
    expect(chat.messages(room)).toHaveLength(1)
  })
})
