import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { breaches } from './boundary.ts'

const ROOT = join(import.meta.dirname, '../..')
const sourcesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.includes('generated/'))
    .toSorted()

describe('the core', () => {
  const files = sourcesBelow('src/core')

  test('is found', () => {
    expect(files).toContain('issues/lifecycle.ts')
    expect(files).toContain('database/client.ts')
  })

  test('knows no platform, no clock, no timer, no environment', () => {
    expect(files.flatMap(file => breaches(file, readFileSync(join(ROOT, 'src/core', file), 'utf8')))).toEqual(
      [],
    )
  })
})

test('the environment is only handed to the configuration, by what npm starts', () => {
  const reading = sourcesBelow('src').flatMap(file =>
    readFileSync(join(ROOT, 'src', file), 'utf8')
      .split('\n')
      .filter(line => /\bprocess\s*\.\s*env\b/.test(line))
      .map(line => `${file}: ${line}`),
  )
  expect(reading.length).toBeGreaterThan(0)
  for (const line of reading)
    expect(line).toMatch(
      /^cli\/(?:start|demo|backup|replay-after-restore)\.ts: \s*(?:await )?runCommandLine\(.*process\.env\b/,
    )
})

describe('the fence itself', () => {
  const why = (source: string, file = 'issues/bad.ts') => breaches(file, source).map(b => b.why)

  test.for([
    ["import { App } from '@slack/bolt'", 'imports a platform'],
    ["import type { Client } from 'discord.js'", 'imports a platform'],
    ['const { REST } = await import("@discordjs/rest")', 'imports a platform'],
    ["import cron from 'node-cron'", 'imports a timer'],
    ["import { createSlackBot } from '../../bots/slack/slack.ts'", 'imports from outside the core'],
    ["export * from '../../scheduler/task.ts'", 'imports from outside the core'],
    ["import { readConfig } from '../../config.ts'", 'imports from outside the core'],
    ['const now = new Date()', 'asks the machine for the time'],
    ['const at = new Date(text)', 'makes a Date'],
    ['const now = Date.now()', 'asks the machine for the time'],
    ['const now = Temporal.Now.instant()', 'asks the machine for the time'],
    ['setTimeout(work, 5)', 'waits or measures'],
    ["import { setTimeout as sleep } from 'node:timers/promises'", 'waits or measures'],
    ['setInterval(work, 5)', 'waits or measures'],
    ["const url = process.env.DATABASE_URL ?? ''", 'reads the environment'],
    ["await tx.$queryRawUnsafe('SELECT ' + name)", 'builds a query from text'],
    ["await tx.$executeRawUnsafe('DELETE')", 'builds a query from text'],
    ['await tx.$executeRaw(text)', 'builds a query from text'],
    ["if (caller.platform === 'terminal') return", 'goes by the name of a platform'],
    ["option.choice(['slack', 'discord'], { label: 'Platform' })", 'goes by the name of a platform'],
  ])('catches: %s', ([source, reason]) => expect(why(source!)).toContain(reason))

  test.for([
    '// never call Date.now() here',
    '/** A clock other than Temporal.Now:\n * setTimeout is not used */',
    "import type { Caller } from '../commands/port.ts'",
    "import { findIssue } from '../store.ts'",
    'await tx.$queryRaw`SELECT 1`',
    "const words = 'see https://itu.int' // process.env",
    'const at = Temporal.Instant.from(text)',
    "option.own({ label: 'Platform', example: 'slack' }, read)",
    "// only for 'slack'",
  ])('lets pass: %s', source => expect(why(source, 'issues/commands/good.ts')).toEqual([]))

  test('lets the database wait, and nothing else', () => {
    expect(why('setTimeout(again, pause)', 'database/listen.ts')).toEqual([])
    expect(why('const now = Date.now()', 'database/listen.ts')).toEqual(['asks the machine for the time'])
  })

  test('lets Dates be made where the database meets Temporal, and nowhere else', () => {
    expect(why('const at = new Date(ms)', 'database/columns.ts')).toEqual([])
    expect(why('const at = new Date()', 'database/columns.ts')).toEqual(['asks the machine for the time'])
  })

  test('says where', () => {
    expect(breaches('a.ts', '/* one\ntwo */\n\nDate.now()')).toEqual([
      { file: 'a.ts', line: 4, why: 'asks the machine for the time' },
    ])
  })
})
