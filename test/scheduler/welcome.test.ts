/** Somebody gets a role: one message says what this is, what the role does most, and what is open in it. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GroupKind, RoleKind } from '../../src/core/database/generated/enums.ts'
import { toWords } from '../../src/core/text/spans.ts'
import { guideFor } from '../../src/core/waiting/role-guide.ts'
import { type Harness, openHarness } from './harness.ts'

let h: Harness
const told = (account: string) => h.slack.sent.filter(s => s.address === `@${account}`)
beforeAll(async () => {
  h = await openHarness('2026-04-20 10:00', { filled: true })
  await h.does('TSB', 'person add "Ada" role:"SG13 chair" account:slack:UADA00000')
  await h.does('TSB', 'person add "Bo" role:"SG17 chair" account:slack:UBO000000')
  await h.until('2026-04-20 10:01')
})
afterAll(() => h.close())

test('a new chair hears once what this is and what a chair does', () => {
  expect(told('UADA00000').map(s => s.text)).toEqual([
    `Welcome: you are registered here and you are SG13 chair now. By TSB.
intersg keeps what study groups coordinate between them: issues, proposals and positions, meetings, deadlines. It decides nothing; it keeps who said what, and notifies those concerned.
As SG13 chair
  - /sg issue raise raises an issue that concerns other study groups, too.
  - /sg issue propose proposes a way forward.
  - /sg issue position says where your SG stands on a proposal.
/sg waiting shows what waits for you, /sg help what you can do. If something is wrong, tell TSB.`,
  ])
})

test('at a handover each of the two hears once, and who the other is; what is open comes with it', async () => {
  await h.does('slack:UADA00000', 'issue raise topic:Trust summary:x with:SG17')
  await h.does('slack:UADA00000', 'issue propose ISG-1 text:"One definition"')
  await h.until('2026-04-20 10:02')
  h.reset()
  await h.does('TSB', 'person add "Gus" role:"SG17 chair" account:slack:UGUS00000')
  await h.until('2026-04-20 10:03')
  expect(told('UBO000000').map(s => s.summary)).toEqual([
    'The register of people: you are no longer SG17 chair; Gus is now. By TSB.',
  ])
  expect(told('UGUS00000')).toHaveLength(1)
  expect(told('UGUS00000')[0]!.text).toContain('you are SG17 chair now, after Bo. By TSB.')
  expect(told('UGUS00000')[0]!.text).toContain("ISG-1 Trust: SG17's position on the proposal")
})

test('a second role has its own guide, and what this is was said before', async () => {
  h.reset()
  await h.does('TSB', 'person add "Gus" role:"RG-DT Rapporteur" person:P-3')
  await h.until('2026-04-20 10:04')
  const [message] = told('UGUS00000')
  expect(message!.text).toContain('As RG-DT Rapporteur')
  expect(message!.text).not.toContain('It decides nothing')
  expect(message!.text).not.toContain('As SG17 chair')
})

/** The columns of docs/permissions.md, which its own test writes. */
const PERMISSIONS = readFileSync(new URL('../../docs/permissions.md', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line.startsWith('| '))
  .map(line => line.split('|').map(cell => cell.trim()))

test.for<[column: string, RoleKind, string | null, GroupKind | null]>([
  ['TSB', 'TSB', null, null],
  ['SG17 TSB', 'TSB', 'SG17', 'SG'],
  ['chair of an SG concerned', 'CHAIR', 'SG17', 'SG'],
  ['its vice-chair', 'VICE_CHAIR', 'SG17', 'SG'],
  ['WP2 chair', 'CHAIR', 'WP2', 'WP'],
  ['WP2 vice-chair', 'VICE_CHAIR', 'WP2', 'WP'],
  ['RG-DT Rapporteur', 'RAPPORTEUR', 'RG-DT', 'RG'],
  ['RG-DT associate Rapporteur', 'ASSOCIATE_RAPPORTEUR', 'RG-DT', 'RG'],
  ['JCA-MV chair', 'CHAIR', 'JCA-MV', 'JCA'],
  ['JCA-MV chair', 'CONVENOR', 'CG-X', 'CG'],
])('%s may do what the guide says', ([column, kind, group, groupKind]) => {
  const things = guideFor({ kind, group, groupKind }).map(thing => toWords(thing))
  expect(things).toHaveLength(3)
  const place = PERMISSIONS[0]!.indexOf(column)
  expect(place).toBeGreaterThan(0)
  for (const path of things.flatMap(thing =>
    [...thing.matchAll(/\/sg ([a-z0-9-]+(?: [a-z-]+)?)/g)].map(m => m[1]!),
  )) {
    // "follow sends …": the second word may belong to the sentence.
    const row = PERMISSIONS.find(cells => [path, path.split(' ')[0]].some(p => cells[1] === `\`${p}\``))
    expect(row?.[place], path).toBe('yes')
  }
})
