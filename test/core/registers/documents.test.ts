import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDocumentKey, parseDocumentKey } from '../../../src/core/registers/documents/key.ts'
import { formatMark, parseMark, withMarks } from '../../../src/core/registers/documents/marks.ts'
import { countDocuments, findMeanings } from '../../../src/core/registers/documents/totals.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

const NOW = Temporal.Instant.from('2026-02-02T09:00:00Z')

describe('a document is the same however it is written:', () => {
  test.for([
    ['TD326', 'T25-TSAG-TD326'],
    ['td 326', 'T25-TSAG-TD326'],
    ['TD326-R2', 'T25-TSAG-TD326'],
    ['TD326R2)', 'T25-TSAG-TD326'],
    ['TD 249 (Rev.1)', 'T25-TSAG-TD249'],
    ['TD217 +Add.1', 'T25-TSAG-TD217'],
    ['TSAG-TD326', 'T25-TSAG-TD326'],
    ['SG2-TD280Rev1', 'T25-SG2-TD280'],
    ['RG-DT-TD5', 'T25-RG-DT-TD5'],
    ['C21', 'T25-TSAG-C21'],
    ['T22-C21', 'T22-TSAG-C21'],
    ['T22-TSAG-TD570', 'T22-TSAG-TD570'],
    ['?-C416', 'T25-?-C416'],
    ['T22-TSAG-221212-TD-GEN-0011-R1-MSW-E', 'T22-TSAG-TD11'],
  ] as const)('%s is %s', ([raw, key]) => expect(parseDocumentKey(raw, NOW)).toBe(key))

  test.for(['banana', 'TD0', 'TD', 'T99-TD3', 'TSAG-LS4', ''])('"%s" is none', raw =>
    expect(() => parseDocumentKey(raw, NOW)).toThrow('is no document'),
  )

  test('the study period stands on those of another period only', () => {
    expect(formatDocumentKey('T25-TSAG-TD326', NOW)).toBe('TSAG-TD326')
    expect(formatDocumentKey('T22-TSAG-TD570', NOW)).toBe('T22-TSAG-TD570')
    expect(parseDocumentKey(formatDocumentKey('T22-TSAG-TD570', NOW), NOW)).toBe('T22-TSAG-TD570')
  })
})

describe('marks', () => {
  const marks = (text: string) => text.split(' ').filter(Boolean).map(parseMark)

  test.for([
    ['WP2', 'RG-DT', 'WP2 RG-DT'],
    ['WP2 RG-DT', '(WP2)', 'RG-DT (WP2)'],
    ['(WP2)', 'WP2', 'WP2'],
    ['', 'RG-WPR', 'RG-WPR'],
  ] as const)('"%s" and then "%s" are "%s"', ([before, fresh, after]) =>
    expect(withMarks(marks(before), marks(fresh)).map(formatMark).join(' ')).toBe(after),
  )
})

describe('totals have three meanings', () => {
  // The contributions of January 2026: C21 was deferred from WP2 and allocated to RG-DT.
  const listed = ['(WP2) RG-DT', 'WP2', 'WP2', 'WP2', 'WP2', 'WP2'].map(marks => ({
    marks: marks.split(' ').map(parseMark),
  }))

  test('documents, marks, exclusive marks', () => {
    const { all, columns } = countDocuments(listed)
    expect(all).toEqual({ documents: 6, marks: 7, 'exclusive marks': 5 })
    expect(columns.get('WP2')).toEqual({ documents: 6, marks: 5, 'exclusive marks': 5 })
    expect(columns.get('RG-DT')).toEqual({ documents: 1, marks: 1, 'exclusive marks': 0 })
  })

  test.for([
    [6, ['documents']],
    [7, ['marks']],
    [5, ['exclusive marks']],
    [8, []],
  ] as const)('%s is %s', ([stated, means]) =>
    expect(findMeanings(stated, countDocuments(listed).all)).toEqual(means),
  )
})

