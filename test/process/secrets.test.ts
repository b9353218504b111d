/** All output of the program while everything around it fails, searched for secrets. */
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { createRedactor, redactByShape } from '../../src/redact.ts'
import { FakeDiscord } from '../fakes/discord/discord.ts'
import { nativeCommand } from '../fakes/discord/native-command.ts'
import { SlackChat } from '../fakes/slack/chat.ts'
import { createTestDatabase } from '../support/database.ts'
import { start } from './program.ts'

const closes: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close()
})

test('when all fails at the level "trace", no secret is written', { timeout: 20_000 }, async () => {
  const database = await createTestDatabase()
  closes.push(() => database.close())
  const chat = new SlackChat({})
  const { slack } = chat
  await slack.start()
  closes.push(() => slack.stop())
  const discord = new FakeDiscord()
  await discord.start()
  closes.push(() => discord.stop())

  slack.fail('auth.test', { status: 500 }, 'cut before')
  slack.fail('apps.connections.open', { error: 'internal_error' }, { status: 429, retryAfter: 1 })
  const program = start({
    DATABASE_URL: database.url,
    LOG_LEVEL: 'trace',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DISCORD_GUILD_ID: discord.world.guildId,
  })
  closes.push(async () => {
    program.kill('SIGKILL')
    await program.ended
  })
  await program.says('Discord: connected', 'err')
  await slack.until(() => slack.links === 2, 'both connections')

  // Answers that do not arrive, by any way there is.
  const room = chat.channel('sg17')
  for (const method of ['respond', 'chat.postEphemeral', 'chat.postMessage', 'conversations.open'])
    slack.fail(method, ...Array.from({ length: 6 }, () => ({ status: 500 })))
  const lost = chat.type(chat.account('ana'), room, 'meeting next RG-DT')
  lost.catch(() => {})
  await program.says('Slack: an answer', 'err')

  const { world } = discord
  const bo = world.addUser('Bo')
  const lobby = world.addChannel('lobby')
  const commands = discord.registered.get(world.guildId)!
  const ask = () =>
    discord.interactions
      .act(2, bo, lobby.id, nativeCommand(commands, 'meeting next', { group: 'RG-DT' }, discord))
      .catch(() => {})
  discord.fail('POST /interactions/:id/:token/callback', { kind: 'error', status: 500 }, 4)
  void ask()
  await program.says(/Discord: .*failed|could not be shown/, 'err')
  discord.fail(
    'PATCH /webhooks/:id/:token/messages/@original',
    { kind: 'error', status: 400, code: 50035 },
    9,
  )
  void ask()
  discord.gateway.drop()
  await program.says('Discord: connecting again', 'err')

  const admin = new pg.Client(database.url)
  await admin.connect()
  await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  await admin.end()
  await program.says(/a database connection failed|57P01/, 'err')

  slack.fail('apps.connections.open', ...Array.from({ length: 4 }, () => ({ error: 'invalid_auth' })))
  slack.dropLinks()
  await program.says(/no connection; trying again.*\n[\s\S]*no connection; trying again/, 'err')
  await program.says('Discord: connected again', 'err')
  discord.gateway.close(4004)
  await program.says('does not accept the bot’s token', 'err')
  program.kill('SIGTERM')
  const { out, err, code } = await program.ended
  expect(code).toBe(0)

  const secrets = [
    slack.botToken,
    slack.appToken,
    'secret-ticket',
    discord.token,
    new URL(database.url).password,
    ...slack.addresses.keys(),
    ...discord.interactions.all.map(i => i.token),
  ]
  expect(discord.interactions.all.length).toBeGreaterThan(1)
  expect(slack.addresses.size).toBeGreaterThan(0)
  const written = out + err
  expect(secrets.filter(secret => written.includes(secret))).toEqual([])
  expect(written).not.toMatch(/authorization|xox|ticket=/i)
  for (const line of err.split('\n').filter(l => l.startsWith('{')))
    expect(() => JSON.parse(line)).not.toThrow()
})

describe('a line', () => {
  const fields = {
    slack: 'xoxb-12-34-abc and wss://wss-primary.slack.com/link/?ticket=abc-4711&app_id=1',
    answer: 'https://hooks.slack.com/commands/T1/2/pass4711',
    discord: `Bot ${'MTIzNDU2Nzg5MDEyMzQ1Njc4'}.Gx4711.${'a'.repeat(38)}`,
    webhook: 'https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246NDcxMQ/messages/@original',
    callback: 'POST /interactions/123/token-4711/callback',
    config: { headers: { Authorization: 'Bearer opaque 4711' } },
    printed: "{ authorization: 'Basic NDcxMQ 4711' }",
    database: 'postgres://intersg:p4711@db.example.org:5432/intersg?sslmode=require',
    calendar: 'GET /calendar/p/abc-4711_x.ics',
    own: 'my "own" 4711',
  }
  const line = JSON.stringify(fields)

  test('loses its secrets, keeps the rest, and stays JSON', () => {
    const hidden = createRedactor(['my "own" 4711'])(line)
    expect(hidden).not.toMatch(/4711|NDcxMQ/)
    expect(Object.keys(JSON.parse(hidden))).toEqual(Object.keys(fields))
    expect(JSON.parse(hidden)).toMatchObject({
      database: 'postgres://intersg:[secret]@db.example.org:5432/intersg?sslmode=require',
      webhook: 'https://discord.com/api/v10/webhooks/123/[secret]/messages/@original',
      calendar: 'GET /calendar/p/[secret].ics',
    })
  })

  test('without one is not changed', () => {
    const plain =
      '{"error":"The bot has no access to src/core/notices/delivery.ts:12:3 of 2026-02-01T09:00:00Z, http://127.0.0.1:5432/a: b@c"}'
    expect(redactByShape(plain)).toBe(plain)
    expect(createRedactor(['sg'])(plain)).toBe(plain)
  })
})
