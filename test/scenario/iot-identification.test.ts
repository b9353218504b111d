import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { CALENDAR, openHarness } from '../support/harness.ts'

// IoT identification: SG2 and SG20; WTSA Action 9 (January 2026 report). A demarcation line was agreed, TD263.
describe.each(['slack', 'discord', 'terminal'] as const)(
  'IoT identification, on %s',
  (platform: Platform) => {
    it('is solved between the chairs with a demarcation line', async () => {
      const world = await openHarness({ platforms: [platform], at: '2026-02-16T10:00', apart: CALENDAR })
      await world.channels('SG2', 'SG20', 'WP2')
      const filip = await world.person('Filip Novak', 'SG2 chair')
      const carmen = await world.person('Carmen Ruiz', 'SG20 chair')
      await world.person('Dai Nakamura', 'WP2 chair')
      const everywhere = async (words: string | RegExp) => {
        for (const group of ['SG2', 'SG20']) await world.adds(group, words)
      }

      // Filip raises it for SG2, with the document on the line between the two.
      expect(
        await filip.type(
          'issue raise topic:"IoT identification" summary:"Numbers or identifiers?" with:SG20 documents:TD263',
        ),
      ).toContain('ISG-1 IoT identification: Filip Novak (SG2 chair) raised the issue for SG2, with SG20.')
      await carmen.isTold('Filip Novak (SG2 chair) raised the issue for SG2, with SG20.')
      const card = await world.card('SG20', 'ISG-1')
      expect(card.text).toContain('between the chairs concerned')
      if (platform !== 'terminal') expect(card.text).toContain('TD263')

      // A position needs a proposal; silence is shown as silence.
      expect(await carmen.type('issue position ISG-1 agrees')).toContain('There is no proposal yet')
      await filip.type('issue propose ISG-1 text:"SG2 keeps numbering; SG20 keeps the rest."')
      await carmen.isTold('proposed a way forward: SG2 keeps numbering; SG20 keeps the rest.')
      await everywhere('proposed a way forward: SG2 keeps numbering; SG20 keeps the rest.')
      expect(await filip.type('issue show ISG-1')).toMatch(/SG20:? *(\|\s*)?○ silent/)
      expect(await carmen.type('waiting')).toContain(
        "ISG-1 IoT identification: SG20's position on the proposal",
      )

      await carmen.type('issue position ISG-1 objects reason:"The rest is not a scope"')
      await filip.isTold('SG20 objects to proposal 1: The rest is not a scope')
      await everywhere('SG20 objects to proposal 1: The rest is not a scope')
      expect(await filip.type('issue show ISG-1')).toContain('between the chairs concerned')

      // A newer proposal takes the older one's place: positions are asked for again.
      await carmen.type('issue propose ISG-1 text:"The demarcation line of TD263: E.164 numbers are SG2\'s."')
      await filip.isTold('proposed a way forward: The demarcation line of TD263')
      await everywhere('proposed a way forward: The demarcation line of TD263')
      const asked = await filip.type('issue show ISG-1')
      expect(asked).toContain('Proposal 2, by SG20')
      expect(asked).toMatch(/SG2:? *(\|\s*)?○ silent/)
      expect(asked).not.toContain('The rest is not a scope')
      expect(await filip.type('waiting')).toContain("SG2's position on the proposal")

      // With comments is agreement: no SG is silent and none objects, so it is solved.
      expect(
        await filip.type('issue position ISG-1 "agrees with comments" reason:"Name the annex in E.212 too"'),
      ).toContain('Solved between the chairs: The demarcation line of TD263')
      // One post for the act and what it brings about; both SGs read it in their channels.
      await everywhere(
        /SG2 agrees with proposal 2, with comments: Name the annex in E\.212 too.*Solved between the chairs: The demarcation line of TD263/s,
      )
      if (platform !== 'terminal') {
        for (const group of ['SG2', 'SG20'])
          expect((await world.card(group, 'ISG-1')).text).toContain('solved between the chairs')
        expect((await world.card('SG2', 'ISG-1')).buttons).toEqual(['Reopen', 'History', 'What you can do'])
      }
      expect(await carmen.type('waiting')).toContain('Nothing is waiting for you.')

      // From then on proposals are refused kindly; what was said stays.
      expect(await filip.type('issue propose ISG-1 text:"Once more"')).toContain(
        'ISG-1 is solved, so this can no longer be done.',
      )
      expect(await carmen.type('issue escalate ISG-1 reason:"After all"')).toContain('can no longer be done')
      const history = await filip.type('issue history ISG-1')
      for (const words of [
        'SG20 objects to proposal 1: The rest is not a scope',
        'SG2 keeps numbering',
        'agrees with proposal 2, with comments',
      ])
        expect(history).toContain(words)
      await world.end()
    })
  },
)
