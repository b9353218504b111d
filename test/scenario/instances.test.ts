import { afterEach, beforeEach, expect, test } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { createDiscordBot } from '../../src/bots/discord/discord.ts'
import { createSlackBot } from '../../src/bots/slack/slack.ts'
import { systemClock } from '../../src/clock.ts'
import type { Log } from '../../src/core/log.ts'
import { seed } from '../../src/core/seed.ts'
import { createDiscordChat, type DiscordChat } from '../fakes/discord/chat.ts'
import { SlackChat } from '../fakes/slack/chat.ts'
import type { Chat } from '../support/chat.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

// Two programs on one database, awake by themselves, on the same Slack and the same Discord.
let database: TestDatabase
let slack: SlackChat
let discord: DiscordChat
let apps: App[]
const log: Log = { debug() {}, info() {}, warn() {}, error() {} }
const SOON = { timeout: 10_000 }

async function another(): Promise<App> {
  const { db, url } = database
  const bots = [
    createSlackBot({
      botToken: slack.slack.botToken,
      appToken: slack.slack.appToken,
      apiUrl: slack.slack.apiUrl,
      log,
      clock: systemClock,
    }),
    createDiscordBot({
      token: discord.fake.token,
      apiUrl: discord.fake.url,
      guildId: discord.fake.world.guildId,
      log,
      clock: systemClock,
    }),
  ]
  const admins = new Set([`slack:${slack.account('TSB')}`, `discord:${discord.account('TSB')}`])
  const app = await startApp({ db, url, clock: systemClock, bots, admins, log, wakes: true })
  apps.push(app)
  return app
}

const sessions = () => discord.fake.gateway.identified.length
const room = (chat: Chat, name: string) => chat.channel(name)
const say = async (chat: Chat, who: string, where: string, line: string) => {
  const answer = await chat.type(chat.account(who), room(chat, where), line)
  return answer.shown?.text ?? ''
}

beforeEach(async () => {
  database = await createTestDatabase()
  await seed(database.db, systemClock.now())
  slack = new SlackChat({})
  discord = createDiscordChat()
  await slack.slack.start()
  await discord.fake.start()
  apps = []
  const first = await another()
  discord.reads(first.desk)
})
afterEach(async () => {
  for (const app of apps) await app.stop()
  await slack.slack.stop()
  await discord.fake.stop()
  await database.close()
})

/** An issue between two SGs, each with a channel on both platforms. */
async function raise(): Promise<void> {
  for (const chat of [slack, discord])
    for (const group of ['SG13', 'SG17']) await say(chat, 'TSB', group, `here ${group}`)
  for (const [name, group] of [
    ['Ada', 'SG13'],
    ['Bo', 'SG17'],
  ] as const)
    await say(
      slack,
      'TSB',
      'SG13',
      `person add name:${name} role:"${group} chair" account:"slack:${slack.account(name)}, discord:${discord.account(name)}"`,
    )
  await say(slack, 'Ada', 'SG13', 'issue raise topic:Trust summary:"Who covers what?" with:SG17 show-to:WP2')
}

const cards = (chat: Chat, where: string) =>
  chat.messages(room(chat, where)).filter(m => m.buttons.includes('History'))
const texts = (chat: Chat, where: string) => cards(chat, where).map(m => m.text)

test('one of them holds the gateway of Discord, both hear Slack, and everything is told once', async () => {
  await another()
  expect(sessions()).toBe(1)
  await raise()
  for (const chat of [slack, discord])
    for (const group of ['SG13', 'SG17'])
      await expect.poll(() => texts(chat, group), SOON).toEqual([expect.stringContaining('Trust')])
  // Four sockets are open, two of each program: whichever hears it, it is done once, and stands on the cards of both platforms.
  for (let i = 1; i <= 6; i++) await say(slack, 'Bo', 'SG17', `issue comment ISG-1 "Remark ${i}"`)
  const answer = await say(discord, 'Ada', 'SG13', 'issue propose ISG-1 text:"SG17 the framework"')
  expect(answer).toContain('SG17 the framework')
  for (const chat of [slack, discord])
    await expect
      .poll(() => texts(chat, 'SG17'), SOON)
      .toEqual([expect.stringContaining('SG17 the framework')])
  const history = await say(slack, 'Bo', 'SG17', 'issue history ISG-1')
  for (let i = 1; i <= 6; i++) expect(history.split(`Remark ${i}`)).toHaveLength(2)
  const lines = () => discord.thread(room(discord, 'SG17'), cards(discord, 'SG17')[0]!)
  await expect.poll(() => lines().filter(m => /Remark \d/.test(m.text)).length, SOON).toBe(6)
})

test('when the one that speaks on Discord ends, the other takes over and goes on', async () => {
  await another()
  await raise()
  await apps.shift()!.stop()
  await expect.poll(sessions, SOON).toBe(2)
  const answer = await say(discord, 'Bo', 'SG17', 'issue comment ISG-1 "Still here"')
  expect(answer).not.toBe('')
  for (const chat of [slack, discord])
    await expect
      .poll(() => chat.thread(room(chat, 'SG13'), cards(chat, 'SG13')[0]!).map(m => m.text), SOON)
      .toContainEqual(expect.stringContaining('Still here'))
})

test('when its connections to the database are cut, one of them speaks again, and only one', async () => {
  await another()
  await raise()
  await database.db.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'intersg listener'`
  await expect
    .poll(() => say(discord, 'Bo', 'SG17', 'issue comment ISG-1 "Again"').catch(String), SOON)
    .toContain('Again')
  await expect
    .poll(
      async () =>
        (
          await database.db.$queryRaw<object[]>`
          SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid::int = 70902 AND objid::int = 2 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
        ).length,
      SOON,
    )
    .toBe(1)
  await say(slack, 'Ada', 'SG13', 'issue propose ISG-1 text:"SG17 the framework"')
  for (const chat of [slack, discord])
    await expect
      .poll(() => texts(chat, 'SG13'), SOON)
      .toEqual([expect.stringContaining('SG17 the framework')])
})
