/** Imports that the bots may have, and files that may know a platform. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PLATFORMS } from '../../src/bots/platforms.ts'

const SOURCES = join(import.meta.dirname, '../../src')

/** The project's own files that a source imports, as paths below src. */
const findImports = (file: string, source: string): string[] =>
  [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(match =>
    relative(SOURCES, join(SOURCES, dirname(file), match[1]!)),
  )

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
  file => file.endsWith('.ts') && !file.includes('generated/'),
)
const imports = files.flatMap(file =>
  findImports(file, readFileSync(join(SOURCES, file), 'utf8')).map(to => ({ file, to })),
)
const platforms = PLATFORMS.map(p => p.name)
/** The platform whose folder holds a file. */
const findOwner = (file: string) => platforms.find(name => file.startsWith(`bots/${name}/`))

describe('the bots', () => {
  test('are found', () => {
    for (const name of platforms)
      expect(imports).toContainEqual({ file: 'bots/platforms.ts', to: `bots/${name}/manifest.ts` })
    expect(imports).toContainEqual({ file: 'bots/slack/manifest.ts', to: 'bots/slack/slack.ts' })
  })

  test.for(['scheduler/', 'web/', 'cli/', 'postgres/', 'app.ts', 'bootstrap.ts', 'config.ts'])(
    'import nothing of %s',
    folder => {
      const breaches = imports.filter(({ file, to }) => file.startsWith('bots/') && to.startsWith(folder))
      expect(breaches).toEqual([])
    },
  )

  test('know no other platform', () => {
    const breaches = imports.filter(({ file, to }) => {
      const [from, owner] = [findOwner(file), findOwner(to)]
      return from !== undefined && owner !== undefined && from !== owner
    })
    expect(breaches).toEqual([])
  })
})

test('a platform is one folder and one line: nobody else imports from its folder', () => {
  const breaches = imports.filter(
    ({ file, to }) => findOwner(file) === undefined && findOwner(to) !== undefined,
  )
  const allowed = [
    'bots/platforms.ts',
    // A person at the terminal is part of the process, not a connection.
    'bootstrap.ts',
    'cli/demo.ts',
  ]
  expect(breaches.filter(({ file }) => !allowed.includes(file))).toEqual([])
  expect(
    breaches.filter(({ file, to }) => file !== 'bots/platforms.ts' && findOwner(to) !== 'terminal'),
  ).toEqual([])
})

test('platforms differ in name, lock and account', () => {
  expect(new Set(platforms).size).toBe(PLATFORMS.length)
  expect(new Set(PLATFORMS.map(p => p.lock)).size).toBe(PLATFORMS.length)
  for (const { account } of PLATFORMS) {
    if (account) expect(account.pattern.test(account.example)).toBe(true)
    for (const other of PLATFORMS.filter(p => p.account !== account))
      expect(account !== undefined && other.account?.pattern.test(account.example)).not.toBe(true)
  }
})
