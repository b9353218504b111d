/** docs/faults.md: every row names tests, and they are there. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROOT } from './documents.ts'

interface Row {
  fault: string
  cells: string[]
  /** Files with the titles, or what begins or stands in them, that the row names. */
  tests: { file: string; titles: string[] }[]
}

const rows = rowsOf(readFileSync(`${ROOT}docs/faults.md`, 'utf8'))

function rowsOf(text: string): Row[] {
  const lines = text.split('\n').filter(line => /^\| (?!fault \|)/.test(line))
  return lines.map(line => {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim())
    const named = [...cells.at(-1)!.matchAll(/`(test\/[\w./-]+)` \(([^)]+)\)/g)]
    const tests = named.map(([, file, titles]) => ({ file: file!, titles: titles!.split('; ') }))
    return { fault: cells[0]!, cells, tests }
  })
}

/** Files and tests that the row names and that don't exist. */
const missing = ({ tests }: Row): string[] =>
  tests.flatMap(({ file, titles }) => {
    if (!existsSync(`${ROOT}${file}`)) return [file]
    const source = readFileSync(`${ROOT}${file}`, 'utf8')
    const quoted = [...source.matchAll(/(?:'((?:[^'\\\n]|\\.)*)'|"([^"\n]*)"|`([^`]*)`)/g)].map(
      m => m[1] ?? m[2] ?? m[3]!,
    )
    return titles.filter(title => !quoted.some(q => q.includes(title))).map(title => `${file}: ${title}`)
  })

test.each(rows.map(row => [row.fault, row] as const))(
  '%s: told whole, and shown by tests that are there',
  (_, row) => {
    expect(row.cells.filter(cell => cell !== '')).toHaveLength(5)
    expect(row.tests).not.toEqual([])
    expect(missing(row)).toEqual([])
  },
)

test('the lines of the log that it names are logged', () => {
  const sources = globSync(`${ROOT}src/**/*.ts`).map(file => readFileSync(file, 'utf8'))
  const lines = rows.flatMap(row => [...row.cells[2]!.matchAll(/`([^`/]+)`/g)].map(m => m[1]!))
  expect(lines.length).toBeGreaterThan(5)
  // PostgreSQL's own words.
  const ours = lines.filter(line => line !== 'No space left on device')
  expect(ours.filter(line => !sources.some(source => source.includes(line)))).toEqual([])
})

test('every scenario of a fault stands in it', () => {
  expect(rows.length).toBeGreaterThan(30)
  const named = rows.flatMap(row => row.tests.map(({ file }) => file))
  for (const one of ['slack', 'discord', 'database', 'people', 'time'])
    expect(named).toContain(`test/scenario/faults-of-${one}.test.ts`)
})

test('a test that is not there is found', () => {
  const [row] = rowsOf('| it fails | a | b | c | `test/documents/faults.test.ts` (no such title at all) |')
  // Only here in two pieces, so that it is not found by itself.
  expect(
    missing({ ...row!, tests: [{ file: row!.tests[0]!.file, titles: [`no such ${'title'}, never`] }] }),
  ).toHaveLength(1)
  expect(missing({ ...row!, tests: [{ file: 'test/gone.test.ts', titles: [] }] })).toEqual([
    'test/gone.test.ts',
  ])
})
