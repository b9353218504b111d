import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTIONS, compose, plan, read, silentlyWrong, tablesOf } from './damaged.ts'

/** No number, date, time, mark, reference, group or role. */
const isFreeText = (cell: string): boolean =>
  !/^(?:\(?\d|TD|Virtual|Resolution|Chair|Rapporteur|ITU-T|Co-chairs|TSB|$)/.test(cell)

describe('damage never causes a wrong entry silently:', () => {
  test('the whole document is read without a mark', () => {
    fc.assert(
      fc.property(plan, parts => {
        const reading = read(compose(tablesOf(parts)))
        expect(reading.unread).toEqual([])
        expect(reading.entries.filter(e => e.register === 'actions').length).toBe(ACTIONS.length)
      }),
      { numRuns: 30 },
    )
  })

  test('lines that were dropped', () => {
    const lines = fc.array(fc.nat(), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(plan, lines, (parts, dropped) => {
        const text = compose(tablesOf(parts))
        const all = text.split('\n')
        const gone = new Set(dropped.map(n => n % all.length))
        const damaged = read(all.filter((_, i) => !gone.has(i)).join('\n'))
        expect(silentlyWrong(read(text), damaged)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('cells of one row that were swapped', () => {
    fc.assert(
      fc.property(plan, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (parts, t, r, a, b) => {
        const tables = tablesOf(parts)
        const table = tables[t % tables.length]!
        const row = table[1 + (r % (table.length - 1))]!
        const [i, k] = [a % row.length, b % row.length]
        const [x, y] = [row[i]!, row[k]!]
        // Nothing tells two free texts apart: a member's name and a title, two statuses.
        fc.pre(x !== y && !(isFreeText(x) && isFreeText(y)))
        const swapped = table.map(other =>
          other === row ? row.map((cell, n) => (n === i ? y : n === k ? x : cell)) : other,
        )
        const damaged = read(compose(tables.map(other => (other === table ? swapped : other))))
        expect(silentlyWrong(read(compose(tables)), damaged)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('a text that ends at the end of a line', () => {
    fc.assert(
      fc.property(plan, fc.double({ min: 0.3, max: 1, noNaN: true }), (parts, share) => {
        const text = compose(tablesOf(parts))
        const damaged = read(text.slice(0, text.lastIndexOf('\n', text.length * share)))
        expect(silentlyWrong(read(text), damaged)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  // The beginning of a word or a number can't be told from a whole one: docs/registers.md says so.
  test('a text that ends in the middle of a line, but for the entry at its very end', () => {
    fc.assert(
      fc.property(plan, fc.double({ min: 0.3, max: 1, noNaN: true }), (parts, share) => {
        const text = compose(tablesOf(parts))
        const damaged = read(text.slice(0, Math.floor(text.length * share)))
        expect(silentlyWrong(read(text), damaged).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 100 },
    )
  })

  test('headings of clauses and annexes that were removed', () => {
    fc.assert(
      fc.property(plan, fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), (parts, removed) => {
        const text = compose(tablesOf(parts))
        const all = text.split('\n')
        const headings = all.flatMap((line, i) =>
          /^(?:\d+(?:\t| [A-Z])|Annex \d|RG-DT “)/.test(line) ? [i] : [],
        )
        const gone = new Set(removed.map(n => headings[n % headings.length]))
        const damaged = read(all.filter((_, i) => !gone.has(i)).join('\n'))
        expect(silentlyWrong(read(text), damaged)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('two cells of a row that became one', () => {
    fc.assert(
      fc.property(plan, fc.nat(), fc.nat(), fc.nat(), (parts, t, r, c) => {
        const tables = tablesOf(parts)
        const table = tables[t % tables.length]!
        const row = table[1 + (r % (table.length - 1))]!
        fc.pre(row.length > 1)
        const i = c % (row.length - 1)
        const merged = table.map(other =>
          other === row ? [...row.slice(0, i), `${row[i]} ${row[i + 1]}`.trim(), ...row.slice(i + 2)] : other,
        )
        const damaged = read(compose(tables.map(other => (other === table ? merged : other))))
        expect(silentlyWrong(read(compose(tables)), damaged)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('two columns that changed places under their headings', () => {
    fc.assert(
      fc.property(plan, fc.nat(), fc.nat(), fc.nat(), (parts, t, a, b) => {
        const tables = tablesOf(parts)
        const table = tables[t % tables.length]!
        const width = table[0]!.length
        const [i, k] = [a % width, b % width]
        // Nothing tells columns of one kind apart: those of marks, of free text, of statuses.
        const kind = (n: number) => new Set(table.slice(1).map(row => kindOf(row[n] ?? '')))
        fc.pre(i !== k && kind(i).isDisjointFrom(kind(k)))
        const swapped = table.map((row, n) =>
          n === 0 ? row : row.map((cell, m) => (m === i ? row[k]! : m === k ? row[i]! : cell)),
        )
        const damaged = read(compose(tables.map(other => (other === table ? swapped : other))))
        expect(silentlyWrong(read(compose(tables)), damaged)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

const kindOf = (cell: string): string =>
  cell === '' || /^\(?\d+\)?$/.test(cell) ? 'mark' : isFreeText(cell) ? 'text' : cell.replace(/\P{L}.*$/u, '')
