/** Whose act it is need not be said by somebody who can mean one group only. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerOf, type DeskHarness, openDesk } from '../desk-harness.ts'

describe('the own group', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk([], { at: '2026-02-02T09:00:00Z' })
    await office.done('TSB', 'liaison to TSAG-LS4 groups:"SG3, SG12, SG13" purpose:action by:2026-05-01')
    await office.done('TSB', 'document add TD326 title:"On lanterns"')
  })
  afterAll(() => office.close())

  test.for([
    ['liaison later TSAG-LS4 date:2026-06-01', 'by another date: SG3 (1 June 2026)'],
    ['liaison no-reply TSAG-LS4', 'no reply intended: SG3'],
    ['liaison replied TSAG-LS4 document:TD350', 'replies recorded by hand: SG3 (TD350)'],
    ['lead-role add subject:pepper state:requested', 'LR-1 is in the register of lead SG roles.'],
  ] as const)("of an SG's chair: %s", async ([line, said]) =>
    expect(await office.done('SG3 chair', line)).toContain(said),
  )

  test.for([
    ['liaison replied TSAG-LS4 SG12 TD350', '"TD350" is no part of it'],
    ['liaison replied TSAG-LS4 SG12 SG13', '"SG13" is no part of it'],
    ['liaison to TSAG-LS4 SG20 by 30 May 2026', '"by 30 May 2026" is no part of it'],
    ['document allocate TD326 WP2 RG-DT', '"RG-DT" is no part of it'],
    ['document set TD326 marks WP2 RG-DT', '"RG-DT" is no part of it'],
    ['document allocate TD326 to WP2', 'is more than the name of a group'],
  ] as const)('no body has a name with another value in it: %s', async ([line, said]) =>
    expect(await office.refused('TSB', line)).toContain(said),
  )

  test('names of bodies outside ITU-T, and of groups on a subject, stay', async () =>
    expect(await office.done('TSB', 'liaison to TSAG-LS5 CG on IoT security, ISO/IEC JTC 1/SC 27')).toContain(
      'CG on IoT security, ISO/IEC JTC 1/SC 27',
    ))

  test.for([
    ['document allocate TD326', 'allocated to: RG-DT'],
    ['action add words:"Note the lanterns"', 'is in the register of actions'],
  ] as const)('of a Rapporteur: %s', async ([line, said]) =>
    expect(await office.done('RG-DT Rapporteur', line)).toContain(said),
  )

  test('of a report that is owed, and TSB says whose', async () => {
    await office.done(
      'TSB',
      'meeting schedule TSAG date:"12 October 2026" until:"16 October 2026" time:09:30–17:30 objective:TSAG',
    )
    expect(await office.refused('TSB', 'owed given "progress report"')).toContain('Whose report is it?')
    await office.done('RG-DT Rapporteur', 'owed given "progress report" source:TD9')
    expect(await office.done('TSB', 'owed by RG-DT')).toContain('nothing that is on record')
  })

  test('stands under the heading of the Rapporteur', async () =>
    expect(await office.done('TSB', 'action show ACT-1')).toContain('RG-DT'))

  test('another group can still not be meant', async () =>
    expect(await office.refused('SG3 chair', 'liaison replied TSAG-LS4 by:SG12')).toContain(
      'for their own SG',
    ))

  test.for(['TSB', 'WP2 chair'])('%s writes for every group, and so says which', async who =>
    expect(await office.refused(who, 'liaison no-reply TSAG-LS4')).toContain('SG whose reply it is'),
  )

  test('somebody with two SGs says which', async () => {
    await office.done(
      'TSB',
      'person add "Ada Brown" role:"SG12 chair, SG13 vice-chair" account:slack:U0ADA1234',
    )
    expect(await office.refused('slack:U0ADA1234', 'liaison no-reply TSAG-LS4')).toContain(
      'SG whose reply it is',
    )
    expect(await office.done('slack:U0ADA1234', 'liaison no-reply TSAG-LS4 by:SG13')).toContain(
      'no reply intended',
    )
  })

  test('a form asks only those who can mean several', async () => {
    const fields = async (who: string) => {
      const read = office.desk.read('liaison later TSAG-LS4')
      if ('refused' in read) throw new Error('not read')
      const asked = await office.desk.prepare(read.invocation, callerOf(who))
      return asked.kind === 'form' ? asked.form.fields.map(field => field.name) : []
    }
    expect(await fields('SG3 chair')).not.toContain('by')
    expect(await fields('TSB')).toContain('by')
  })
})
