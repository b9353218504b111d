/**
 * The program to compare with: Bolt, discord.js and Prisma, and nothing else. A command on Slack is acknowledged;
 * "read" and "insert" do one thing in the database and answer; an interaction on Discord is deferred.
 */
import { PrismaPg } from '@prisma/adapter-pg'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { Client, Events, MessageFlags } from 'discord.js'
import { PrismaClient } from '../../src/core/database/generated/client.ts'

const { DATABASE_URL, SLACK_API_URL, SLACK_SIGNING_SECRET, PORT, DISCORD_API_URL, DISCORD_TOKEN } =
  process.env

const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL!, max: 10 }) })

if (SLACK_SIGNING_SECRET) {
  const app = new App({
    token: 'xoxb-000000-fake-secret',
    botId: 'BBOT',
    botUserId: 'UBOT',
    receiver: new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET, logLevel: LogLevel.ERROR }),
    clientOptions: { slackApiUrl: SLACK_API_URL! },
    logLevel: LogLevel.ERROR,
  })
  app.command(/.*/, async ({ body, ack, respond }) => {
    await ack()
    if (body.text.startsWith('read')) {
      const meeting = await db.meeting.findFirst({
        where: { groupId: 'RG-DT', endsAt: { gt: new Date() } },
        orderBy: { startsAt: 'asc' },
      })
      await respond(`${meeting?.groupId} meets next on ${meeting?.startsAt.toISOString()}.`)
    }
    if (body.text.startsWith('insert')) {
      const at = new Date()
      await db.interaction.create({ data: { platform: 'slack', id: body.trigger_id, at, reply: {} } })
      await respond('It is raised.')
    }
  })
  await app.start({ port: Number(PORT), host: '127.0.0.1' })
}

if (DISCORD_TOKEN) {
  const client = new Client({ intents: [], rest: { api: DISCORD_API_URL! } })
  client.on(Events.InteractionCreate, interaction => {
    if (interaction.isChatInputCommand()) void interaction.deferReply({ flags: MessageFlags.Ephemeral })
  })
  await client.login(DISCORD_TOKEN)
}
