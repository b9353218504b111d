import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { CALENDAR, type Harness, openHarness, type Person } from '../support/harness.ts'

const GROUPS = ['SG17', 'SG20', 'WP2']
/** Until it is brought to WP2, the chairs coordinate among themselves. */
const SGS = ['SG17', 'SG20']
const ISSUE = 'ISG-1 IoT security'

interface Cast {
  world: Harness
  bo: Person
  carmen: Person
  dai: Person
  eve: Person
  /** In the threads of these channels; where left out, of the SGs and WP2. */
  everywhere(words: string | RegExp, groups?: readonly string[]): Promise<void>
  /** At 09:00 of each day the one is reminded, and not a minute before. */
  areReminded(days: string[], ...people: [Person, RegExp][]): Promise<void>
}

/** The issue raised on 2 March 2026, its positions asked for by 20 March; Carmen's proposal waits for SG17. */
async function raised(platform: Platform): Promise<Cast> {
  const world = await openHarness({ platforms: [platform], at: '2026-03-02T10:00', apart: CALENDAR })
  await world.channels(...GROUPS)
  const bo = await world.person('Bo Lindqvist', 'SG17 chair')
  const carmen = await world.person('Carmen Ruiz', 'SG20 chair')
  const dai = await world.person('Dai Nakamura', 'WP2 chair')
  const eve = await world.person('Eve Haddad', 'WP2 vice-chair')
  const everywhere = async (words: string | RegExp, groups: readonly string[] = GROUPS) => {
    for (const group of groups) await world.adds(group, words)
  }
  await bo.type(
    'issue raise topic:"IoT security" summary:"Who covers the security of devices?" with:SG20 respond-by:"20 March 2026"',
  )
  await carmen.isTold('raised the issue for SG17')
  await carmen.type('issue propose ISG-1 text:"SG17 the framework, SG20 the devices"')
  await bo.isTold('proposed a way forward')
  await everywhere('proposed a way forward', SGS)
  return {
    world,
    bo,
    carmen,
    dai,
    eve,
    everywhere,
    async areReminded(days, ...people) {
      for (const day of days) {
        await world.at(`${day}T08:59`)
        await world.quiet()
        await world.at(`${day}T09:00`)
        for (const [person, words] of people) await person.isTold(words)
        await world.quiet()
      }
    },
  }
}

// IoT security: SG17 and SG20; WTSA Action 7. No solution in time; the timeline lapses; WP2 hands it back.
describe.each(['slack', 'discord', 'terminal'] as const)('IoT security, on %s', (platform: Platform) => {
  it('lapses, is escalated, handed back with guidance, and solved between the chairs', async () => {
    const { world, bo, carmen, dai, eve, everywhere, areReminded } = await raised(platform)

    // Only SG17 has said nothing: only its chair is reminded.
    await areReminded(['2026-03-13'], [bo, /the timeline ends in 7 days, on 20 March 2026, and SG17 has not/])
    await areReminded(['2026-03-17'], [bo, /in 3 days/])
    await areReminded(['2026-03-19'], [bo, /tomorrow/])
    await areReminded(['2026-03-20'], [bo, /today/])

    // The last day ends at midnight in Geneva; the chairs and their channels are told at 09:00, once.
    await world.at('2026-03-21T08:59')
    await world.quiet()
    await world.at('2026-03-21T09:00')
    for (const person of [bo, carmen])
      await person.isTold('The timeline lapsed on 20 March 2026 without a solution.')
    await everywhere('The timeline lapsed on 20 March 2026 without a solution.', SGS)
    if (platform !== 'terminal') {
      const { text, buttons } = await world.card('SG17', 'ISG-1')
      expect(text).toContain('20 March 2026 (lapsed)')
      expect(buttons).toEqual(expect.arrayContaining(['Extend the timeline', 'Escalate to WP2']))
    }
    await world.at('2026-03-23T10:00')
    await world.quiet()

    await carmen.type('issue escalate ISG-1 reason:"No answer in time"')
    for (const person of [dai, eve]) await person.isTold('brought the issue to WP2 for SG20')
    await everywhere(
      /brought the issue to WP2 for SG20: No answer in time.*on the agenda of WP2's meeting on 25 May 2026/s,
    )
    await dai.type('issue take-up ISG-1')
    await everywhere('took up the issue for WP2')
    await world.at('2026-04-06T10:00')
    await world.quiet()

    await eve.type(
      'issue hand-back ISG-1 guidance:"Start from the terms of Y.4000" respond-by:"24 April 2026"',
    )
    for (const person of [bo, carmen]) await person.isTold('Start from the terms of Y.4000')
    await everywhere(
      'handed the issue back to the chairs, with this guidance: Start from the terms of Y.4000',
    )
    expect(await bo.type('issue show ISG-1')).toContain('Guidance of WP2 to the chairs')

    // WP2 can't decide for the chairs now, and positions on the old proposal count until there is a new one.
    expect(await dai.type('issue conclude ISG-1 text:"SG17"')).toContain('WP2 handed it back on 6 April 2026')
    await bo.type('issue propose ISG-1 text:"X.1352 for devices jointly"')
    await carmen.isTold('proposed a way forward: X.1352 for devices jointly')
    await everywhere('proposed a way forward: X.1352 for devices jointly')
    await areReminded(['2026-04-17'], [carmen, /in 7 days, on 24 April 2026, and SG20 has not/])
    await carmen.type('issue position ISG-1 agrees')
    await everywhere(/SG20 agrees with proposal 2\..*Solved between the chairs: X\.1352 for devices jointly/s)
    // Nothing is left of it for WP2's meeting, which is cancelled as planned when no other issue is brought.
    expect(await dai.type('meeting agenda MTG-3')).toContain(
      'ISG-1: IoT security (solved between the chairs)',
    )
    await world.at('2026-05-24T14:00')
    await dai.isTold('what was brought to it is settled: ISG-1 IoT security (solved between the chairs)')
    expect(await dai.type('meeting show MTG-3')).toContain(
      'what was brought to it is settled: ISG-1 IoT security (solved between the chairs)',
    )
    await world.end()
  })

  it('is settled by what was said in the room once its SGs have confirmed it', async () => {
    // WTSA Action 7: the joint correspondence group is closed, and the two chairs go on between them (TD164R3).
    const world = await openHarness({ platforms: [platform], at: '2026-02-02T10:00', apart: CALENDAR })
    await world.channels('SG17', 'SG20')
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    const carmen = await world.person('Carmen Ruiz', 'SG20 chair')
    const tess = await world.person('Tess Moreau', 'TSB')
    const room = 'TSAG meeting, 28 January 2026'
    const both = async (words: string | RegExp) => {
      for (const group of SGS) await world.adds(group, words)
    }

    await tess.type(
      `issue raise topic:"IoT security" summary:"A demarcation line, WTSA Action 7" with:SG20 for:SG17 said:"${room}" documents:TD177`,
    )
    await carmen.isTold('SG17 raised the issue, with SG20. (recorded by Tess Moreau (TSB) for SG17 from')
    await tess.type(
      `issue propose ISG-1 text:"The two chairs go on coordinating; the group is closed." for:SG20 said:"${room}"`,
    )
    await bo.isTold('SG20 proposed a way')
    await both('SG20 proposed a way')
    await tess.type(`issue position ISG-1 agrees for:SG17 said:"${room}"`)
    await both('SG17 agrees with proposal 1. (recorded by Tess Moreau (TSB) for SG17 from “TSAG')
    // Nothing is settled by an unconfirmed word.
    expect(await tess.type('issue show ISG-1')).toContain('Next: SG20 and SG17 confirm what TSB recorded.')

    await world.at('2026-02-02T10:15')
    const asked = [
      { chair: bo, group: 'SG17', entries: 'ISG-1/1, ISG-1/3' },
      { chair: carmen, group: 'SG20', entries: 'ISG-1/2' },
    ]
    for (const { chair, group, entries } of asked) {
      const message = await chair.isTold(`for ${group} from “${room}”; not yet confirmed`)
      if (platform === 'terminal') await chair.type(`issue confirm entries:"${entries}" for:${group}`)
      else await chair.press(message, 'Confirm all')
      // The second confirmation also solves it, in the same post.
      await both(
        group === 'SG20'
          ? /confirmed what was recorded for SG20.*Solved between the chairs: The two chairs go on coordinating/s
          : 'confirmed what was recorded for SG17',
      )
    }
    await tess.isTold('Bo Lindqvist (SG17 chair) confirmed what was recorded for SG17')
    await tess.isTold('Carmen Ruiz (SG20 chair) confirmed what was recorded for SG20')
    await world.end()
  })
})

