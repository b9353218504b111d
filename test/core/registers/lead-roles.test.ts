import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkRoles } from '../../../src/core/registers/lead-roles/checks.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

describe('the guidance for lead SG roles', () => {
  const role = (group: string, subject: string) => ({ group, subject })
  test.for([
    ['a short one', [role('SG17', 'security')], 0],
    ['with "including"', [role('SG17', 'security, including trust')], 1],
    ['with "such as"', [role('SG17', 'matters such as trust')], 1],
    ['a long one', [role('SG17', 'x'.repeat(101))], 1],
    ['five', [1, 2, 3, 4, 5].map(n => role('SG17', `subject ${n}`)), 0],
    ['six', [1, 2, 3, 4, 5, 6].map(n => role('SG17', `subject ${n}`)), 1],
    ['one role at two SGs', [role('SG17', 'Trust'), role('SG13', 'trust ')], 1],
    ['one role twice at one SG', [role('SG17', 'trust'), role('SG17', 'trust')], 0],
  ] as const)('%s', ([, roles, remarks]) => expect(checkRoles(roles)).toHaveLength(remarks))
})

describe('the register of lead SG roles', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
  })
  afterAll(() => office.close())

  test('an SG writes its own roles, and a designation has its source', async () => {
    await office.done(
      'SG17 chair',
      'lead-role add group:SG17 subject:"security, including trust, such as keys" state:requested',
    )
    expect(
      await office.refused('SG20 chair', 'lead-role add group:SG17 subject:x state:requested'),
    ).toContain('own SG')
    expect(await office.refused('TSB', 'lead-role add group:SG17 subject:x state:designated')).toContain(
      'needs the source of its designation',
    )
    // Nor may it hand one to another SG.
    expect(await office.refused('SG17 chair', 'lead-role set LR-1 field:group value:SG20')).toContain(
      'own SG',
    )
    expect(await office.done('SG20 chair', 'lead-role check')).toContain('has “including” and “such as”')
    expect(await office.done('SG20 chair', 'lead-role check group:SG20')).toBe(
      'The lead SG roles on record follow the guidance.',
    )
  })
})
