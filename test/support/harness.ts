/**
 * The whole program on a test database with people who use it on one or more platforms, and a clock moved by hand.
 * Messages are expected one by one; at the end no unexpected message may be left.
 */
import { expect } from 'vitest'
import { type App, moveOn, startApp } from '../../src/app.ts'
import type { Bot } from '../../src/bots/bot.ts'
import { type SimulatedClock, simulatedClock } from '../../src/clock.ts'
import type { Clock } from '../../src/core/clock.ts'
import { closeDatabase, type Database, openDatabase } from '../../src/core/database/client.ts'
import type { Log } from '../../src/core/log.ts'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { atGeneva } from '../../src/core/time/geneva.ts'
import { createDiscordChat, type DiscordChat } from '../fakes/discord/chat.ts'
import { SlackChat } from '../fakes/slack/chat.ts'
import type { Answer, Chat, Shown, ShownForm } from './chat.ts'
import { createFilledDatabase } from './database.ts'
import { createDatabaseProxy, type DatabaseProxy } from './proxy.ts'
import { createTerminalChat } from './terminal.ts'

export interface Person {
  name: string
  /** On the platform where they are: `on` gives them on another one. */
  account: string
  /**
   * Runs a command in the channel of their group; returns the text that they see. Throws when a form opens instead.
   */
  type(line: string): Promise<string>
  /** The same, whatever comes. */
  try(line: string): Promise<Answer>
  press(on: Shown | Answer, label: string): Promise<Answer>
  fill(form: ShownForm, values: Record<string, string>): Promise<Answer>
  /** The next direct message has this in it. */
  isTold(words: string | RegExp): Promise<Shown>
  on(platform: Platform): Person
}

export interface Harness {
  readonly app: App
  readonly clock: SimulatedClock
  db: Database
  /** Errors that the program logged. A test that wants a fault takes it out again. */
  faults: string[]
  chats: Record<string, Chat>
  /** Somebody registered with a role (or several, with commas), with an account on every platform. */
  person(name: string, role: string): Promise<Person>
  /** Somebody the registers don't know. */
  stranger(name: string): Person
  /** Makes a channel for each group on every platform. */
  channels(...groups: string[]): Promise<void>
  /** The next message in the group's channel on every platform has this in it; cards are left out. */
  says(group: string, words: string | RegExp): Promise<void>
  /** A line of the timeline in the thread under the group's card (in the channel itself at the terminal). */
  adds(group: string, words: string | RegExp, issue?: string): Promise<void>
  /** The card of an issue or a meeting in the group's channel. */
  card(group: string, issue: string, platform?: Platform): Promise<Shown>
  /** Everything that stands in the group's channel, its threads included. */
  posts(group: string): Shown[]
  /** Moves the clock on, doing all that falls due. */
  at(geneva: string): Promise<void>
  /** The program sleeps until then: what fell due meanwhile is found late. */
  pauseUntil(geneva: string): Promise<void>
  /** The program ends, and another one starts on the same database and the same platforms. */
  restart(): Promise<void>
  /** So far no message is left that was not expected. */
  quiet(): Promise<void>
  settle(): Promise<void>
  /** Somebody sets this machine's clock. The platforms have clocks of their own, which go on. */
  setClock(geneva: string): void
  /** The way to the database, to be disturbed. Only where the options ask for it. */
  way: DatabaseProxy
  now(): Temporal.Instant
  /** Three more rounds send nothing, and no message is left that was not expected. */
  end(): Promise<void>
  /** Stops everything, whatever is left. */
  close(): Promise<void>
}

interface WorldOptions {
  platforms: Platform[]
  /** Geneva time. */
  at: string
  /** Messages that are another test's matter, such as the reminders of the calendar. */
  apart?: RegExp
  /** After how many real milliseconds a request to a platform counts as without an answer. */
  patience?: number
  /** The program reaches its database by a way that can be cut: see `World.way`. */
  disturbed?: boolean
  /** The address of the program on the web. */
  publicUrl?: string
}

/** Messages about meetings that the plan of January 2026 brings, in channels and in person. */
export const CALENDAR =
  /^(Contributions to the |Cancelled: WP2 interim coordination |By the deadline of |No SG chair has brought |The (RG-DT interim RG |WP2 (interim coordination )?e-)meeting )/

