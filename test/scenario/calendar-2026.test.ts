import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/commands/port.ts'
import { openWorld, type Person, type World } from '../support/world.ts'

/** The plan agreed in January 2026, as in the report's table: group, date, start, contribution deadline. */
const PLAN: [group: string, date: string, start: string, deadline?: string][] = [
  ['RG-DT', '2026-03-11', '13:00', '2026-03-04'],
  ['RG-DT', '2026-05-13', '13:00', '2026-05-07'],
  ['WP2', '2026-05-25', '14:00'],
  ['RG-DT', '2026-07-22', '13:00', '2026-07-15'],
  ['WP2', '2026-08-17', '14:00'],
  ['RG-DT', '2026-09-09', '13:00', '2026-09-02'],
  ['WP2', '2026-09-21', '14:00', '2026-09-08'],
  ['WP2', '2026-12-14', '14:00'],
  ['WP2', '2027-01-25', '14:00'],
]

interface Due {
  at: string
  group: string
  words: string
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'July', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const daysBefore = (date: string, days: number) =>
  new Date(Date.parse(`${date}T12:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
const dayWords = (date: string) => {
  const [year, month, day] = date.split('-').map(Number)
  return new RegExp(`^${day} ${MONTHS[month! - 1]}[a-z]* ${year}$`)
}
const soon = (days: number) => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)

/** Every reminder that a meeting has, in words and at its instant on Geneva's clocks. */
function remindersOf([group, date, start, deadline]: (typeof PLAN)[number]): Due[] {
  const on = dayWords(date).source.slice(1, -1)
  const hour = `${String(Number(start.slice(0, 2)) - 1).padStart(2, '0')}${start.slice(2)}`
  const last = deadline && dayWords(deadline).source.slice(1, -1)
  return [
    ...(deadline ? [14, 7, 3, 1, 0] : []).map(days => ({
      at: `${daysBefore(deadline!, days)}T09:00`,
      group,
      words: `^Contributions to the ${group} .* of ${on} are due ${soon(days)}: by ${last}, 23:59 Geneva time`,
    })),
    ...[7, 1].map(days => ({
      at: `${daysBefore(date, days)}T09:00`,
      group,
      words: `^The ${group} .* is ${soon(days)}: ${on}, ${start}`,
    })),
    { at: `${date}T${hour}`, group, words: `^The ${group} .* is in 1 hour: ${on}, ${start}` },
  ]
}

/** Lives through the reminders: a minute before each nothing has come, at its instant it has. */
async function liveThrough(world: World, due: Due[]): Promise<void> {
  const instants = Map.groupBy(
    due.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    d => d.at,
  )
  for (const [at, told] of instants) {
    const [day, time] = at.split('T') as [string, string]
    await world.at(`${day}T${String(Number(time.slice(0, 2)) - 1).padStart(2, '0')}:59`)
    await world.quiet()
    await world.at(at)
    for (const { group, words } of told) await world.says(group, new RegExp(words))
    await world.quiet()
  }
}

const open = async (platform: Platform, at: string) => {
  const world = await openWorld({ platforms: [platform], at })
  await world.channels('RG-DT', 'WP2')
  const rosa: Person = await world.person('Rosa Lima', 'RG-DT Rapporteur')
  const dai: Person = await world.person('Dai Nakamura', 'WP2 chair')
  return { world, rosa, dai }
}

describe.each(['slack', 'discord', 'terminal'] as const)(
  'the calendar of 2026, on %s',
  (platform: Platform) => {
    it('is reminded of at every instant, each once, through a move and a cancellation', async () => {
      const { world, rosa, dai } = await open(platform, '2026-02-01T09:00')
      const all = PLAN.flatMap(remindersOf)
      expect(all).toHaveLength(4 * 8 + 8 + 4 * 3)
      const firstHalf = all.filter(d => d.at < '2026-07-10')
      await liveThrough(world, firstHalf)

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

      const moved: (typeof PLAN)[number] = ['RG-DT', '2026-07-29', '13:00', '2026-07-22']
      const secondHalf = [
        ...PLAN.filter(([, date]) => date !== '2026-07-22' && date !== '2026-08-17').flatMap(remindersOf),
        ...remindersOf(moved),
      ].filter(d => d.at > '2026-07-10T11')
      await liveThrough(world, secondHalf)

      const shown = await rosa.type(`meeting show ${ref}`)
      expect(shown).toMatch(
        /10 July 2026, Rosa Lima \(RG-DT Rapporteur\): moved from 22 July 2026.*the SG13 plenary/,
      )
      expect(await dai.type(`meeting show ${august}`)).toMatch(
        /10 July 2026.*cancelled: no issue was brought/,
      )
      await world.at('2027-02-15T09:00')
      await world.end()
    })

    it('tells only the last of what was missed while the program was stopped, and nothing that is over', async () => {
      const { world } = await open(platform, '2026-08-30T10:00')
      await world.at('2026-08-31T10:00')
      await world.quiet()
      // Stopped over the deadline of 2 September: its last two reminders are of no use any more.
      await world.pauseUntil('2026-09-03T10:00')
      await world.says('RG-DT', 'interim RG meeting is in 6 days: 9 September 2026')
      await world.says('WP2', 'are due in 5 days: by 8 September 2026')
      await world.quiet()
      // Stopped over three reminders of one deadline that is still ahead: only the last is told.
      await world.pauseUntil('2026-09-08T12:00')
      await world.says('RG-DT', 'interim RG meeting is tomorrow: 9 September 2026')
      await world.says('WP2', 'are due today: by 8 September 2026')
      await world.quiet()
      await world.at('2026-09-08T23:59')
      await world.end()
    })
  },
)
