import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '../../src/core/database/client.ts'
import { createWork } from '../../src/core/events/events.ts'
import { cancelByPlan } from '../../src/core/lead-times/cancel-by-plan.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { SUBSCRIPTIONS } from '../../src/core/subscriptions.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('TSB', 'person add "Ines Ito" role:"RG-DT associate Rapporteur" account:slack:UINTIME')
  await office.done('TSB', 'person add "Lars Ek" role:"SG5 vice-chair" account:slack:ULATE')
})
afterAll(() => office.close())

const at = (iso: string) => office.clock.set(Temporal.Instant.from(iso))
const shown = async (line: string) => plainMessage((await office.say('TSB', line)).message)

describe('a contribution', () => {
  test('is in time until 23:59:59 Geneva time of its last day, and late after it', async () => {
    at('2026-03-04T22:59:59Z')
    await office.done(
      'slack:UINTIME',
      'contribution announce MTG-1 title:"Gap analysis" source:NICT document:"TD 21 (Rev.1)"',
    )
    at('2026-03-04T23:00:00Z')
    const late = await office.done(
      'slack:ULATE',
      'contribution announce MTG-1 title:"A second view" source:KDDI',
    )
    expect(late).toContain('It came after the contribution deadline and is listed as late.')
    const list = await shown('contribution list MTG-1')
    expect(list).toMatch(/CON-1 Gap analysis \(NICT\), TD21-R1\n/)
    expect(list).toMatch(/CON-2 A second view \(KDDI\), late \(announced 5 March 2026\)/)
  })

  test('is announced once, and withdrawn by who announced it or by TSB', async () => {
    expect(
      await office.refused('slack:UINTIME', 'contribution announce MTG-1 title:"Gap analysis" source:NICT'),
    ).toContain('as CON-1')
    expect(await office.refused('slack:UOTHER', 'contribution withdraw CON-1')).toContain(
      'Only the author of a contribution, TSB, and those who lead the meeting, can withdraw it.',
    )
    expect(await office.done('slack:ULATE', 'contribution withdraw CON-2 "merged"')).toContain(
      'withdrawn: merged',
    )
    expect(await office.refused('TSB', 'contribution withdraw CON-2')).toContain('is already withdrawn')
  })

  test('of somebody without a role is kept apart, and counts once TSB accepts it', async () => {
    for (let i = 1; i <= 5; i++)
      expect(
        await office.done('slack:UFLOOD00', `contribution announce MTG-2 title:"Noise ${i}" source:x`),
      ).toContain('as not registered')
    expect(
      await office.refused('slack:UFLOOD00', 'contribution announce MTG-2 title:"Noise 6" source:x'),
    ).toContain('5 of your contributions already wait for TSB')
    await office.done('slack:ULATE', 'contribution announce MTG-2 title:"Noise 1" source:x')
    const list = await shown('contribution list MTG-2')
    expect(list).toMatch(/\n {2}- CON-8 Noise 1 \(x\)\nNot registered\n/)
    expect(await office.done('TSB', 'waiting')).toContain('not registered: CON-3 Noise 1 (x)')
    expect(await office.refused('slack:UFLOOD00', 'contribution accept CON-3')).toMatch(/^Only TSB/)
    expect(await office.done('TSB', 'contribution accept CON-4')).toBe(
      'CON-4 Noise 2 (x) is accepted and counts.',
    )
    expect(await shown('meeting show MTG-2')).toContain('CON-4 Noise 2 (x)')
    expect(await shown('meeting show MTG-2')).not.toContain('CON-5')
  })

  test('counts when the Rapporteur decides; undecided, the meeting stands and says so', async () => {
    expect(await shown('meeting show MTG-1')).toContain('not confirmed')
    expect(await office.done('RG-DT Rapporteur', 'meeting hold MTG-1')).toContain(
      'is confirmed: it will be held',
    )
    expect(await office.refused('TSB', 'meeting hold MTG-1')).toContain('is already confirmed')
    const planned = await office.db.notice.count({
      where: { subject: 'MTG-1', series: 'decide', state: 'PLANNED' },
    })
    expect(planned).toBe(0)
  })
})

