/** Answers that people see while the database is slow: Discord itself waits three seconds for the first answer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDiscordChat, type DiscordChat } from '../../fakes/discord/chat.ts'
import { StubDesk } from './stub.ts'

let chat: DiscordChat
let desk: StubDesk
let room: string
let ana: string
/** The database answers. */
let goOn: () => void
let waiting: Promise<void>

beforeEach(async () => {
  waiting = new Promise(resolve => {
    goOn = resolve
  })
  chat = createDiscordChat({ firstAnswerMs: 100 })
  desk = new StubDesk()
  await chat.start(desk)
  room = chat.channel('coordination')
  ana = chat.account('Ana')
})

afterEach(async () => {
  goOn()
  await chat.stop()
})

const slowly = (name: 'prepare' | 'unpack') => {
  const own = desk[name].bind(desk) as (...given: unknown[]) => Promise<never>
  desk[name] = async (...given: unknown[]) => {
    await waiting
    return own(...given)
  }
}
const texts = () => [...chat.fake.interactions.private.values()].map(m => JSON.stringify(m))

describe('a form that takes too long', () => {
  test('is offered by a button in time, and opens with what was given', async () => {
    slowly('prepare')
    const late = await chat.type(ana, room, 'issue raise topic:Trust')
    expect(late).toMatchObject({ private: true, shown: { text: 'This takes longer than usual.' } })
    expect(late.shown?.buttons).toEqual(['Open the form'])
    goOn()
    const { form } = await chat.press(ana, late, 'Open the form')
    expect(form?.fields[0]).toMatchObject({ name: 'topic', value: 'Trust' })
  })

  test('is announced where it is once it is ready', async () => {
    slowly('prepare')
    await chat.type(ana, room, 'issue raise topic:Trust')
    goOn()
    await expect.poll(() => texts().join()).toContain('is ready; the button opens it')
    expect(chat.messages(room)).toEqual([])
  })

  test('comes by a button once it is ready, where its values don’t fit into one', async () => {
    slowly('prepare')
    const topic = 'A topic that is far too long for a custom id of a hundred characters, so that it is kept'
    const late = await chat.type(ana, room, `issue raise topic:"${topic}"`)
    expect(late.shown).toMatchObject({ text: 'This takes longer than usual.', buttons: [] })
    goOn()
    await expect.poll(() => texts().join()).toContain('Open the form')
  })
})

describe('a command that takes too long to begin', () => {
  test('is answered in the channel all the same, once', async () => {
    slowly('prepare')
    const late = await chat.type(ana, room, 'meeting next SG13')
    expect(late).toMatchObject({
      private: true,
      shown: { text: 'This takes longer than usual.', buttons: [] },
    })
    goOn()
    await expect
      .poll(() =>
        chat
          .messages(room)
          .map(m => m.text)
          .join(),
      )
      .toContain('group: SG13')
    expect(desk.executed).toHaveLength(1)
  })

  test('is answered in private where it is private', async () => {
    slowly('prepare')
    await chat.type(ana, room, 'help')
    goOn()
    await expect.poll(() => texts().join()).toContain('Done')
    expect(chat.messages(room)).toEqual([])
  })

  test('is refused in its place where the core fails', async () => {
    desk.prepare = async () => {
      await waiting
      throw new Error('no database')
    }
    await chat.type(ana, room, 'help')
    goOn()
    await expect.poll(() => texts().join()).toContain('Something went wrong')
  })
})

test('the words of a form are not lost while it is read', async () => {
  const { form } = await chat.type(ana, room, 'issue raise topic:Trust')
  slowly('unpack')
  const late = await chat.fill(ana, form!, { with: 'SG13', details: 'Many words' })
  expect(late).toMatchObject({ private: true, shown: { text: 'This takes longer than usual.' } })
  goOn()
  await expect.poll(() => desk.executed.map(e => e.invocation.options.details)).toEqual(['Many words'])
})

describe('suggestions', () => {
  test('come from memory, fitting what was typed, of the same account and option alone', async () => {
    await chat.suggest(ana, room, 'issue raise', 'with', 'sg')
    const own = desk.complete.bind(desk)
    desk.complete = async (...given) => {
      await waiting
      return own(...given)
    }
    expect(await chat.suggest(ana, room, 'issue raise', 'with', 'sg1')).toMatchObject([
      { value: 'SG11' },
      { value: 'SG13' },
      { value: 'SG17' },
    ])
    expect(await chat.suggest(ana, room, 'meeting next', 'group', 'sg')).toEqual([])
    expect(await chat.suggest(chat.account('Bo'), room, 'issue raise', 'with', 'sg')).toEqual([])
  })

  test('come from memory where the database is away', async () => {
    await chat.suggest(ana, room, 'issue raise', 'with', 'sg')
    desk.complete = async () => {
      throw new Error('no database')
    }
    expect(await chat.suggest(ana, room, 'issue raise', 'with', 'sg20')).toMatchObject([{ value: 'SG20' }])
  })
})
