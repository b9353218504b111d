/** Files that can't be imported: each fault is one sentence with its place, all of a file together, and nothing is entered. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const load = (csv: string) => ({ path: 'document import', options: { csv } })

test('faults of cells and rules of the register are named together, by row and column', async () => {
  const csv = [
    'document,title,state,marks',
    'TD1,On harbours,purple,WP2',
    '',
    'TD1,Again,available,WP2',
    'banana,Words,available,',
    'TD4,"Half a row"',
    'TD5,Good,available,RG-DT',
  ].join('\n')
  const said = await office.refused('TSB', load(csv))
  expect(said).toContain('Nothing was entered, the file has 4 faults: row 2, column state: "purple"')
  expect(said).toContain('row 4, column document: TSAG-TD1 is already in row 2')
  expect(said).toContain('row 5, column document: "banana" is no document')
  expect(said).toContain('row 6: it has 2 cells, the header has 4')
  expect(await office.done('TSB', 'document list')).toBe('Documents: no entry yet.')
})

test('a group that is not known is named with its row and column', async () => {
  const csv = [
    'document,title,marks',
    'TD1,On harbours,WP2',
    'TD2,On lanterns,"WP2, SG99"',
    'SG98-TD3,On pepper,',
  ].join('\n')
  expect(await office.refused('TSB', load(csv))).toBe(
    'Nothing was entered, the file has 2 faults: row 3, column marks: SG99 is not in the register of groups; the command group add enters it; row 4, column document: SG98 is not in the register of groups; the command group add enters it.',
  )
  expect(await office.done('TSB', 'document list')).toBe('Documents: no entry yet.')
  // Bodies outside ITU-T are called as they call themselves.
  const liaisons = 'liaison,direction,addressees\nTSAG-LS9,outgoing,"SG99 (action), IEEE 802.3"'
  expect(await office.refused('TSB', { path: 'liaison import', options: { csv: liaisons } })).toContain(
    'row 2, column addressees: SG99 is not',
  )
})

test.for([
  ['PK\0\0', 'characters that are not text'],
  ['{"documents": []}', 'This is not a CSV file.'],
  ['%PDF-1.7 and more', 'This is not a CSV file.'],
  ['document,title\nTD1,Caf\uFFFD', 'it is not UTF-8'],
  ['document,title\nTD1,"open', 'quotation marks do not match in row 2'],
  [
    'document,paper,title,title\nTD1,a,b,c',
    'it has no column "paper"; the file has the column "title" twice',
  ],
  ['title\nOn harbours', 'the column document is missing'],
  ['documents.csv', '"documents.csv" is the name of a file and not its text'],
  ['document,title', 'has no rows under its header'],
] as const)('%j is refused: %s', async ([csv, sentence]) => {
  const said = await office.refused('TSB', load(csv))
  if (!csv.includes('\0')) expect(said).toContain(sentence)
  expect(await office.done('TSB', 'document list')).toBe('Documents: no entry yet.')
})

test.for([';', '\t'])('a file with %j between its cells is read', async separator => {
  const number = separator === ';' ? 21 : 22
  const csv = `document${separator}title\r\nTD${number}${separator}"On harbours, and more"\r\n`
  expect(await office.done('TSB', load(csv))).toBe(`Documents: New, 1: TSAG-TD${number}.`)
})

test('thousands of rows are read in parts, quotations over several lines too', async () => {
  const rows = Array.from({ length: 2100 }, (_, i) => `SG2-TD${i + 1},"Title ${i}\nin two lines",available`)
  const csv = ['document,title,state', ...rows].join('\n')
  expect(await office.done('TSB', load(csv))).toContain('New, 2100: SG2-TD1')
  const broken = csv.replace('SG2-TD2000,', 'banana,')
  expect(await office.refused('TSB', load(broken))).toContain('row 2001, column document: "banana"')
})