// The dates of reminders and what follows a lapse are the core's matter: one platform shows them.
describe('its timeline', () => {
  it('is extended with a reason, and the reminders follow the new date', async () => {
    const { world, bo, everywhere, areReminded } = await raised('slack')
    await areReminded(['2026-03-13'], [bo, /in 7 days/])
    const { form } = await bo.try('issue extend ISG-1 to:"27 March 2026"')
    expect(form?.fields.find(f => f.name === 'reason')?.required).toBe(true)
    expect(await bo.type('issue extend ISG-1 to:"19 March 2026" reason:"Less"')).toContain(
      'The timeline already runs until 20 March 2026; give a later date.',
    )
    await bo.type('issue extend ISG-1 to:"27 March 2026" reason:"SG17 meets on the 25th"')
    await everywhere('extended the timeline from 20 March 2026 to 27 March 2026: SG17 meets on the 25th', SGS)
    await areReminded(['2026-03-20'], [bo, /in 7 days, on 27 March 2026/])
    await areReminded(['2026-03-24'], [bo, /in 3 days/])
    await bo.type('issue position ISG-1 abstains')
    await everywhere('SG17 abstains on proposal 1', SGS)
    await world.at('2026-03-27T23:59')
    await world.end()
  })

  it('goes to WP2 by itself where the setting says so, whose leadership is reminded weekly', async () => {
    const { world, bo, dai, eve, everywhere, areReminded } = await raised('slack')
    const tsb = await world.person('Tomas Silva', 'TSB')
    expect(await bo.type('setting on-lapse escalate')).toContain(
      "Only TSB and WP2's chair can change settings.",
    )
    await dai.type('setting on-lapse escalate')
    await world.at('2026-03-20T23:59')
    for (const words of [/in 7 days/, /in 3 days/, /tomorrow/, /today/]) await bo.isTold(words)
    await world.quiet()

    // It is with WP2 from midnight on, and WP2's leadership and the channels are told at 09:00.
    await world.at('2026-03-21T08:59')
    await world.quiet()
    await world.at('2026-03-21T09:00')
    for (const person of [dai, eve])
      await person.isTold('Brought to WP2: The timeline lapsed without a solution.')
    await everywhere(
      /The timeline lapsed on 20 March 2026.*Brought to WP2: The timeline lapsed without a solution\..*on the agenda of WP2's meeting on 25 May 2026/s,
    )

    const waits = new RegExp(
      `${ISSUE} has been waiting for WP2's chair or vice-chair to take it up since 21 March 2026`,
    )
    await areReminded(['2026-03-28', '2026-04-04'], [dai, waits], [eve, waits], [tsb, waits])
    await eve.type('issue take-up ISG-1')
    await everywhere('took up the issue for WP2')
    await world.at('2026-04-18T12:00')
    await world.end()
  })
})
