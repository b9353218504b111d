/** The rooms of the core import downward only: each may use the rooms below it, and none above. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS, NOTICES, REFERENCES, ROOMS } from '../../src/core/catalog.ts'

const CORE = join(import.meta.dirname, '../../src/core')

/** From the ground up. A file directly below src/core counts as a room of its own name. */
const ORDER = [
  // The ground: text, time, the database, and the types that everything speaks of.
  'text',
  'errors',
  'clock',
  'log',
  'time',
  'database',
  'platforms',
  'references',
  'roles',
  'grammar',
  'messages',
  'events',
  'notices',
  // Documents in: pure, and without the registers.
  'reading',
  // Documents out: pure, and without the registers.
  'writing',
  'commands',
  'settings',
  'rooms',
  // Groups and people.
  'groups',
  'people',
  // Meetings, in rooms of one idea each.
  'deadlines',
  'meetings',
  'agenda',
  'ics',
  'calendar',
  'lead-times',
  'plans',
  'statements',
  'registers',
  // Issues, and what looks at both.
  'issues',
  // Drafts of documents, from everything on record.
  'drafts',
  'reminders',
  'feeds',
  'web',
  'server-events',
  'vacancies',
  'dead-letters',
  'waiting',
  'administration',
  'home',
  // The roof.
  'desk',
  'subscriptions',
  'catalog',
  'seed',
]

const sources = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.ts') && !file.startsWith('database/generated/'))

const roomOf = (file: string): string => file.replace(/\.ts$/, '').split('/')[0]!

const imports = sources.flatMap(file =>
  [...readFileSync(join(CORE, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(match => ({
    file,
    imported: posix.join(posix.dirname(file), match[1]!),
  })),
)

test('every room has its place in the order', () => {
  expect([...new Set(sources.map(roomOf))].toSorted()).toEqual(ORDER.toSorted())
})

test('no room imports one above it', () => {
  const upward = imports.filter(
    ({ file, imported }) => ORDER.indexOf(roomOf(imported)) > ORDER.indexOf(roomOf(file)),
  )
  expect(upward.map(({ file, imported }) => `${file} → ${imported}`)).toEqual([])
})

test('commands, kinds of notice and kinds of reference are each declared once', () => {
  for (const names of [
    ROOMS.map(r => r.name),
    COMMANDS.map(c => c.path),
    NOTICES.map(n => n.kind),
    REFERENCES.map(r => r.prefix),
  ])
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