describe('the register of documents', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
  })
  afterAll(() => office.close())

  test('is written, shown, listed and keeps its history', async () => {
    expect(await office.done('TSB', 'document add TD326-R2 title:"Lead SG" state:reserved revision:2')).toBe(
      'TSAG-TD326 is in the register of documents.',
    )
    await office.done('WP2 chair', 'document add C21 marks:"(WP2), RG-DT" meeting:01-2026')
    await office.done('WP2 chair', 'document add C3 marks:WP2 meeting:01-2026')
    expect(await office.refused('TSB', 'document add TD326')).toContain(
      'TSAG-TD326 is already in the register',
    )
    expect(await office.done('TSB', 'document state TD326 state:available source:"TD164R3, Annex 2"')).toBe(
      'TSAG-TD326 is changed (state: reserved → available).',
    )
    expect(await office.done('SG17 chair', 'document list')).toBe(
      'Documents, 3 entries: TSAG-C3, TSAG-C21, TSAG-TD326.',
    )
    expect(await office.done('SG17 chair', 'document list group:RG-DT')).toBe('Documents, 1 entry: TSAG-C21.')
    const history = await office.done('SG17 chair', 'document history TD326')
    expect(history).toContain('TSB: entered with title: Lead SG; state: reserved; latest revision: 2; ')
    expect(history).toContain('TSB: state: reserved → available (TD164R3, Annex 2).')
    expect(await office.done('TSB', 'document set TD326 field:title value:unknown')).toBe(
      'TSAG-TD326 is changed (title: Lead SG → not known).',
    )
  })

  test('a Rapporteur allocates documents to the own group only', async () => {
    expect(await office.done('RG-DT Rapporteur', 'document allocate TD326 to:RG-DT')).toBe(
      'TSAG-TD326 is changed (allocated to: RG-DT).',
    )
    expect(await office.refused('RG-DT Rapporteur', 'document allocate TD326 to:WP2')).toContain(
      "Only TSB, WP2's chair and vice-chairs, and the Rapporteur of a group for their own, can do this.",
    )
    expect(await office.refused('RG-DT Rapporteur', 'document state TD326 state:reserved')).toContain(
      'Only TSB',
    )
    expect(await office.refused('SG17 chair', 'document add TD5')).toContain('Only TSB')
  })

  test('says which meaning a stated total has', async () => {
    const said = await office.done('SG17 chair', 'document totals meeting:01-2026 kind:C stated:3')
    expect(said).toContain('the list: 2 documents, 3 marks, 1 exclusive marks')
    expect(said).toContain('A stated total of 3 for the list counts marks.')
    expect(await office.done('TSB', 'document totals meeting:01-2026 kind:C stated:9')).toContain(
      'is none of the three: a contradiction.',
    )
  })

  test('goes out as a file and comes in again the same', async () => {
    const { message } = await office.say('TSB', 'document export')
    expect(message.files).toMatchObject([{ name: 'documents.csv', type: 'text/csv' }])
    const csv = message.files![0]!.content
    expect(csv.split('\r\n')[0]).toBe('document,title,source,state,revision,addendum,marks,meeting')
    expect(csv).toContain('T25-TSAG-C21,,,,,,"(WP2), RG-DT",TSAG 01-2026')
    expect(await office.done('TSB', `document import csv:${JSON.stringify(csv)}`)).toBe(
      'The register already agrees with this file; nothing was changed.',
    )
  })

  test('a file with faults enters nothing and names each with its place', async () => {
    const csv = [
      'document,state,revision',
      'TD900,available,1',
      'banana,available,1',
      'TD901,purple,1',
      'TD902,available,first',
      'TD900,available,2',
      'TD903,available',
    ].join('\n')
    const said = await office.refused('TSB', `document import csv:${JSON.stringify(csv)}`)
    expect(said).toContain('Nothing was entered, the file has 5 faults:')
    expect(said).toContain('row 3, column document: "banana" is no document')
    expect(said).toContain('row 4, column state: "purple" is not one of the choices')
    expect(said).toContain('row 5, column revision: "first" is no whole number')
    expect(said).toContain('row 6, column document: TSAG-TD900 is already in row 2')
    expect(said).toContain('row 7: it has 2 cells, the header has 3')
    expect(await office.done('TSB', 'document list find:TD90')).toBe('Documents: no entry like this.')
    expect(await office.refused('TSB', 'document import csv:"a,b"')).toContain('it has no column "a", "b"')
  })

  test('a thousand entries are listed by page', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `SG3-TD${i + 1},available`)
    const csv = ['document,state', ...rows].join('\n')
    expect(await office.done('TSB', `document import csv:${JSON.stringify(csv)}`)).toContain(
      'New, 1000: SG3-TD1, SG3-TD2',
    )
    expect(await office.done('TSB', 'document list find:SG3 page:40')).toContain(
      'Documents, 1000 entries: SG3-TD976,',
    )
    expect(await office.done('TSB', 'document list find:SG3-TD77')).toContain(
      '11 entries: SG3-TD77, SG3-TD770',
    )
  })
})
