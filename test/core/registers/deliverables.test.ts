import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done(
    'TSB',
    'deliverable add FGMV-26 title:"Technical Specification on bridges" suggested:"SG16, (SG13)"',
  )
})
afterAll(() => office.close())

test('proposals stand side by side, and the decision beside them', async () => {
  await office.done('TSB', 'deliverable propose FGMV-26 by:C115 groups:SG13')
  await office.done('TSB', 'deliverable propose FGMV-26 by:TD570 groups:SG16')
  await office.done('WP2 chair', 'deliverable allocate FGMV-26 to:SG21 decision:WP2-4')
  await office.done('TSB', 'deliverable started FGMV-26 by:SG21 document:TD640')
  expect(await office.done('SG13 chair', 'deliverable show FGMV-26')).toContain(
    'suggested SGs, others in brackets: SG16, (SG13); proposals by others: C115: SG13; TD570: SG16; allocated to: SG21; decided by: WP2-4; work started by: SG21 (TD640)).',
  )
  expect(await office.done('SG13 chair', 'deliverable list suggested:SG13')).toContain('1 entry: FGMV-26')
})

test('only TSB and those who handle it for WP2 allocate', async () => {
  expect(await office.refused('SG21 chair', 'deliverable allocate FGMV-26 to:SG21')).toContain('Only TSB')
})