describe('a coordination e-meeting', () => {
  const plan = () =>
    inTransaction(office.db, tx => cancelByPlan.run(createWork(tx, office.clock.now(), SUBSCRIPTIONS)))
  const status = async () => (await office.db.meeting.findUniqueOrThrow({ where: { id: 3 } })).status

  test('is not cancelled a second before 24 hours ahead, and is at that instant', async () => {
    at('2026-05-24T11:59:59Z')
    expect(await plan()).toBe(0)
    at('2026-05-24T12:00:00Z')
    expect(await plan()).toBe(1)
    expect(await status()).toBe('CANCELLED')
    expect(await shown('meeting show MTG-3')).toContain('the plan: cancelled: no SG chair brought an issue')
  })

  test('stays when a chair announced an input', async () => {
    await office.done('SG5 chair', 'meeting input MTG-5 text:"Timelines for issues"')
    at('2026-08-16T12:00:00Z')
    await plan()
    expect(await shown('meeting show MTG-5')).toContain('Agenda:')
    expect((await office.db.meeting.findUniqueOrThrow({ where: { id: 5 } })).status).toBe('SCHEDULED')
  })

  test('stays when it is held anyway', async () => {
    await office.done('WP2 chair', 'meeting hold MTG-8')
    at('2026-12-13T13:00:00Z')
    await plan()
    expect((await office.db.meeting.findUniqueOrThrow({ where: { id: 8 } })).status).toBe('CONFIRMED')
  })
})

describe('the deadline that follows the TSAG meeting', () => {
  const deadline = async () =>
    (await office.db.meeting.findUniqueOrThrow({ where: { id: 9 } })).deadline?.toISOString().slice(0, 10)

  test('is a date as soon as that meeting has one, moves with it, and is open again without it', async () => {
    at('2026-10-01T08:00:00Z')
    expect(await deadline()).toBeUndefined()
    await office.done(
      'TSB',
      'meeting schedule TSAG date:"1 February 2027" until:"5 February 2027" time:09:30–17:30 objective:"TSAG"',
    )
    const tsag = (await office.db.meeting.findFirstOrThrow({ where: { kind: 'TSAG_MEETING' } })).id
    expect(await deadline()).toBe('2027-01-20')
    await office.done('TSB', `meeting move MTG-${tsag} date:"3 February 2027" reason:"the venue"`)
    expect(await deadline()).toBe('2027-01-22')
    await office.done('TSB', `meeting cancel MTG-${tsag} "no quorum"`)
    expect(await deadline()).toBeUndefined()
    expect(await office.db.notice.count({ where: { subject: 'MTG-9', kind: 'meeting-changed' } })).toBe(3)
  })
})

describe('a time that has a problem', () => {
  test.each([
    ['a weekend', 'date:"6 February 2027" time:13:00–15:00', 'Saturday 6 February 2027 is on a weekend.'],
    [
      'the night',
      'date:"3 February 2027" time:05:00–06:00',
      '05:00–06:00 includes night hours in Geneva (21:00–07:00).',
    ],
    [
      'little notice',
      'date:"5 October 2026" time:13:00–15:00',
      "The meeting would be in 4 days; interim RG meetings need at least 14 days' notice.",
    ],
  ])('is %s: named, and nothing is made before it is confirmed', async (_, when, sentence) => {
    const before = await office.db.meeting.count()
    const line = `meeting schedule RG-DT ${when} objective:Extra`
    expect(await office.refused('RG-DT Rapporteur', line)).toContain(sentence)
    expect(await office.db.meeting.count()).toBe(before)
    await office.done('RG-DT Rapporteur', `${line} confirm:yes`)
    expect(await office.db.meeting.count()).toBe(before + 1)
  })

  test('is another meeting of the same people', async () => {
    await office.done('TSB', 'person add "Ada" role:"RG-DT associate Rapporteur, WP2 vice-chair"')
    const line = 'meeting schedule RG-DT date:"25 January 2027" time:15:00–17:00 objective:Extra'
    expect(await office.refused('RG-DT Rapporteur', line)).toContain(
      'The meeting would overlap the WP2 e-meeting of 25 January 2027, 14:00–16:30',
    )
  })
})
