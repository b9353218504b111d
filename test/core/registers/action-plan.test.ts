import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePlanKey } from '../../../src/core/registers/action-plan/key.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

describe('a status is known by item and TSAG meeting', () => {
  test.for([
    ['8 TSAG 01-2026', '8 TSAG 01-2026'],
    ['WTSA Action 8 01-2026', '8 TSAG 01-2026'],
    ['73-06 2026-01', '73-06 TSAG 01-2026'],
    ['9 undated', '9 undated'],
  ] as const)('%s is %s', ([raw, key]) => expect(parsePlanKey(raw)).toBe(key))

  test.for(['8', 'TSAG 01-2026', '8 next'])('"%s" is none', raw =>
    expect(() => parsePlanKey(raw)).toThrow(/is no|has its label/),
  )
})

describe('the WTSA action plan', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
  })
  afterAll(() => office.close())

  test('keeps the words beside a normalised status, for each meeting', async () => {
    await office.done('TSB', 'plan-item status of:8 meeting:05-2025 words:"No Started, see TD5"')
    await office.done('TSB', 'plan-item set "8 TSAG 05-2025" field:responsible value:SG17')
    const said = await office.done(
      'SG17 chair',
      'plan-item status of:8 meeting:01-2026 words:"Ongoing, CG on trust"',
    )
    expect(said).toBe('8 TSAG 01-2026 is in the register of statuses of the WTSA action plan.')
    expect(await office.done('SG20 chair', 'plan-item show "8 TSAG 05-2025"')).toContain(
      'status as written: No Started, see TD5; status: not started',
    )
    expect(await office.done('SG20 chair', 'plan-item show "8 01-2026"')).toContain(
      'status: ongoing; SGs responsible: SG17',
    )
    expect(await office.done('SG20 chair', 'plan-item list of:8')).toContain('2 entries')
  })

  test('a status is never overwritten, and only those responsible write it', async () => {
    expect(
      await office.refused('SG17 chair', 'plan-item status of:8 meeting:01-2026 words:Completed'),
    ).toContain('8 TSAG 01-2026 has a status: “Ongoing, CG on trust”.')
    expect(
      await office.refused('SG20 chair', 'plan-item status of:8 meeting:10-2026 words:Completed'),
    ).toContain('for items that their SG is responsible for')
  })
})
