import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invocation } from '../../../src/core/grammar/invocation.ts'
import { createDiscordChat, type DiscordChat } from '../../fakes/discord/chat.ts'
import type { Answer } from '../../support/chat.ts'
import { CATALOG, StubDesk } from './stub.ts'

let chat: DiscordChat
let desk: StubDesk
let room: string
let ana: string

beforeEach(async () => {
  chat = createDiscordChat()
  desk = new StubDesk()
  await chat.start(desk)
  room = chat.channel('coordination')
  ana = chat.account('Ana')
})

afterEach(async () => {
  await chat.stop()
  const logged = JSON.stringify(chat.logged)
  expect(logged).not.toContain(chat.fake.token)
  expect(logged).not.toContain('interaction-token')
  expect(chat.fake.world.pings).toEqual([])
})

const CALLBACK = 'POST /interactions/:id/:token/callback'
const EDIT = 'PATCH /webhooks/:id/:token/messages/@original'
const errors = () => chat.logged.filter(l => l.level === 'error')

describe('commands', () => {
  test('a public command is answered in the channel, with who gave it', async () => {
    const answer = await chat.type(ana, room, 'meeting next SG13')
    expect(answer.private).toBe(false)
    expect(answer.shown?.text).toBe('Done\nBy Ana: meeting next group:SG13\ngroup: SG13')
    expect(answer.shown?.buttons).toEqual(['Show'])
    expect(chat.messages(room).map(m => m.text)).toEqual([answer.shown?.text])
    expect(desk.executed).toMatchObject([
      {
        invocation: { path: 'meeting next', options: { group: 'SG13' } },
        caller: { platform: 'discord', account: ana, name: 'Ana', channel: room },
      },
    ])
    expect(desk.executed[0]?.interaction).toBe(chat.fake.interactions.all[0]?.id)
  })

  test('a private command is answered to its author alone', async () => {
    const answer = await chat.type(ana, room, 'help')
    expect(answer.private).toBe(true)
    expect(chat.messages(room)).toEqual([])
  })

  test('of another server are refused, and nothing of it runs', async () => {
    const elsewhere = chat.fake.world.addChannel('elsewhere', { guild: '999999999999999999' })
    const answer = await chat.type(ana, elsewhere.id, 'meeting next SG13')
    expect(answer).toMatchObject({
      private: true,
      shown: { text: 'This bot serves another Discord server, and takes commands there only.' },
    })
    expect(await chat.suggest(ana, elsewhere.id, 'meeting next', 'group', 'SG')).toEqual([])
    expect(desk.executed).toEqual([])
  })

  test('of another server are taken where the bot serves all', async () => {
    await chat.stop()
    chat = createDiscordChat({ everywhere: true })
    await chat.start(desk)
    const elsewhere = chat.fake.world.addChannel('elsewhere', { guild: '999999999999999999' })
    const answer = await chat.type(chat.account('Ana'), elsewhere.id, 'meeting next SG13')
    expect(answer.shown?.text).toContain('Done')
  })

  test('of many who ask in one second, everybody is answered', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => chat.type(ana, room, 'help')))
    expect(answers.filter(answer => answer.shown?.text.startsWith('Done'))).toHaveLength(200)
    expect(chat.logged.filter(l => l.level !== 'info' && l.level !== 'debug')).toEqual([])
  })

  test('a refusal of a public command is private, and nothing stays in the channel', async () => {
    const answer = await chat.type(ana, room, 'meeting next SG99')
    expect(answer).toMatchObject({ private: true, shown: { text: 'There is no SG99; see /help.' } })
    expect(chat.messages(room)).toEqual([])
  })

  test('a person is given as their account', async () => {
    const bo = chat.account('Bo')
    await chat.type(ana, room, 'issue raise topic:Trust with:SG13 contact:@Bo')
    expect(desk.executed[0]?.invocation.options.contact).toBe(`discord:${bo}`)
  })

  test('a command that is not known any more is refused in private', async () => {
    chat.fake.registered
      .get(chat.fake.world.guildId)
      ?.push({ id: '1', name: 'old', type: 1, description: 'Old', options: [] })
    const seen = await chat.fake.interactions.act(2, chat.fake.world.users.get(ana)!, room, {
      id: '1',
      name: 'old',
      type: 1,
      options: [],
    })
    expect(seen).toMatchObject({ kind: 'message', private: true })
  })

  test.each(['help', 'meeting next SG13'])(
    'a fault inside "%s" is told in private with a reference, and logged with the same',
    async line => {
      desk.broken = new TypeError('secret thing')
      const answer = await chat.type(ana, room, line)
      const [interaction] = chat.fake.interactions.all
      expect(answer.private).toBe(true)
      expect(answer.shown?.text).toContain(interaction!.id)
      expect(answer.shown?.text).not.toContain('secret thing')
      expect(errors()).toMatchObject([{ fields: { interaction: interaction!.id, reason: 'secret thing' } }])
    },
  )
})

