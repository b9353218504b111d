import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createTestDatabase } from '../support/database.ts'
import { freePort, removeFolder, run, serverRuns, startedFolder } from './program.ts'

let folder: string

beforeAll(async () => {
  ;({ folder } = await startedFolder())
})
afterAll(() => removeFolder(folder))

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

test('a wrong environment is told whole, before anything is touched, without a secret', async () => {
  const data = join(folder, 'nowhere')
  const secrets = {
    DATABASE_URL: 'mysql://somebody:pass-4711@db/intersg',
    SLACK_BOT_TOKEN: 'token-4711',
    SLACK_SIGNING_SECRET: 'signing-4711',
    SLACK_APP_TOKEN: 'app-4711',
  }
  const wrong = {
    INTERSG_ADMINS: 'me',
    INTERSG_CLOCK: 'soon',
    PORT: 'abc',
    SLACK_API_URL: 'slack',
    DISCORD_API_URL: 'discord',
    DISCORD_GUILD_ID: '1',
    LOG_LEVEL: 'loud',
  }
  const { code, out, err } = await run({ INTERSG_DATA_DIR: data, ...secrets, ...wrong }, '/sg me')
  expect({ code, out }).toEqual({ code: 1, out: '' })
  for (const name of [...Object.keys(secrets), ...Object.keys(wrong)])
    expect(err, `${name} is told`).toMatch(new RegExp(`^- .*\\b${name}\\b`, 'm'))
  expect(err).not.toContain('4711')
  expect(err).not.toMatch(/^\s+at /m)
  expect(await exists(data)).toBe(false)
})

const HALF: [string, Record<string, string>, string][] = [
  ['a bot token without a way in', { SLACK_BOT_TOKEN: 'xoxb-4711' }, 'SLACK_APP_TOKEN'],
  ['a way in without a bot token', { SLACK_APP_TOKEN: 'xapp-4711' }, 'SLACK_BOT_TOKEN'],
  ['HTTP without a port', { SLACK_BOT_TOKEN: 'xoxb-4711', SLACK_SIGNING_SECRET: '4711' }, 'PORT'],
  ['a server without a token', { DISCORD_GUILD_ID: '80351110224678912' }, 'DISCORD_TOKEN'],
  [
    'a simulated clock with a platform',
    { DISCORD_TOKEN: '4711', INTERSG_CLOCK: '2026-02-01' },
    'INTERSG_CLOCK',
  ],
]

test.each(HALF)('half an environment is a fault: %s', (_, environment, names) => {
  expect(readConfig(environment)).toEqual({ faults: [expect.stringContaining(names)] })
  expect(JSON.stringify(readConfig(environment))).not.toContain('4711')
})

// Slack is tried for some 15 seconds before the start is given up: see docs/slack.md. That is not waited for here.
test('where Discord does not answer, it says so in one sentence and stops', async () => {
  const api = `http://127.0.0.1:${await freePort()}/api`
  const environment = { DISCORD_TOKEN: 'token-4711', DISCORD_API_URL: api, LOG_LEVEL: 'warn' }
  const { code, out, err } = await run({ INTERSG_DATA_DIR: folder, ...environment })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^Discord can.t be reached.*\n$/)
  expect(await serverRuns(folder)).toBe(false)
})

test('where the PostgreSQL of DATABASE_URL does not answer, it says so in one sentence and stops', async () => {
  const url = `postgres://somebody:pass-4711@127.0.0.1:${await freePort()}/intersg`
  const { code, out, err } = await run({ DATABASE_URL: url })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^The PostgreSQL at DATABASE_URL can't be used: .*\n$/)
  expect(err).not.toContain('4711')
})

test('a database that a newer program has changed is refused in one sentence', async () => {
  const { url, db, close } = await createTestDatabase()
  try {
    await db.$executeRaw`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
      VALUES ('x', 'x', '20990101000000_later', now())`
    const { code, err } = await run({ DATABASE_URL: url }, '/sg me')
    expect(code).toBe(1)
    expect(err).toBe(
      'The database was migrated by a newer version of this program (20990101000000_later): start that version, or use another database.\n',
    )
  } finally {
    await close()
  }
})
