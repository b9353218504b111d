import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/commands/port.ts'
import { openWorld, type Person } from '../support/world.ts'

/** The plan agreed in January 2026, as in the report's table: group, date, start, contribution deadline. */
const PLAN: [group: 'RG-DT' | 'WP2', date: string, start: string, deadline?: string][] = [
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

/** What is due: at which instant on Geneva's clocks, where (a group's channel, or somebody in person), in which words. */
interface Due {
  at: string
  to: 'RG-DT' | 'WP2' | 'Rosa' | 'Dai'
  /** The meeting's day: what is due about one meeting at one instant is told in one message. */
  about: string
  words: string
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'July', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const daysBefore = (date: string, days: number) =>
  new Date(Date.parse(`${date}T12:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
const dayWords = (date: string) => {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${MONTHS[month! - 1]}[a-z]* ${year}`
}
const soon = (days: number) => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)

/** Everything that a meeting has to tell, while nobody decides about it. */
function tellingsOf([group, date, start, deadline]: (typeof PLAN)[number]): Due[] {
  const on = dayWords(date)
  const hour = `${String(Number(start.slice(0, 2)) - 1).padStart(2, '0')}${start.slice(2)}`
  const isCoordination = group === 'WP2' && deadline === undefined && date < '2027'
  const reminder = (at: string, when: string) => ({
    at,
    to: group,
    about: date,
    words: `The ${group} .* is ${when}(, [^:]*)?: ${on}, ${start}`,
  })
  return [
    ...(deadline ? [14, 7, 3, 1, 0] : []).map(days => ({
      at: `${daysBefore(deadline!, days)}T09:00`,
      to: group,
      about: date,
      words: `Contributions to the ${group} .* of ${on} are due ${soon(days)}: by ${dayWords(deadline!)}, 23:59 Geneva time`,
    })),
    reminder(`${daysBefore(date, 7)}T09:00`, soon(7)),
    reminder(`${daysBefore(date, 1)}T09:00`, soon(1)),
    ...(isCoordination ? undone(date, start) : [reminder(`${date}T${hour}`, 'in 1 hour')]),
    ...(group === 'RG-DT' ? asked(date, deadline!) : []),
  ]
}

/** A coordination e-meeting to which nobody brings an issue: Dai is told three days before, and it is cancelled the day before. */
const undone = (date: string, start: string): Due[] => [
  {
    at: `${daysBefore(date, 3)}T09:00`,
    to: 'Dai',
    about: date,
    words: `No SG chair has brought an issue to the WP2 .* of ${dayWords(date)}`,
  },
  ...(['WP2', 'Dai'] as const).map(to => ({
    at: `${daysBefore(date, 1)}T${start}`,
    to,
    about: date,
    words: `The WP2 .* of ${dayWords(date)}.* is cancelled: no SG chair brought an issue`,
  })),
]

/** An interim RG meeting: when the deadline is over Rosa is asked whether it is held, and then each morning. */
const asked = (date: string, deadline: string): Due[] => {
  const words = `By the deadline of ${dayWords(deadline)}, no contribution came in for the RG-DT .* of ${dayWords(date)}.*Is it held\\?`
  const mornings = [2, 3, 4, 5, 6, 7].map(days => daysBefore(deadline, -days)).filter(day => day <= date)
  return [
    { at: `${daysBefore(deadline, -1)}T00:00`, to: 'Rosa', about: date, words },
    ...mornings.map(day => ({ at: `${day}T09:00`, to: 'Rosa' as const, about: date, words })),
  ]
}

/** Lives through the reminders: a minute before each nothing has come, at its instant it has. */
async function liveThrough({ world, rosa, dai }: Cast, due: Due[]): Promise<void> {
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
    for (const parts of Map.groupBy(told, d => `${d.to} ${d.about}`).values()) {
      const { to } = parts[0]!
      const words = new RegExp(parts.map(d => `(?=[^]*${d.words})`).join(''))
      if (to === 'Rosa') await rosa.isTold(words)
      else if (to === 'Dai') await dai.isTold(words)
      else await world.says(to, words)
    }
    await world.quiet()
  }
}

const minuteBefore = (at: string) => new Date(Date.parse(`${at}Z`) - 60_000).toISOString().slice(0, 16)

type Cast = Awaited<ReturnType<typeof open>>

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
      const cast = await open(platform, '2026-02-01T09:00')
      const { world, rosa, dai } = cast
      const all = PLAN.flatMap(tellingsOf)
      expect(all).toHaveLength(4 * (8 + 7) - 1 + 3 * 5 + 8 + 3)
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

      const moved: (typeof PLAN)[number] = ['RG-DT', '2026-07-29', '13:00', '2026-07-22']
      const secondHalf = [
        ...PLAN.filter(([, date]) => date !== '2026-07-22' && date !== '2026-08-17').flatMap(tellingsOf),
        ...tellingsOf(moved),
      ].filter(d => d.at > '2026-07-10T11')
      await liveThrough(cast, secondHalf)

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

    it('says in one word what was missed while the program was stopped, and what is still ahead', async () => {
      const { world, rosa, dai } = await open(platform, '2026-08-30T10:00')
      const notHeld = /^By the deadline of 2 September 2026, no contribution came in/
      await world.at('2026-08-31T10:00')
      await world.quiet()
      // Stopped over the deadline of 2 September: one word says that it was missed, and what is still ahead.
      await world.pauseUntil('2026-09-03T10:00')
      await world.says(
        'RG-DT',
        /^((?!Missed).)*Missed: .* were due by 2 September 2026; this has passed\.((?!Missed).)*meeting is in 6 days.*: 9 September 2026/s,
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
      // She holds it: the channel is told, she herself has her answer, and nobody is asked any more.
      await rosa.type(`meeting hold ${/MTG-\d+/.exec(await rosa.type('meeting next RG-DT'))![0]}`)
      await world.says('RG-DT', /9 September 2026.* is confirmed: it will be held/)
      await world.quiet()
      await world.at('2026-09-09T12:00')
      await world.says('RG-DT', /interim RG meeting is in 1 hour: 9 September 2026/)
      expect(await dai.type('waiting')).toContain('Nothing waits for you')
      await world.end()
    })
  },
)
