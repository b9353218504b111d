/** docs/glossary.md: each term once, and the code has the names that it gives. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROOT } from './documents.ts'

const rows = readFileSync(`${ROOT}docs/glossary.md`, 'utf8')
  .split('\n')
  .filter(line => /^\| (?!term )/.test(line))
  .map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )

const sources = [...globSync(`${ROOT}src/**/*.ts`), `${ROOT}prisma/schema.prisma`].map(file =>
  readFileSync(file, 'utf8'),
)

/** The names in the third column that the sources don't have. Paths are checked for all documents. */
const missing = (cells: readonly string[]) =>
  [...cells.at(-1)!.matchAll(/`([^`]+)`/g)]
    .map(m => m[1]!)
    .filter(name => !name.includes('/'))
    .filter(name => !sources.some(source => new RegExp(`\\b${name}\\b`).test(source)))

test('every row has a term, a meaning and a place', () => {
  expect(rows.length).toBeGreaterThan(80)
  expect(rows.filter(cells => cells.length !== 3 || cells.includes(''))).toEqual([])
})

test('each term has one meaning', () => {
  const terms = rows.flatMap(([term]) => term!.split(/, /))
  expect(terms.filter((term, i) => terms.indexOf(term) !== i)).toEqual([])
})

test('the code has the names', () => {
  expect(rows.flatMap(missing)).toEqual([])
  expect(missing(['gone', 'not there', '`noSuchNameAnywhere`'])).toEqual(['noSuchNameAnywhere'])
})
