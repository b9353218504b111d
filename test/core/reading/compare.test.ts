import { describe, expect, test } from 'vitest'
import { compareEntries } from '../../../src/core/reading/compare.ts'
import type { Known, RegisterName } from '../../../src/core/reading/known.ts'
import { type Reading, readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import { gap, HEAD, textTable } from './invented.ts'

const text = (revision = '', time = '13:00 – 15:00') => `${HEAD}0\tActions for TSAG
1. WP2-1: Note the lanterns
2. Approve the harbours

1 General
Text.
Actions for TSAG:
· WP2-1: Note the lanterns
· Approve the harbours

2 Future Plans

RG-DT

${textTable([
  ['#', 'Date', 'Time', 'Objectives'],
  ['1', '13 May 2031', time, 'orchards'],
])}${gap('Annex 1 – Documents')}
${textTable([
  ['TD#', 'Source', 'Title', 'WP2'],
  [`TD7${revision}`, 'ITU-T SG17', 'LS/i/r on lanterns (reply to TSAG-LS4) [from ITU-T SG17]', '1'],
])}`

const read = (...args: Parameters<typeof text>) => readDocument(readText(text(...args), 'TD1'))

/** The registers once a reading was entered. */
function entered({ entries }: Reading): Known {
  const registers = Map.groupBy(entries, e => e.register)
  return { entries: Object.fromEntries(registers) as Partial<Record<RegisterName, Reading['entries']>> }
}

const states = (reading: Reading, known: Known) =>
  compareEntries(reading.entries, known).map(c => `${c.state} ${c.entry.register} ${c.entry.key}`)

describe('what a reading would change', () => {
  test('of empty registers: everything is new, each entry once', () => {
    expect(states(read(), {}).toSorted()).toEqual([
      'new actions 2031-03 Approve the harbours',
      'new actions 2031-03 WP2-1',
      'new documents TD7',
      'new liaison statements TD7',
      'new meetings RG-DT RG_INTERIM 2031-05-13',
    ])
  })

  test('the second time: nothing', () => {
    const reading = read()
    expect(states(reading, entered(reading)).every(s => s.startsWith('there'))).toBe(true)
  })

  test('of a later revision: only the differences', () => {
    const changed = compareEntries(read('-R1', '14:00 – 15:00').entries, entered(read())).filter(
      c => c.state !== 'there',
    )
    expect(changed).toMatchObject([
      {
        state: 'changed',
        entry: { register: 'meetings' },
        differences: [{ field: 'time', known: '13:00–15:00', found: '14:00–15:00' }],
      },
      {
        state: 'changed',
        entry: { register: 'documents' },
        differences: [{ field: 'revision', known: '', found: '1' }],
      },
    ])
  })

  test('what the document leaves empty changes nothing', () => {
    const known: Known = {
      entries: {
        meetings: [
          {
            key: 'RG-DT RG_INTERIM 2031-05-13',
            fields: {
              group: 'RG-DT',
              kind: 'RG_INTERIM',
              date: '2031-05-13',
              time: '13:00–15:00',
              objective: 'orchards',
              deadline: '2031-05-06',
            },
          },
        ],
      },
    }
    expect(states(read(), known)).toContain('there meetings RG-DT RG_INTERIM 2031-05-13')
  })
})

test('an entry in two places has both', () => {
  const action = read().entries.find(e => e.key === '2031-03 WP2-1')!
  expect(action.places.map(p => p.clause)).toEqual(['0', '1'])
})

test('a reading is plain data', () => {
  const reading = read()
  expect(JSON.parse(JSON.stringify(reading))).toEqual(reading)
})
