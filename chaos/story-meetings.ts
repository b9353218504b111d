/** The stories of the plan's meetings, and of some more. */

import { type Act, namedBefore, type StoryBuilder } from './act.ts'
import { type MeetingModel, type Model, plannedMeetings, startOf } from './model.ts'
import { nameOf } from './oracle.ts'
import { type Person, RAPPORTEUR, WP2_CHAIR } from './people.ts'

const DAY = 24 * 3_600_000

const CHANGES = {
  move: { how: 'moved', status: 'scheduled', done: /is moved from/ },
  hold: { how: 'confirmed', status: 'confirmed', done: /is confirmed: it will be held/ },
  cancel: { how: 'cancelled', status: 'cancelled', done: /is cancelled:/ },
} as const

function change(mark: string, by: Person, verb: keyof typeof CHANGES, ref: string, at: number): Act {
  const { how, status, done } = CHANGES[verb]
  const its = (facts: Model) => facts.meetings.find(m => m.ref === ref)!
  const last = (facts: Model) => its(facts).versions.at(-1)!
  const dateAfter = (facts: Model) => (verb === 'move' ? last(facts).date.add({ days: 7 }) : last(facts).date)
  return {
    at,
    by,
    line(facts) {
      if (last(facts).status !== 'scheduled' || startOf(its(facts), last(facts)) < at + DAY) return undefined
      const date = verb === 'move' ? ` date:"${dateAfter(facts)}" confirm:yes` : ''
      return `meeting ${verb} ${ref}${date} reason:"${mark}"`
    },
    done,
    look: () => `meeting show ${ref}`,
    sign: new RegExp(mark),
    record(facts, asked) {
      its(facts).versions.push({ at: asked, how, status, date: dateAfter(facts), by, mark })
    },
  }
}

/** Adds one more meeting of RG-DT. */
function schedule(date: Temporal.PlainDate, at: number): Act {
  const made: Omit<MeetingModel, 'ref' | 'versions'> = {
    group: 'RG-DT',
    kind: 'interim',
    start: '10:00',
    end: '11:30',
    deadlineDays: 7,
  }
  const words = nameOf(made, { date }).replace('RG-DT ', '')
  return {
    at,
    by: RAPPORTEUR,
    line: () =>
      `meeting schedule RG-DT date:"${date}" time:"10:00–11:30" objective:"Review the inputs" confirm:yes`,
    done: /MTG-\d+ is on the calendar: /,
    look: () => 'meeting list RG-DT',
    sign: namedBefore('MTG', words),
    record(facts, asked, found) {
      const ref = namedBefore('MTG', words).exec(found)![1]!
      const by = { by: RAPPORTEUR, mark: undefined }
      const version = { at: asked, how: 'scheduled', date, ...by, status: 'scheduled' } as const
      facts.meetings.push({ ...made, ref, versions: [version] })
    },
  }
}

const MORE = ['2026-04-15', '2026-06-24', '2026-10-21', '2026-11-25']

export function addMeetingStories(
  { random, acts, mark, someTime }: StoryBuilder,
  first: Temporal.PlainDate,
): void {
  for (const { ref, group, kind, versions } of plannedMeetings(0)) {
    const { date } = versions[0]!
    if (Temporal.PlainDate.compare(date.subtract({ days: 20 }), first) < 0) continue
    const isRg = group === 'RG-DT'
    const way = random.pick(isRg ? ['move', 'hold', 'cancel', 'none'] : ['hold', 'cancel', 'none', 'none'])
    // A meeting of a Rapporteur group may move before its deadline; after it, it is confirmed or cancelled.
    const before = way === 'move' ? 9 + random.below(9) : 2 + random.below(kind === 'interim' ? 3 : 8)
    if (way === 'none') continue
    const at = someTime(date.subtract({ days: before }))
    acts.push(change(mark(), isRg ? RAPPORTEUR : WP2_CHAIR, way as keyof typeof CHANGES, ref, at))
  }
  for (const date of MORE.map(d => Temporal.PlainDate.from(d)))
    if (random.once(2)) acts.push(schedule(date, someTime(date.subtract({ days: 25 + random.below(10) }))))
}
