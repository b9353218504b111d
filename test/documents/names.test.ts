/** Files, commands and settings that the documents name exist. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromMenuPath, SHARED } from '../../src/bots/discord/paths.ts'
import { VARIABLES } from '../../src/config.ts'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import { parseLine } from '../../src/core/grammar/grammar.ts'
import { type Document, documentOf, ROOT, readDocuments } from './documents.ts'

const documents = readDocuments()
const catalog = COMMANDS.map(toSpec)
const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))

const PATH = /^(?:src|docs|test|prisma|scripts|demo|bench|chaos)(?:\/[\w.-]+)*\/?$/
/** A file or folder as a README names it that stands beside it: "core/desk-harness.ts", "config.ts". */
const BESIDE = /^(?:[\w.-]+\/)+(?:[\w.-]+)?$|^[\w.-]+\.(?:ts|mjs)$/
const VARIABLE = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT)$/

/** The constants of the sources: they look like environment variables. */
const constants = new Set(
  globSync(`${ROOT}src/**/*.ts`).flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/\bconst ([A-Z][A-Z0-9_]+)\b/g)].map(m => m[1]!),
  ),
)

/** Faults of a document: everything it names that isn't there. */
const RULES: Record<string, (document: Document) => string[]> = {
  'its links lead to files': ({ path, links }) =>
    links.filter(to => !existsSync(join(ROOT, dirname(path), to.replace(/#.*$/, '')))),

  'the files it names are there': ({ codes, files }) =>
    [...codes.filter(code => PATH.test(code)), ...files].filter(path => !existsSync(join(ROOT, path))),

  'the files beside it that it names are there': ({ path, codes }) =>
    /^(?:src|test)\//.test(path)
      ? codes.filter(
          code =>
            BESIDE.test(code) && ![dirname(path), '.'].some(folder => existsSync(join(ROOT, folder, code))),
        )
      : [],

  'the npm scripts it names are there': ({ codes, lines }) =>
    [...codes, ...lines].flatMap(code =>
      [...code.matchAll(/\bnpm (run )?([a-z]+(?::[a-z]+)*)/g)].flatMap(([whole, run, name]) =>
        name! in scripts || (!run && name === 'ci') ? [] : [whole],
      ),
    ),

  'the environment variables it names are read': ({ codes, lines }) =>
    [
      ...codes
        .flatMap(code => /^([A-Z][A-Z0-9_]*)(?:=.*)?$/.exec(code)?.[1] ?? [])
        .filter(n => VARIABLE.test(n) && !constants.has(n)),
      ...lines.flatMap(line => [...line.matchAll(/(?:^export |\| )([A-Z][A-Z0-9_]*)=/g)].map(m => m[1]!)),
    ].filter(name => !VARIABLES.includes(name)),

  'the commands it names can be typed': ({ codes, lines }) =>
    [...codes, ...lines].flatMap(code => unknown(/^\/sg (\??[^…]+)$/.exec(code)?.[1])),

  'no word of authority, and no address of a registry, is in it': ({ text }) => [
    ...(text.match(/\b(?:assigned|must obey|overrules)\b/gi) ?? []),
    ...(text.match(
      /\b(?:registry\.[a-z.-]+|npmjs\.[a-z]+|artifactory|verdaccio|[\w.-]*nexus\.[a-z.]+)\b/gi,
    ) ?? []),
  ],
}

function unknown(line: string | undefined): string[] {
  if (line === undefined) return []
  try {
    parseLine(line, catalog)
    return []
  } catch (error) {
    return [`/sg ${line}: ${(error as Error).message}`]
  }
}

describe.each(documents.map(d => [d.path, d] as const))('%s', (_, document) => {
  test.each(Object.entries(RULES))('%s', (_, rule) => {
    expect(rule(document)).toEqual([])
  })
})

test('docs/discord.md names commands as they are on Discord', () => {
  const { codes } = documents.find(d => d.path === 'docs/discord.md')!
  const commands = codes.filter(code => /^\/[a-z]/.test(code) && !Object.hasOwn(SHARED, code.slice(1)))
  expect(commands.length).toBeGreaterThan(3)
  expect(commands.flatMap(code => unknown(fromMenuPath(code.slice(1))))).toEqual([])
})

test('docs/administrator.md names every environment variable', () => {
  const { codes } = documents.find(d => d.path === 'docs/administrator.md')!
  expect(VARIABLES.filter(name => !codes.includes(name))).toEqual([])
})

test('docs/operations.md names the metrics as they are, with their labels', () => {
  const { text } = documents.find(d => d.path === 'docs/operations.md')!
  const table = text.split('\n').filter(line => line.startsWith('| `intersg_'))
  const named = [...table.join('\n').matchAll(/`(intersg_\w+?)(?:\{([\w,]+)\})?`/g)].map(
    ([, name, labels]) => `${name} ${labels?.split(',').toSorted().join() ?? ''}`,
  )
  const source = readFileSync(`${ROOT}src/web/metrics.ts`, 'utf8')
  const made = [...source.matchAll(/make\(\s*'(\w+)',\s*'[^']*'((?:,\s*'\w+')*)/g)].map(
    ([, name, labels]) =>
      `intersg_${name} ${[...labels!.matchAll(/\w+/g)]
        .map(m => m[0])
        .toSorted()
        .join()}`,
  )
  expect(made.length).toBeGreaterThan(8)
  expect(named.toSorted()).toEqual(made.toSorted())
  const used = [...text.matchAll(/(?:by \(|\{)(\w+)[)=]/g)].map(m => m[1]!)
  // Prometheus itself puts `le` on the buckets of a histogram.
  expect(used.filter(label => label !== 'le' && !source.includes(`'${label}'`))).toEqual([])
})

test('a file that a fenced block names is found missing, too', () => {
  const unit = documentOf('docs/unit.md', '```ini\nExecStart=/usr/bin/node src/gone.ts\n```\n')
  expect(RULES['the files it names are there']!(unit)).toEqual(['src/gone.ts'])
})

test('what is wrong is found', () => {
  const wrong = documentOf(
    'src/wrong.md',
    'See [it](gone.md), `src/gone.ts`, `npm run gone`, `INTERSG_GONE` and `/sg issue gone`, assigned.\n',
  )
  for (const [name, rule] of Object.entries(RULES)) expect(rule(wrong), name).toHaveLength(1)
})