describe('menus', () => {
  const withMenus = () =>
    new StubDesk(
      CATALOG.map(spec =>
        spec.path !== 'issue raise'
          ? spec
          : {
              ...spec,
              shortcuts: [
                { title: 'Raise as an issue', takes: 'message', text: 'details', link: 'topic' },
                { title: 'Who is this', takes: 'person', person: 'contact' },
              ],
            },
      ),
    )
  const choose = async (name: string, type: number, target: string, resolved: object) => {
    await chat.stop()
    chat = createDiscordChat()
    await chat.start(withMenus())
    room = chat.channel('coordination')
    const user = chat.fake.world.users.get(chat.account('Ana'))!
    return chat.fake.interactions.act(2, user, room, { id: '1', name, type, target_id: target, resolved })
  }
  const author = { id: '100000000000000001', username: 'cora', discriminator: '0', global_name: 'Cora' }

  test('words of a message begin the form, with a link; their author is not in it', async () => {
    const target = '100000000000000077'
    const message = {
      id: target,
      channel_id: '100000000000000078',
      author,
      content: 'Two groups **define** trust.',
      type: 0,
      timestamp: '2026-04-20T07:00:00Z',
      attachments: [],
      embeds: [],
      mentions: [],
    }
    const seen = JSON.stringify(
      await choose('Raise as an issue', 3, target, { messages: { [target]: message } }),
    )
    expect(seen).toContain('Two groups **define** trust.')
    expect(seen).toContain(`https://discord.com/channels/${chat.fake.world.guildId}/${room}/${target}`)
    expect(seen).not.toContain('Cora')
  })

  test('a person is given as their account', async () => {
    const seen = await choose('Who is this', 2, author.id, { users: { [author.id]: author } })
    expect(JSON.stringify(seen)).toContain(author.id)
  })

  test('a menu command that is not known any more is refused in private', async () => {
    const seen = await choose('Old', 2, author.id, { users: { [author.id]: author } })
    expect(seen).toMatchObject({ kind: 'message', private: true })
  })
})

test('a fault before the first answer is told too', async () => {
  desk.prepare = async () => {
    throw new Error('no database')
  }
  const answer = await chat.type(ana, room, 'help')
  expect(answer).toMatchObject({
    private: true,
    shown: { text: expect.stringContaining('Something went wrong') },
  })
  expect(errors()).toHaveLength(1)
})

describe('forms', () => {
  test('a bare command opens a form; filled in, it runs', async () => {
    const { form } = await chat.type(ana, room, 'issue raise topic:Trust')
    expect(form).toMatchObject({
      title: 'Raise an issue with other groups',
      fields: [
        { name: 'topic', required: true, value: 'Trust', choices: undefined },
        {
          name: 'with',
          required: true,
          choices: ['Study Group 11', 'Study Group 13', 'Study Group 17', 'Study Group 20'],
        },
        { name: 'details', required: false },
        { name: 'urgency', choices: ['normal', 'urgent'] },
        { name: 'contact', required: false },
      ],
    })
    const bo = chat.account('Bo')
    const answer = await chat.fill(ana, form!, {
      with: 'SG13,Study Group 17',
      urgency: 'urgent',
      contact: bo,
    })
    expect(answer.private).toBe(false)
    expect(desk.executed[0]?.invocation).toEqual({
      path: 'issue raise',
      options: { topic: 'Trust', with: 'SG13,SG17', urgency: 'urgent', contact: `discord:${bo}` },
    })
  })

  test('a long form’s values go by reference and come back', async () => {
    const topic =
      'A topic that is far too long for a custom id of a hundred characters, so that it has to be kept elsewhere'
    const { form } = await chat.type(ana, room, `issue raise topic:"${topic}"`)
    await chat.fill(ana, form!, { with: 'SG13' })
    expect(desk.executed[0]?.invocation.options).toEqual({ topic, with: 'SG13' })
  })

  test('what was emptied is left out', async () => {
    const { form } = await chat.type(ana, room, 'issue raise topic:Trust details:"more text" urgency:urgent')
    await chat.fill(ana, form!, { with: 'SG13', details: '', urgency: '' })
    expect(desk.executed[0]?.invocation.options).toEqual({ topic: 'Trust', with: 'SG13' })
  })

  test.for([
    [
      'is not known any more',
      async (): Promise<Invocation | undefined> => undefined,
      'is too old. Please give the command again.',
    ],
    [
      'can’t be looked up',
      async (): Promise<Invocation | undefined> => {
        throw new Error('no database')
      },
      'Something went wrong on our side, and nothing was changed.',
    ],
  ] as const)('the words of a form that %s are shown', async ([, unpack, why]) => {
    const { form } = await chat.type(ana, room, 'issue raise topic:Trust')
    desk.unpack = unpack
    const back = await chat.fill(ana, form!, { with: 'SG13', details: 'Words that took\na while to write' })
    expect(back.private).toBe(true)
    expect(back.shown?.text).toContain(why)
    expect(back.shown?.text).toContain('Words that took\na while to write')
    expect(desk.executed).toEqual([])
  })

  test('a refused form can be edited again, with its values', async () => {
    const bo = chat.account('Bo')
    const { form } = await chat.type(ana, room, 'issue raise topic:Trust?')
    const refused = await chat.fill(ana, form!, { with: 'SG13,SG20', contact: bo })
    expect(refused).toMatchObject({ private: true, shown: { buttons: ['Edit again'] } })
    const again = await chat.press(ana, refused, 'Edit again')
    expect(again.form?.fields.map(f => f.value)).toEqual(['Trust?', 'SG13,SG20', undefined, undefined, bo])
    expect((await chat.fill(ana, again.form!, { topic: 'Trust' })).private).toBe(false)
    expect(desk.executed.at(-1)?.invocation).toEqual({
      path: 'issue raise',
      options: { topic: 'Trust', with: 'SG13,SG20', contact: `discord:${bo}` },
    })
  })
})