/** Messages to people and TSB about changes of the register of people. */
export const REGISTER = /^(Welcome|The register of people): /

const ADMIN = 'Secretariat'

export async function openHarness(options: WorldOptions): Promise<Harness> {
  const { platforms, at, apart, disturbed, publicUrl } = options
  const clock = simulatedClock(genevaTime(at))
  const database = await createFilledDatabase(clock.now())
  const { db } = database
  const way = disturbed ? await createDatabaseProxy(database.url) : undefined
  const url = way?.url ?? database.url
  /** How far this machine's clock is ahead of the platforms'. */
  let ahead = Temporal.Duration.from({ seconds: 0 })
  const platformNow = () => clock.now().subtract(ahead)
  const faults: string[] = []
  const keep = (fields: object, message: string) => {
    // The bot repeats messages of a platform's library that matter.
    if (!('part' in fields)) faults.push(`${message} ${JSON.stringify(fields)}`)
  }
  const log: Log = { debug: () => {}, info: () => {}, warn: keep, error: keep }
  const chats = Object.fromEntries(
    platforms.map(p => [p, makeChat(p, { clock, platformNow, log, patience: options.patience })]),
  )
  const all = Object.values(chats)
  const own = way ? openDatabase(url, { onError: () => {} }) : db
  const admins = new Set(
    all.map(c => `${c.platform}:${c.platform === 'terminal' ? 'TSB' : c.account(ADMIN)}`),
  )
  const stages = all.map(stageOf)
  const start = () =>
    startApp({ db: own, url, clock, bots: stages.map(s => s.bot), admins, publicUrl, log, wakes: false })
  let app = await start()
  const seen = new Set<string>()
  const rooms = new Map<string, Map<string, string>>(all.map(c => [c.platform, new Map()]))

  const settle = () => app.scheduler.runUntilIdle()
  const channelOf = (chat: Chat, group: string) =>
    chat.platform === 'terminal' ? group : rooms.get(chat.platform)!.get(group)!
  const lobby = (chat: Chat) => chat.channel('lobby')
  const accountOf = (chat: Chat, name: string, role: string) =>
    chat.platform === 'terminal' ? role : chat.account(name)

  // At the terminal the role is the account: who follows in it reads on where the other one stopped.
  const inboxOf = (chat: Chat, name: string, role: string) =>
    `${chat.platform} @${chat.platform === 'terminal' ? role : name}`
  const inbox = (chat: Chat, name: string, role: string) => chat.directMessages(accountOf(chat, name, role))
  const keyOf = (where: string, index: number) => `${where} ${index}`
  const cardIn = (chat: Chat, group: string, issue?: string) =>
    chat
      .messages(channelOf(chat, group))
      .find(
        m => (issue?.startsWith('MTG-') ? isMeetingCard(m) : isCard(chat, m)) && m.text.includes(issue ?? ''),
      )
  // The card of a meeting is the message with its answers and a Details button; it is expected like other messages.
  const isMeetingCard = (m: Shown) => m.buttons.includes('Details')
  // On the platforms a card is the message with a History button; the terminal shows a card once, as a line.
  const isCard = (chat: Chat, m: Shown) =>
    chat.platform === 'terminal'
      ? /^ISG-\d+ .*: (?:between the chairs concerned|brought to WP2, not taken up yet)\.$/.test(m.text)
      : m.buttons.includes('History')

  // Changes of the register are test/core/register.test.ts's matter.
  // Open items of a role are expected, with the welcome to it.
  const isApart = (text: string) =>
    (REGISTER.test(text) && !text.includes('Open items')) || (apart?.test(text) ?? false)
  const isLeftOut = (chat: Chat, m: Shown) => isCard(chat, m) || isApart(m.text)

  function skipCards(chat: Chat, where: string, messages: Shown[]): void {
    for (const [i, m] of messages.entries()) if (isLeftOut(chat, m)) seen.add(keyOf(where, i))
  }

  /** Unexpected messages, each with its place. */
  async function leftOver(): Promise<string[]> {
    const left: string[] = []
    for (const chat of all) {
      const look = (where: string, messages: Shown[], skip: (m: Shown) => boolean = () => false) => {
        for (const [i, m] of messages.entries())
          if (!skip(m) && !seen.has(keyOf(where, i))) left.push(`${where}: ${m.text}`)
      }
      const groups =
        chat.platform === 'terminal'
          ? (await db.group.findMany()).map(g => g.id)
          : [...rooms.get(chat.platform)!.keys()]
      for (const group of groups) {
        const room = channelOf(chat, group)
        look(`${chat.platform} ${group}`, chat.messages(room), m => isLeftOut(chat, m))
        for (const message of chat.messages(room).filter(m => isCard(chat, m)))
          look(threadKey(chat, group, message), chat.thread(room, message))
      }
      for (const { name, role } of known)
        look(inboxOf(chat, name, role), inbox(chat, name, role), m => isApart(m.text))
    }
    return left
  }

  const threadKey = (chat: Chat, group: string, card: Shown) =>
    `${chat.platform} ${group} thread ${card.reference}`

  /** Takes the first message not yet expected; it must have the words. */
  function take(where: string, messages: Shown[], words: string | RegExp): Shown {
    const index = messages.findIndex((_, i) => !seen.has(keyOf(where, i)))
    const found = messages[index]
    if (!found) throw new Error(`${where}: no more message; expected ${words}\n${faults.join('\n')}`)
    if (typeof words === 'string') expect(found.text, where).toContain(words)
    else expect(found.text, where).toMatch(words)
    seen.add(keyOf(where, index))
    return found
  }

  function makePerson(name: string, role: string, chat: Chat): Person {
    const account = accountOf(chat, name, role)
    const room = () => channelOf(chat, role.split(' ')[0]!) ?? lobby(chat)
    const attempt = async (line: string) => {
      const answer = await chat.type(account, room(), line).catch((why: Error) => {
        throw new Error([`${line}: ${why.message}`, ...faults].join('\n'))
      })
      await settle()
      return answer
    }
    return {
      name,
      account,
      try: attempt,
      async type(line) {
        const answer = await attempt(line)
        if (!answer.shown) throw new Error(`${line} opened a form: ${answer.form?.title}`)
        return answer.shown.text
      },
      async press(on, label) {
        const answer = await chat.press(account, on, label)
        await settle()
        return answer
      },
      async fill(form, values) {
        const answer = await chat.fill(account, form, values)
        await settle()
        return answer
      },
      async isTold(words) {
        // On each platform where there is something new; one person is not told the same on two.
        const told = all.flatMap(c => {
          const where = inboxOf(c, name, role)
          const messages = inbox(c, name, role)
          for (const [i, m] of messages.entries()) if (isApart(m.text)) seen.add(keyOf(where, i))
          return messages.some((_, i) => !seen.has(keyOf(where, i)))
            ? [{ platform: c.platform, message: take(where, messages, words) }]
            : []
        })
        const here = told.find(({ platform }) => platform === chat.platform)?.message ?? told[0]?.message
        if (!here) throw new Error(`@${name}: no more message; expected ${words}\n${faults.join('\n')}`)
        return here
      },
      on: platform => makePerson(name, role, chats[platform]!),
    }
  }

  /** Everything that stands in a group's channel, its threads included. */
  const posts = (chat: Chat, group: string): Shown[] => {
    const room = channelOf(chat, group)
    const messages = chat.messages(room)
    return [...messages, ...messages.flatMap(m => chat.thread(room, m))]
  }

  const admin = makePerson(ADMIN, 'TSB', all[0]!)
  const known: { name: string; role: string }[] = []

  async function close() {
    await app.stop()
    for (const stage of stages) await stage.close()
    if (own !== db) await closeDatabase(own)
    await way?.close()
    await database.close()
  }

  return {
    get app() {
      return app
    },
    clock,
    db,
    faults,
    chats,
    async person(name, roles) {
      const role = roles.split(',')[0]!.trim()
      const accounts = all.filter(c => c.platform !== 'terminal').map(c => `${c.platform}:${c.account(name)}`)
      const linked = accounts.length > 0 ? ` account:"${accounts.join(', ')}"` : ''
      expect(await admin.type(`person add name:"${name}" role:"${roles}"${linked}`)).toContain(
        `${name} is registered as`,
      )
      known.push({ name, role })
      return makePerson(name, role, all[0]!)
    },
    stranger: name => makePerson(name, name, all[0]!),
    async channels(...groups) {
      for (const chat of all.filter(c => c.platform !== 'terminal'))
        for (const group of groups) {
          rooms.get(chat.platform)!.set(group, chat.channel(`${group.toLowerCase()}-room`))
          await chat.type(chat.account(ADMIN), channelOf(chat, group), `here ${group}`)
          for (const [i] of chat.messages(channelOf(chat, group)).entries())
            seen.add(keyOf(`${chat.platform} ${group}`, i))
        }
    },
    async says(group, words) {
      for (const chat of all) {
        const where = `${chat.platform} ${group}`
        const messages = chat.messages(channelOf(chat, group))
        skipCards(chat, where, messages)
        take(where, messages, words)
      }
    },
    async adds(group, words, issue) {
      for (const chat of all) {
        if (chat.platform === 'terminal') {
          const messages = chat.messages(group)
          skipCards(chat, `terminal ${group}`, messages)
          take(`terminal ${group}`, messages, words)
        } else {
          const card = cardIn(chat, group, issue)
          if (!card) throw new Error(`${chat.platform} ${group}: there is no card`)
          take(threadKey(chat, group, card), chat.thread(channelOf(chat, group), card), words)
        }
      }
    },
    async card(group, issue, platform) {
      const chat = platform ? chats[platform]! : all[0]!
      const card = cardIn(chat, group, issue)
      if (!card) throw new Error(`${chat.platform} ${group}: there is no card of ${issue}`)
      return card
    },
    posts: group => posts(all[0]!, group),
    async at(geneva) {
      await moveOn(app.scheduler, clock, genevaTime(geneva))
    },
    async pauseUntil(geneva) {
      clock.set(genevaTime(geneva))
      await settle()
    },
    async restart() {
      await app.stop()
      app = await start()
    },
    settle,
    setClock(geneva) {
      const to = genevaTime(geneva)
      ahead = ahead.add(to.since(clock.now()))
      clock.set(to)
    },
    get way() {
      if (!way) throw new Error('The world was not opened with a disturbed way to its database')
      return way
    },
    now: () => clock.now(),
    async quiet() {
      expect(await leftOver(), 'messages that nobody expected').toEqual([])
    },
    async end() {
      for (let round = 0; round < 3; round++) await settle()
      const left = await leftOver()
      await close()
      expect(left, 'messages that nobody expected').toEqual([])
      expect(faults, 'faults that nobody expected').toEqual([])
    },
    close,
  }
}

