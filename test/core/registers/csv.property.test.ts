import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv, writeCsv } from '../../../src/core/registers/csv.ts'
import { documents } from '../../../src/core/registers/documents/register.ts'
import { describeField, type Fields, parsePartialDate } from '../../../src/core/registers/field.ts'
import { untilField } from '../../../src/core/registers/joint-activities/until.ts'
import { liaisons } from '../../../src/core/registers/liaisons/register.ts'
import { REGISTERS } from '../../../src/core/registers/registers.ts'
import { toSheet } from '../../../src/core/registers/sheet.ts'

const NOW = Temporal.Instant.from('2026-02-02T09:00:00Z')
const AT = { version: 1, at: NOW }

/** Text as people write it, with what files and spreadsheets trip over. */
const words = fc
  .stringMatching(/^[\p{L}\d =+\-@'",;()\n]{1,40}$/u)
  .filter(text => text.trim() === text && text !== '')
const group = fc.constantFrom('SG2', 'SG17', 'WP2', 'RG-DT', 'JCA-MV')
const known = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const withoutUnknown = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

test('any documents are read from a file as they were written to it', async () => {
  const entry = fc.record({
    key: fc.integer({ min: 1, max: 9999 }).map(n => `T25-TSAG-TD${n}`),
    fields: fc
      .record({
        title: known(words),
        state: known(fc.constantFrom('available' as const, 'reserved' as const)),
        revision: known(fc.integer({ min: 0, max: 99 })),
        marks: known(fc.array(fc.record({ group, bracketed: fc.boolean() }), { minLength: 1, maxLength: 3 })),
      })
      .map(withoutUnknown),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(entry, { selector: e => e.key, minLength: 1, maxLength: 5 }),
      async entries => {
        const file = writeCsv(documents, entries.map((e, id) => ({ id, ...AT, ...e })) as never)
        const { entries: read, faults } = await readCsv(documents, file, NOW)
        expect(faults).toEqual([])
        expect(read.map(({ key, fields }) => ({ key, fields }))).toEqual(entries)
      },
    ),
  )
})

test('the header of a workbook is read by its labels, of every register', async () => {
  for (const register of REGISTERS) {
    const { columns } = toSheet(register, [])
    const cells = columns.map(label => `"${label}"`).join(';')
    const { faults } = await readCsv(register, `${cells}\r\n${columns.map(() => '').join(';')}x\r\n`, NOW)
    // The row is no entry: what matters is that no column is unknown, twice, or missing.
    expect(
      faults.every(({ row }) => row === 2),
      register.name,
    ).toBe(true)
  }
})

test('columns of one label are told apart by their order', async () => {
  const actions = REGISTERS.find(({ name }) => name === 'actions')!
  const { entries, faults } = await readCsv(
    actions,
    'Action,Action,TSAG meeting\r\nTSAG 01-2026 WP2-1,Entrust it to SG17,TSAG 01-2026\r\n',
    NOW,
  )
  expect(faults).toEqual([])
  expect(entries[0]).toMatchObject({
    key: 'TSAG 01-2026 WP2-1',
    fields: { words: 'Entrust it to SG17', meeting: 'TSAG 01-2026' },
  })
})

test('any addressees are read as they were written', () => {
  const { addressees } = liaisons.fields
  const addressee = fc.record({
    group,
    purpose: fc.constantFrom('action' as const, 'comment' as const, 'information' as const, null),
    replyBy: fc.constantFrom('2026-05-01', '2026-05', null),
  })
  fc.assert(
    fc.property(fc.array(addressee, { minLength: 1, maxLength: 5 }), list => {
      expect(addressees.parse(addressees.format(list))).toEqual(list)
      expect(addressees.parse(describeField(addressees, list))).toEqual(list)
    }),
  )
})

test('any end is read as it was written, whatever the order of its parts', () => {
  const part = fc.constantFrom('next TSAG meeting', 'two years', 'study period', '2028-12', '2027')
  fc.assert(
    fc.property(fc.uniqueArray(part, { minLength: 1, maxLength: 4 }), parts => {
      const until = untilField.parse(parts.join(' + '))
      expect(untilField.parse(untilField.format(until))).toEqual(until)
      expect(untilField.parse(parts.toReversed().join('+'))).toEqual(until)
    }),
  )
})

test('what people read of a field can be written again, of every field of every register', () => {
  for (const { name, fields } of REGISTERS)
    for (const [id, field] of Object.entries(fields as Fields)) {
      const value = field.parse(field.example)
      expect(field.parse(describeField(field, value)), `${name}: ${id}`).toEqual(value)
    }
})

test.for([
  ['13 May 2026', '2026-05-13'],
  ['Wednesday 13 May 2026', '2026-05-13'],
  ['13 May, 2026', '2026-05-13'],
  ['May 2026', '2026-05'],
  ['Sept. 2026', '2026-09'],
  ['2026', '2026'],
] as const)('the date %s is kept as %s', ([typed, kept]) => {
  expect(parsePartialDate(typed)).toBe(kept)
})

test.for([
  '13 May',
  'Smarch 2026',
  '31 June 2026',
  'Monday 13 May 2026',
  '1/5/2026',
  'May 1026',
  'TSAG 10-2026',
  '2026-13',
])('the date %s is refused with a sentence', typed => {
  expect(() => parsePartialDate(typed)).toThrow(/is no date|does not fit|not a date of this work/)
})
