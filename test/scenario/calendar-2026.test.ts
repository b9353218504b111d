import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { openHarness, type Person } from '../support/harness.ts'
import { tellingsOf as allTellings, type Telling } from './expected-notices.ts'
import { JANUARY_2026, type Planned } from './plans.ts'

/** Rosa and Dai are there besides the channels; what others are asked is another test's matter. */
const HEARD = ['RG-DT', 'WP2', 'RG-DT Rapporteur', 'WP2 chair']
const tellingsOf = (m: Planned): Telling[] => allTellings(m).filter(t => HEARD.includes(t.to))

/** The words as they stand in a message, over as many lines as there are. */
const shown = (words: string) => new RegExp(words.split(' ').map(RegExp.escape).join('\\s+'))

/** Lives through the reminders: a minute before each nothing has come, at its instant it has. */
async function liveThrough({ world, rosa, dai }: Cast, due: Telling[]): Promise<void> {
  const instants = Map.groupBy(
    due.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    d => d.at,
  )
  for (const [at, told] of instants) {
    // When it is due is the core's matter, the same for all: one platform is looked at a minute before, too.
    if (world.chats.terminal) {
      await world.at(minuteBefore(at))
      await world.quiet()
    }
    await world.at(at)
    for (const { to, words } of told) {
      if (to === 'RG-DT Rapporteur') await rosa.isTold(shown(words))
      else if (to === 'WP2 chair') await dai.isTold(shown(words))
      else await world.says(to, shown(words))
    }
    await world.quiet()
  }
}

const minuteBefore = (at: string) => new Date(Date.parse(`${at}Z`) - 60_000).toISOString().slice(0, 16)

type Cast = Awaited<ReturnType<typeof open>>

const open = async (platform: Platform, at: string) => {
  const world = await openHarness({ platforms: [platform], at })
  await world.channels('RG-DT', 'WP2')
  const rosa: Person = await world.person('Rosa Lima', 'RG-DT Rapporteur')
  const dai: Person = await world.person('Dai Nakamura', 'WP2 chair')
  return { world, rosa, dai }
}

// On Discord the years of `npm run test:long` show the same.
describe.each(['slack', 'terminal'] as const)('the calendar of 2026, on %s', (platform: Platform) => {
  it('is reminded of at every instant, each once, through a move and a cancellation', async () => {
    const cast = await open(platform, '2026-02-01T09:00')
    const { world, rosa, dai } = cast
    const all = JANUARY_2026.flatMap(tellingsOf)
    // RG-DT's last words before a deadline come with the first on the meeting; it is asked twice, and once afterwards.
    expect(all).toHaveLength(4 * (7 + 2 + 1) + 3 * 5 + (8 + 1) + (3 + 1))
    await liveThrough(
      cast,
      all.filter(d => d.at < '2026-07-10'),
    )

    // In July the meeting of the 22nd is moved a week, and August's coordination e-meeting is cancelled.
    await world.at('2026-07-10T11:00')
    const ref = /MTG-\d+/.exec(await rosa.type('meeting next RG-DT'))![0]
    expect(await rosa.type(`meeting move ${ref} date:"29 July 2026" reason:"the SG13 plenary"`)).toContain(
      'moved from 22 July 2026, 13:00–15:00 Geneva time (CEST) to 29 July 2026, 13:00–15:00 Geneva time (CEST)',
    )
    await world.says('RG-DT', /moved from 22 July 2026, 13:00–15:00 .* to 29 July 2026, 13:00–15:00/)
    const august = /MTG-\d+/.exec(await dai.type('meeting next WP2'))![0]
    await dai.type(`meeting cancel ${august} "no issue was brought"`)
    await world.says('WP2', /17 August 2026.* is cancelled: no issue was brought/)
    await world.quiet()

    const july = JANUARY_2026.find(m => m.date === '2026-07-22')!
    const moved = { ...july, date: '2026-07-29', deadline: '2026-07-22' }
    const secondHalf = [
      ...JANUARY_2026.filter(m => m.date !== '2026-07-22' && m.date !== '2026-08-17').flatMap(tellingsOf),
      ...tellingsOf(moved),
    ].filter(d => d.at > '2026-07-10T11')
    await liveThrough(cast, secondHalf)

    const shown = await rosa.type(`meeting show ${ref}`)
    expect(shown).toMatch(
      /10 July 2026, Rosa Lima \(RG-DT Rapporteur\): moved from 22 July 2026.*the SG13 plenary/,
    )
    expect(await dai.type(`meeting show ${august}`)).toMatch(/10 July 2026.*cancelled: no issue was brought/)
    await world.at('2027-02-15T09:00')
    await world.end()
  })
})

describe.each(['slack', 'discord', 'terminal'] as const)(
  'the calendar of 2026 after a stop, on %s',
  (platform: Platform) => {
    it('says in one word what was missed while the program was stopped, and what is still ahead', async () => {
      const { world, rosa, dai } = await open(platform, '2026-08-30T10:00')
      const notHeld = /^By the deadline of 2 September 2026, no contribution came in/
      await world.at('2026-08-31T10:00')
      await world.quiet()
      // Stopped over the deadline of 2 September: one word says that it was missed, and what is still ahead.
      await world.pauseUntil('2026-09-03T10:00')
      await world.says(
        'RG-DT',
        /^((?!Missed).)*Missed: .* were due by 2 September 2026\.((?!Missed).)*meeting is in 6 days.*: 9 September 2026/s,
      )
      await world.says('WP2', 'are due in 5 days: by 8 September 2026')
      await rosa.isTold(notHeld)
      await world.quiet()
      // Stopped over three reminders of one deadline that is still ahead: only the last is told, and Rosa is asked once.
      await world.pauseUntil('2026-09-08T12:00')
      await world.says('RG-DT', /interim RG meeting is tomorrow.*: 9 September 2026/)
      await world.says('WP2', 'are due today: by 8 September 2026')
      await rosa.isTold(notHeld)
      await world.quiet()
      // She holds it: the channel is told, she herself has her answer, and no one is asked any more.
      await rosa.type(`meeting hold ${/MTG-\d+/.exec(await rosa.type('meeting next RG-DT'))![0]}`)
      await world.says('RG-DT', /9 September 2026.* is confirmed: it will be held/)
      await world.quiet()
      await world.at('2026-09-09T12:00')
      await world.says('RG-DT', /interim RG meeting is in 1 hour: 9 September 2026/)
      expect(await dai.type('waiting')).toContain('Nothing is waiting for you')
      await world.end()
    })
  },
)