const genevaTime = (at: string): Temporal.Instant => {
  const local = Temporal.PlainDateTime.from(at)
  return atGeneva(local.toPlainDate(), local.toPlainTime())
}

type AnyChat = SlackChat | DiscordChat | Chat

interface ChatOptions {
  clock: Clock
  platformNow: () => Temporal.Instant
  log: Log
  patience: number | undefined
}

function makeChat(platform: Platform, { patience, ...options }: ChatOptions): AnyChat {
  switch (platform) {
    case 'slack':
      return new SlackChat({ ...options, ...(patience && { timeoutMs: patience }) })
    case 'discord':
      return createDiscordChat({
        ...options,
        requestsPerSecond: 10_000,
        ...(patience && { timeoutMs: patience }),
      })
    case 'terminal':
      return createTerminalChat(options)
    default:
      throw new Error(`there is no fake of ${platform}`)
  }
}

/** The chat's bot as the app starts and stops it, while the fake platform behind it stays until the end. */
function stageOf(chat: AnyChat): { bot: Bot; close(): Promise<void> } {
  let isOpen = false
  const startAgain = chat instanceof SlackChat ? chat.startBot.bind(chat) : chat.start
  return {
    bot: {
      platform: chat.platform,
      ordering: chat.platform === 'terminal' ? 'platform' : 'address',
      connects: chat.platform === 'discord' ? 'leader' : 'everywhere',
      async start(desk) {
        await (isOpen ? startAgain(desk) : chat.start(desk))
        isOpen = true
      },
      stop: () => chat.bot.stop(),
      send: (...given) => chat.bot.send(...given),
      update: (...given) => chat.bot.update(...given),
      find: (...given) => chat.bot.find(...given),
      ...(chat.platform !== 'terminal' && { linkTo: (reference: string) => chat.bot.linkTo!(reference) }),
    },
    async close() {
      if (chat instanceof SlackChat) await chat.slack.stop()
      else if ('fake' in chat) await chat.fake.stop()
    },
  }
}
