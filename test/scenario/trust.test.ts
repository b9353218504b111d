import { describe, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { openHarness } from '../support/harness.ts'

// Trust and trustworthiness, 2026: SG13, SG17 and SG20; WTSA Action 8 (January 2026 report, clause 3.1.3).
describe.each(['slack', 'discord', 'terminal'] as const)('trust, on %s', (platform: Platform) => {
  it('goes from the chairs through three calls to a conclusion as action WP2-1', async ({ expect }) => {
    const world = await openHarness({ platforms: [platform], at: '2026-02-16T10:00' })
    await world.channels('SG13', 'SG17', 'SG20', 'WP2')
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    const carmen = await world.person('Carmen Ruiz', 'SG20 chair')
    const dai = await world.person('Dai Nakamura', 'WP2 chair')
    const groups = ['SG13', 'SG17', 'SG20', 'WP2']
    const everywhere = async (words: string) => {
      for (const group of groups) await world.adds(group, words)
    }

    expect(
      await ada.type(
        'issue raise topic:"Trust" summary:"Who covers what?" with:SG17,SG20 lead:SG17 documents:TD301',
      ),
    ).toContain('ISG-1')
    await bo.isTold('raised the issue for SG13')
    await carmen.isTold('raised the issue for SG13')
    for (const group of groups)
      expect((await world.card(group, 'ISG-1')).text).toContain('between the chairs concerned')

    await bo.type('issue lead ISG-1 SG17')
    await ada.isTold('SG17 leads the coordination')
    await everywhere('SG17 leads the coordination')

    await bo.type('issue propose ISG-1 text:"SG17 leads the coordination on trust."')
    await ada.isTold('proposed a way out')
    await carmen.isTold('proposed a way out')
    await everywhere('proposed a way out')

    await ada.type('issue position ISG-1 agrees')
    await everywhere('SG13 agrees')
    expect(await carmen.type('issue position ISG-1 objects')).toContain('needs its reason')
    await carmen.type('issue position ISG-1 objects reason:"One lead SG does not fit"')
    await everywhere('SG20 objects: One lead SG does not fit')

    const statement = 'SG20 <develops> its *own* Recommendations & says so'
    await carmen.type(`issue statement ISG-1 text:"${statement}"`)
    await everywhere('Statement for the record')
    expect(await carmen.type('issue history ISG-1')).toContain(statement)

    expect(await ada.type('issue take-up ISG-1')).toContain("Only WP2's chair or vice-chair can do this.")
    await carmen.type('issue escalate ISG-1 reason:"We did not agree"')
    await dai.isTold('brought the issue to WP2')
    await ada.isTold('brought the issue to WP2')
    await bo.isTold('brought the issue to WP2')
    await everywhere('brought the issue to WP2 for SG20: We did not agree')
    await everywhere("WP2's meeting on 25 May 2026")
    expect(await ada.type('issue escalate ISG-1 reason:"Again"')).toContain('is with WP2 already')

    expect(await dai.type('waiting')).toContain('ISG-1 Trust: to be taken up by WP2')
    await dai.type('issue take-up ISG-1')
    for (const chair of [ada, bo, carmen]) await chair.isTold('took the issue up for WP2')
    await everywhere('took the issue up')

    await dai.type(
      'issue call ISG-1 dates:"18 February 2026, 19 February 2026, 20 February 2026" time:13:00–14:00',
    )
    for (const day of ['18', '19', '20']) {
      for (const chair of [ada, bo, carmen]) await chair.isTold(`arranged a call: ${day} February 2026`)
      await everywhere(`arranged a call: ${day} February 2026`)
    }
    await world.at('2026-02-20T15:00')
    for (const group of groups) {
      await world.says(group, 'call is tomorrow: 18 February 2026')
      await world.says(group, 'call is tomorrow: 19 February 2026')
      await world.says(group, 'call is in 1 hour: 18 February 2026')
      await world.says(group, 'call is tomorrow: 20 February 2026')
      await world.says(group, 'call is in 1 hour: 19 February 2026')
      await world.says(group, 'call is in 1 hour: 20 February 2026')
    }
    for (const meeting of ['MTG-10', 'MTG-11', 'MTG-12']) {
      await dai.type(`issue outcome ISG-1 ${meeting} outcome:"Terms aligned."`)
      await everywhere(`Outcome of the call ${meeting}`)
    }

    const concluded = await dai.type(
      'issue conclude ISG-1 text:"Each SG works in its scope." action:"Entrust the coordination of Action 8 to SG17"',
    )
    expect(concluded).toContain('Action WP2-1: Entrust the coordination of Action 8 to SG17')
    for (const chair of [ada, bo, carmen]) await chair.isTold('WP2 concluded')
    await everywhere('WP2 concluded: Each SG works in its scope.')
    if (platform !== 'terminal')
      expect((await world.card('SG20', 'ISG-1')).text).toContain('concluded by WP2')
    expect(await dai.type('issue conclude ISG-1 text:"Twice"')).toContain('WP2 has concluded ISG-1')
    if (platform === 'terminal') await world.says('RG-DT', 'due in 14 days: by 4 March 2026')
    await world.end()
  })
})
