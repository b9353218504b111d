/** The program and the bare rival as processes of their own, on one database and the same fake platforms. */

import { closeDatabase, type Database, openDatabase } from '../src/core/database/client.ts'
import { toColumn } from '../src/core/database/columns.ts'
import { seed } from '../src/core/seed.ts'
import type { FakeDiscord } from '../test/fakes/discord/discord.ts'
import type { FakeSlack } from '../test/fakes/slack/server.ts'
import { type Child, freePort, listening, startChild } from './child.ts'
import { SECRET } from './slack.ts'

export const OURS = 'src/main.mjs'
export const BARE = 'bench/rivals/bare.ts'

export interface Platforms {
  slack?: FakeSlack
  discord?: FakeDiscord
}

export interface Served extends Child {
  port: number
}

/** Starts it and waits until it takes commands. */
export async function serve(file: string, url: string, { slack, discord }: Platforms): Promise<Served> {
  const port = await freePort()
  const ready =
    discord && new Promise<void>(resolve => discord.gateway.events.once('identify', () => resolve()))
  const child = startChild(file, {
    DATABASE_URL: url,
    LOG_LEVEL: 'warn',
    PORT: String(port),
    ...(slack && {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.apiUrl,
    }),
    ...(discord && {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      DISCORD_GUILD_ID: discord.world.guildId,
    }),
  })
  if (slack || file === OURS) await listening(port)
  await ready
  return { ...child, port }
}

/** The groups and the plan of January 2026, a meeting of RG-DT that is ahead, and Ana as the chair of SG17. */
export async function seedFixture(url: string, slackAccount: string): Promise<void> {
  await withDatabase(url, async db => {
    const now = Temporal.Now.instant()
    await seed(db, now)
    const since = toColumn(now)
    const [startsAt, endsAt] = [toColumn(now.add({ hours: 336 })), toColumn(now.add({ hours: 338 }))]
    await db.meeting.create({
      data: {
        groupId: 'RG-DT',
        kind: 'RG_INTERIM',
        startsAt,
        endsAt,
        objective: 'to progress the work',
        status: 'SCHEDULED',
        source: 'RG-DT Rapporteur',
      },
    })
    await db.person.create({
      data: {
        name: 'Ana',
        since,
        accounts: { create: { platform: 'slack', account: slackAccount } },
        roles: { create: { kind: 'CHAIR', groupId: 'SG17', since } },
      },
    })
  })
}

export async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(url)
  try {
    return await work(db)
  } finally {
    await closeDatabase(db)
  }
}
