/** A year of coordination: who does what, when. Chance decides by the seed alone, so that a run can be had again. */
import {
  chairOf,
  type Facts,
  geneva,
  type IssueFacts,
  isSolved,
  type MeetingFacts,
  nextCoordination,
  stageOf,
  startOf,
} from './facts.ts'
import { nameOf } from './oracle.ts'
import { CHAIRS, type Person, RAPPORTEUR, WP2_CHAIR, WP2_VICE } from './people.ts'
import type { Chance } from './random.ts'

export interface Act {
  at: number
  by: Person
  /** What they type; undefined: the matter has gone another way. */
  line(facts: Facts): string | undefined
  /** The answer says that it was done. */
  done: RegExp
  /** Where they look whether it was done when no answer came, and what they see there then. */
  look(facts: Facts): string
  sign: RegExp
  /** Writes down what happened; `found`: the answer, or what they saw when they looked. */
  record(facts: Facts, at: number, found: string): void
}

export interface Story {
  acts: Act[]
  /** One more comment, for when everything is told and there are still kills to come. */
  more(facts: Facts, at: number): Act | undefined
}

const DAY = 24 * 3_600_000

export function storyOf(chance: Chance, from: number, until: number, issues: number): Story {
  let marks = 0
  const mark = () => `mark-${String(++marks).padStart(4, '0')}`
  const acts: Act[] = []
  /** In office hours, away from the instants at which something falls due. */
  const someTime = (day: Temporal.PlainDate) =>
    geneva(day, `${10 + chance.below(6)}:${20 + chance.below(20)}`)
  const today = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Europe/Zurich').toPlainDate()

  function tellIssue(number: number): void {
    const topic = `Topic ${String(number).padStart(3, '0')}`
    const groups = Object.keys(CHAIRS).toSorted(() => chance.next() - 0.5)
    const concerned = groups.slice(0, 2 + chance.below(2))
    const [raiser, ...others] = concerned as [string, ...string[]]
    const way = chance.pick(['solved', 'wp2', 'withdrawn', 'lapsed', 'solved', 'wp2'] as const)
    const length = (until - from) / DAY
    let day = today(from).add({ days: 1 + Math.floor((number / issues) * Math.max(1, length - 30)) })
    let at = someTime(day)
    const next = (most = 7) => {
      day = day.add({ days: 1 + chance.below(most) })
      at = someTime(day)
    }
    const withTimeline = way === 'lapsed' || chance.once(3)
    const respondBy = withTimeline ? day.add({ days: 9 + chance.below(12) }) : undefined
    const its = (facts: Facts) => facts.issues.find(i => i.topic === topic)

    const does = (
      by: Person,
      verb: string,
      words: (mark: string) => string,
      told: (mark: string) => string,
      record: (issue: IssueFacts, facts: Facts, at: number, mark: string) => void,
      possible: (issue: IssueFacts) => boolean,
    ) => {
      const own = mark()
      acts.push({
        at,
        by,
        line(facts) {
          const issue = its(facts)
          return issue && possible(issue)
            ? `issue ${verb} issue:${issue.ref} ${words(own)}`.trim()
            : undefined
        },
        done: new RegExp(told(own)),
        look: facts => `issue history issue:${its(facts)!.ref}`,
        sign: new RegExp(told(own)),
        record: (facts, when) => record(its(facts)!, facts, when, own),
      })
    }
    const comment = (by: Person, group: string) =>
      does(
        by,
        'comment',
        m => `text:"${m}"`,
        m => `commented: ${m}`,
        (issue, _, when, m) => issue.happened.push({ kind: 'commented', at: when, by, group, mark: m }),
        issue => ['chairs', 'escalated', 'wp2'].includes(stageOf(issue)),
      )
    const propose = (group: string) =>
      does(
        chairOf(group)!,
        'propose',
        m => `text:"${m}"`,
        m => `proposed a way out: ${m}`,
        (issue, _, when, m) =>
          issue.happened.push({ kind: 'proposed', at: when, by: chairOf(group), group, mark: m }),
        issue => stageOf(issue) === 'chairs',
      )
    const position = (group: string, objects: boolean) =>
      does(
        chairOf(group)!,
        'position',
        m => `position:${objects ? 'objects' : 'agrees'} reason:"${m}"`,
        m => `${group} ${objects ? 'objects' : 'agrees'}: ${m}`,
        (issue, _, when, m) => {
          issue.happened.push({ kind: 'position', objects, at: when, by: chairOf(group), group, mark: m })
          const proposal = issue.happened.findLast(h => h.kind === 'proposed')!
          if (isSolved(issue) && 'mark' in proposal)
            issue.happened.push({
              kind: 'solved',
              at: when + 1,
              by: chairOf(group),
              group,
              mark: proposal.mark,
            })
        },
        issue => stageOf(issue) === 'chairs' && issue.happened.some(h => h.kind === 'proposed'),
      )

    acts.push({
      at,
      by: chairOf(raiser)!,
      line: () =>
        `issue raise topic:"${topic}" summary:"Who covers what?" with:${others.join(',')}${respondBy ? ` respond-by:"${respondBy}"` : ''}`,
      done: new RegExp(`ISG-\\d+ ${topic}: .*raised the issue for`),
      look: () => `issue list text:"${topic}" state:all`,
      sign: namedBefore('ISG', topic),
      record(facts, when, found) {
        facts.issues.push({
          ref: namedBefore('ISG', topic).exec(found)![1]!,
          topic,
          concerned,
          respondBy,
          happened: [{ kind: 'raised', at: when, by: chairOf(raiser), group: raiser }],
        })
      },
    })

    if (way === 'lapsed') {
      if (chance.once(2)) {
        next(4)
        comment(chairOf(others[0]!)!, others[0]!)
      }
      // The timeline is over by then.
      day = respondBy!.add({ days: 2 + chance.below(4) })
      at = someTime(day)
    } else {
      next(4)
      // At the same time, on two platforms.
      comment(chairOf(raiser)!, raiser)
      comment(chairOf(others[0]!)!, others[0]!)
      next(4)
      propose(raiser)
    }
    if (way === 'withdrawn') {
      next()
      does(
        chairOf(raiser)!,
        'withdraw',
        m => `reason:"${m}"`,
        m => `withdrew the issue: ${m}`,
        (issue, _, when, m) =>
          issue.happened.push({ kind: 'withdrawn', at: when, by: chairOf(raiser), group: raiser, mark: m }),
        issue => stageOf(issue) === 'chairs',
      )
    }
    if (way === 'solved')
      for (const group of others) {
        next(4)
        position(group, false)
      }
    if (way === 'wp2' || way === 'lapsed') {
      if (way === 'wp2') {
        next(4)
        position(others[0]!, true)
      }
      next(4)
      does(
        chairOf(raiser)!,
        'escalate',
        m => `reason:"${m}"`,
        m => `brought the issue to WP2 for ${raiser}: ${m}`,
        (issue, facts, when, m) => {
          const by = { by: chairOf(raiser), group: raiser }
          issue.happened.push({ kind: 'escalated', at: when, ...by, mark: m })
          const meeting = nextCoordination(facts, when)
          if (meeting)
            issue.happened.push({ kind: 'on the agenda', at: when + 1, ...by, meeting: meeting.ref })
        },
        issue => stageOf(issue) === 'chairs',
      )
      next(16)
      const leader = chance.pick([WP2_CHAIR, WP2_VICE])
      does(
        leader,
        'take-up',
        () => '',
        () => 'took the issue up for WP2',
        (issue, _, when) => issue.happened.push({ kind: 'taken up', at: when, by: leader, group: 'WP2' }),
        issue => stageOf(issue) === 'escalated',
      )
      next()
      comment(chairOf(raiser)!, raiser)
      comment(leader, 'WP2')
      comment(chairOf(others[0]!)!, others[0]!)
      next()
      does(
        leader,
        'conclude',
        m => `text:"${m}"`,
        m => `WP2 concluded: ${m}`,
        (issue, _, when, m) =>
          issue.happened.push({ kind: 'concluded', at: when, by: leader, group: 'WP2', mark: m }),
        issue => stageOf(issue) === 'wp2',
      )
    }
  }

  function changes(
    number: number,
    by: Person,
    verb: 'move' | 'hold' | 'cancel',
    when: (meeting: MeetingFacts) => Temporal.PlainDate,
    planned: MeetingFacts,
  ): void {
    const own = mark()
    const its = (facts: Facts) => facts.meetings.find(m => m.ref === `MTG-${number}`)!
    const to = (meeting: MeetingFacts) => meeting.versions.at(-1)!.date.add({ days: 7 })
    const status = { move: 'scheduled', hold: 'confirmed', cancel: 'cancelled' } as const
    const how = { move: 'moved', hold: 'confirmed', cancel: 'cancelled' } as const
    const at = someTime(when(planned))
    const said = { move: `${own}`, hold: own, cancel: `cancelled: ${own}` }[verb]
    acts.push({
      at,
      by,
      line(facts) {
        const meeting = its(facts)
        const last = meeting.versions.at(-1)!
        if (last.status !== 'scheduled' || startOf(meeting, last) < at + DAY) return undefined
        const date = verb === 'move' ? ` date:"${to(meeting)}" confirm:yes` : ''
        return `meeting ${verb} ${meeting.ref}${date} reason:"${own}"`
      },
      done: { move: /is moved from/, hold: /is confirmed: it will be held/, cancel: /is cancelled:/ }[verb],
      look: () => `meeting show MTG-${number}`,
      sign: new RegExp(said),
      record(facts, when) {
        const meeting = its(facts)
        const last = meeting.versions.at(-1)!
        meeting.versions.push({
          at: when,
          how: how[verb],
          status: status[verb],
          date: verb === 'move' ? to(meeting) : last.date,
          mark: own,
        })
      },
    })
  }

  /** One more meeting of RG-DT. */
  function schedules(date: Temporal.PlainDate, at: number): void {
    const version = { at, how: 'scheduled', date, mark: undefined, status: 'scheduled' } as const
    const made: MeetingFacts = {
      ref: '',
      group: 'RG-DT',
      kind: 'interim',
      start: '10:00',
      end: '11:30',
      deadlineDays: 7,
      versions: [],
    }
    const words = nameOf(made, version).replace('RG-DT ', '')
    acts.push({
      at,
      by: RAPPORTEUR,
      line: () =>
        `meeting schedule RG-DT date:"${date}" time:"10:00–11:30" objective:"Review the inputs" confirm:yes`,
      done: /MTG-\d+ is on the calendar: /,
      look: () => 'meeting list RG-DT',
      sign: namedBefore('MTG', words),
      record(facts, when, found) {
        facts.meetings.push({
          ...made,
          ref: namedBefore('MTG', words).exec(found)![1]!,
          versions: [{ ...version, at: when }],
        })
      },
    })
  }

  for (let i = 0; i < issues; i++) tellIssue(i)
  const ahead = (m: MeetingFacts, days: number) => m.versions[0]!.date.subtract({ days })
  tellMeetings()
  const within = acts.filter(a => a.at > from && a.at < until)

  function tellMeetings(): void {
    const first = today(from)
    const plan = PLANNED_DATES.map((date, i) => [i + 1, Temporal.PlainDate.from(date)] as const)
    for (const [number, date] of plan) {
      if (Temporal.PlainDate.compare(date.subtract({ days: 20 }), first) < 0) continue
      const planned = { versions: [{ date }] } as unknown as MeetingFacts
      const isRg = RG_DT.includes(number)
      const way = chance.pick(isRg ? ['move', 'hold', 'cancel', 'none'] : ['hold', 'cancel', 'none', 'none'])
      if (isRg && way === 'move')
        changes(number, RAPPORTEUR, 'move', m => ahead(m, 9 + chance.below(9)), planned)
      if (isRg && (way === 'hold' || way === 'cancel'))
        changes(number, RAPPORTEUR, way, m => ahead(m, 2 + chance.below(3)), planned)
      if (!isRg && (way === 'hold' || way === 'cancel'))
        changes(number, WP2_CHAIR, way, m => ahead(m, 2 + chance.below(8)), planned)
    }
    for (const date of ['2026-04-15', '2026-06-24', '2026-10-21', '2026-11-25'])
      if (chance.once(2)) {
        const day = Temporal.PlainDate.from(date)
        schedules(day, someTime(day.subtract({ days: 25 + chance.below(10) })))
      }
  }

  return {
    acts: within.toSorted((a, b) => a.at - b.at),
    more(facts, at) {
      const issue = facts.issues.find(i => ['chairs', 'escalated', 'wp2'].includes(stageOf(i)))
      if (!issue) return undefined
      const own = mark()
      const group = chance.pick(issue.concerned)
      const by = chairOf(group)!
      return {
        at,
        by,
        line: () => `issue comment issue:${issue.ref} text:"${own}"`,
        done: new RegExp(`commented: ${own}`),
        look: () => `issue history issue:${issue.ref}`,
        sign: new RegExp(`commented: ${own}`),
        record: (_, when) => issue.happened.push({ kind: 'commented', at: when, by, group, mark: own }),
      }
    },
  }
}

const PLANNED_DATES = [
  '2026-03-11',
  '2026-05-13',
  '2026-05-25',
  '2026-07-22',
  '2026-08-17',
  '2026-09-09',
  '2026-09-21',
  '2026-12-14',
]
const RG_DT = [1, 2, 4, 6]

/** The reference that stands before some words, with no other between. */
export const namedBefore = (kind: 'ISG' | 'MTG', words: string): RegExp =>
  new RegExp(`(${kind}-\\d+)(?:(?!${kind}-)[^])*?${words}`)