describe('buttons', () => {
  test('a button runs its command, also after a restart of the bot and from another account', async () => {
    const answer = await chat.type(ana, room, 'meeting next SG13')
    await chat.restart(desk)
    const pressed = await chat.press(chat.account('Bo'), answer, 'Show')
    expect(pressed).toMatchObject({
      private: true,
      shown: { text: expect.stringContaining('issue show issue:ISG-1') },
    })
    expect(desk.executed.at(-1)?.caller.name).toBe('Bo')
  })

  test('a button whose command is lost says so, in private', async () => {
    const answer = await chat.type(
      ana,
      room,
      'issue raise topic:"A topic that is far too long for a custom id of a hundred characters, so that it is kept" with:SG13',
    )
    desk.unpack = async () => undefined
    const pressed = await chat.press(ana, answer, 'Show')
    expect(pressed).toMatchObject({
      private: true,
      shown: { text: expect.stringContaining('is too old. Please give the command again.') },
    })
  })
})

describe('suggestions', () => {
  test('come while somebody types', async () => {
    const choices = await chat.suggest(ana, room, 'issue raise', 'with', 'sg1')
    expect(choices).toEqual(
      ['SG11', 'SG13', 'SG17'].map(g => ({ name: `${g} for issue raise with`, value: g })),
    )
  })

  test('are cut to what Discord takes', async () => {
    desk.complete = async () => [
      { label: '', value: 'a' },
      { label: 'x'.repeat(150), value: 'b' },
      { label: 'too long', value: 'c'.repeat(101) },
      ...Array.from({ length: 40 }, (_, i) => ({ label: `n${i}`, value: `v${i}` })),
    ]
    const choices = await chat.suggest(ana, room, 'issue show', 'issue', '')
    expect(choices).toHaveLength(25)
    expect(choices[0]).toEqual({ name: 'a', value: 'a' })
    expect(choices[1]?.name).toHaveLength(100)
  })
})

describe('when Discord does not listen', () => {
  const act = async (): Promise<Answer> => await chat.type(ana, room, 'meeting next SG13')

  test('a first answer that was taken, though the connection broke, is gone on with', async () => {
    chat.fake.fail(CALLBACK, { kind: 'cut', accepted: true })
    expect((await act()).shown?.text).toContain('Done')
    expect(desk.executed).toHaveLength(1)
  })

  test('a first answer that failed is given once more', async () => {
    chat.fake.fail(CALLBACK, { kind: 'error', status: 500 })
    expect((await act()).shown?.text).toContain('Done')
  })

  test('the answer is repeated until it stands', async () => {
    chat.fake.fail(EDIT, { kind: 'error', status: 500 })
    chat.fake.fail(EDIT, { kind: 'rate limit', seconds: 0.01 })
    expect((await act()).shown?.text).toContain('Done')
    expect(desk.executed).toHaveLength(1)
  })

  test('a command that comes too late is logged and not run', async () => {
    chat.fake.fail(CALLBACK, { kind: 'error', status: 404, code: 10062 })
    void act().catch(() => {})
    await expect
      .poll(() => chat.logged.filter(l => l.level === 'warn'))
      .toMatchObject([{ fields: { code: 10062, age: expect.any(Number) } }])
    expect(desk.executed).toEqual([])
    expect(chat.fake.requestsOf(CALLBACK)).toHaveLength(1)
  })

  test('an event that comes twice is run once', async () => {
    await act()
    const [interaction] = chat.fake.interactions.all
    const data = {
      id: '1',
      name: 'meeting',
      type: 1,
      options: [{ name: 'next', type: 1, options: [{ name: 'group', type: 3, value: 'SG13' }] }],
    }
    chat.fake.interactions.repeat(2, interaction!, data)
    await expect
      .poll(() => chat.logged.filter(l => l.level === 'warn'))
      .toMatchObject([{ fields: { code: 40060 } }])
    expect(desk.executed).toHaveLength(1)
  })
})
