/** 2025–2027 with both plans: who is there, what they do, and everything that is told for it. */

import { formatLine } from '../../src/core/grammar/grammar.ts'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { daysFrom, inGeneva, instantsIn, shownIn } from '../support/zones.ts'
import { dayWords, kindWords, type Lived, spanWords, type Telling, tellingsOf } from './expected-notices.ts'
import { fileOf, JANUARY_2026, MAY_2025, type Planned } from './plans.ts'

export const FROM = '2025-01-01T00:00'
export const TO = '2028-01-01T00:00'

/** The holders of the roles, with the platform on which they get messages. */
export const PEOPLE = {
  'RG-DT Rapporteur': { name: 'Rosa Lima', hears: 'slack' },
  'WP2 chair': { name: 'Dai Nakamura', hears: 'discord' },
  TSB: { name: 'Tess Moreau', hears: 'slack' },
  'SG17 chair': { name: 'Bo Lindqvist', hears: 'slack' },
  'SG20 chair': { name: 'Fumi Sato', hears: 'discord' },
} as const satisfies Record<string, { name: string; hears: Platform }>

export type Role = keyof typeof PEOPLE

/** Fumi follows RG-DT from Tokyo, and wants no reminders in these hours. */
export const FOLLOWER = {
  role: 'SG20 chair',
  zone: 'Asia/Tokyo',
  quiet: { from: '15:00', to: '18:00' },
} as const

export const CHANNELS = ['TSAG', 'WP2', 'RG-DT', 'SG17', 'SG20']

/** Somebody gives a command. */
export interface Act {
  /** On Geneva's clocks. */
  at: string
  who: Role
  line: string
  answer: string
}

const MAY_AT = '2025-06-02T10:30'
const JANUARY_AT = '2026-02-02T10:30'
const TSAG_AT = '2026-10-05T10:30'
const DATED_AT = '2026-11-09T14:30'

/** The course of each planned meeting, by its day. */
const COURSES: Record<string, Partial<Lived>> = {
  '2025-09-10': { held: '2025-09-04T10:30' },
  '2025-11-12': { cancelled: { at: '2025-11-07T11:30', reason: 'no input came in' } },
  // No decision on 11 March 2026: the question is repeated until the meeting begins.
  '2026-03-11': {},
  '2026-05-13': { contributions: 1, held: '2026-05-08T08:30' },
  '2026-05-25': { input: { at: '2026-05-23T16:30', from: 'SG17', text: 'Who covers trust' } },
  // Held before its deadline: no question is asked.
  '2026-07-22': { held: '2026-07-10T14:30' },
  '2026-09-09': { cancelled: { at: '2026-09-03T15:30', reason: 'one contribution is too few' } },
  '2027-01-25': { deadline: '2027-01-20', dated: DATED_AT },
}

const known = (plan: readonly Planned[], at: string): Lived[] =>
  plan.map(m => ({ ...m, ...COURSES[m.date], known: at }))
/** The second plan has what is left of the first one, but 8 July 2026. */
const FROM_MAY = known(MAY_2025, MAY_AT).filter(m => m.date !== '2026-07-08')
const FROM_JANUARY = known(JANUARY_2026, JANUARY_AT).filter(m => !FROM_MAY.some(e => e.date === m.date))

const TSAG: Lived = {
  group: 'TSAG',
  kind: 'TSAG meeting',
  date: '2027-02-01',
  lastDay: '2027-02-05',
  start: '09:30',
  end: '17:30',
  objective: 'Lead SG roles for WTSA-28',
  known: TSAG_AT,
  deadline: '2027-01-20',
  dated: DATED_AT,
}
/**
 * Called by the Rapporteur for the days after Geneva's clocks change; what is asked each morning goes over the
 * change.
 */
const AFTER_CHANGE: Lived[] = [
  { date: '2027-03-29', deadline: '2027-03-22', known: '2027-02-10T10:30' },
  { date: '2027-11-01', deadline: '2027-10-25', known: '2027-09-20T10:30', held: '2027-10-31T14:30' },
].map(m => ({ ...MAY_2025[0]!, objective: 'Prepare the report to TSAG', ...m }))

const MEETINGS: Lived[] = [...FROM_MAY, ...FROM_JANUARY, TSAG, ...AFTER_CHANGE]

/** Meetings are numbered as they come onto the calendar; 22 July 2026 has the number of 8 July. */
const NUMBERED = [
  ...MAY_2025.map(m => (m.date === '2026-07-08' ? '2026-07-22' : m.date)),
  ...FROM_JANUARY.filter(m => m.date !== '2026-07-22').map(m => m.date),
  TSAG.date,
  ...AFTER_CHANGE.map(m => m.date),
]
const refOf = ({ date }: { date: string }) => `MTG-${NUMBERED.indexOf(date) + 1}`

const load = (plan: readonly Planned[], text: string, source: string, agreed: string, at: string): Act[] => {
  const options = { plan: text, source, agreed }
  const line = formatLine({ path: 'plan load', options })
  const sure = formatLine({ path: 'plan load', options: { ...options, confirm: 'yes' } })
  const last = plan.at(-1)!
  return [
    { at, who: 'TSB', line, answer: 'Nothing has been changed' },
    { at, who: 'TSB', line: sure, answer: `new, ${spanWords(last)}` },
  ]
}

const csv = (plan: readonly Planned[]): string => {
  const rows = fileOf(plan)
  return [Object.keys(rows[0]!), ...rows.map(r => Object.values(r))].map(r => r.join(',')).join('\n')
}

/** Everything that people do. */
const acts: Act[] = [
  ...load(MAY_2025, csv(MAY_2025), 'TD100R1, clause 10', '30 May 2025', MAY_AT),
  ...load(
    JANUARY_2026,
    JSON.stringify(fileOf(JANUARY_2026)),
    'TD164R3, clause 7',
    '30 January 2026',
    JANUARY_AT,
  ),
  ...MEETINGS.flatMap((m): Act[] => [
    ...(m.contributions
      ? [
          {
            at: `${daysFrom(m.deadline!, -1)}T20:30`,
            who: 'SG20 chair' as const,
            line: `contribution announce ${refOf(m)} title:"Gap analysis" source:NICT`,
            answer: dayWords(m.date),
          },
        ]
      : []),
    // TSB decides for the Rapporteur where something came in.
    ...(m.held
      ? [
          {
            at: m.held,
            who: m.contributions ? ('TSB' as const) : ('RG-DT Rapporteur' as const),
            line: `meeting hold ${refOf(m)}`,
            answer: `of ${spanWords(m)} is confirmed`,
          },
        ]
      : []),
    ...(m.cancelled
      ? [
          {
            at: m.cancelled.at,
            who: 'RG-DT Rapporteur' as const,
            line: `meeting cancel ${refOf(m)} reason:"${m.cancelled.reason}"`,
            answer: `on ${spanWords(m)} is cancelled`,
          },
        ]
      : []),
    ...(m.input
      ? [
          {
            at: m.input.at,
            who: 'SG17 chair' as const,
            line: `meeting input ${refOf(m)} text:"${m.input.text}"`,
            answer: `of ${spanWords(m)}`,
          },
        ]
      : []),
  ]),
  {
    at: TSAG_AT,
    who: 'TSB',
    line: `meeting schedule TSAG date:"1 February 2027" until:"5 February 2027" time:09:30–17:30 objective:"${TSAG.objective}" deadline:none reason:"not yet known"`,
    answer: spanWords(TSAG),
  },
  {
    at: DATED_AT,
    who: 'TSB',
    line: `meeting change ${refOf(TSAG)} deadline:"20 January 2027" reason:"it is known now"`,
    answer: 'is changed',
  },
  ...AFTER_CHANGE.map(
    (m): Act => ({
      at: m.known!,
      who: 'RG-DT Rapporteur',
      // One of them is on Easter Monday: it is asked about, and meant.
      line: `meeting schedule RG-DT date:${m.date} time:${m.start}–${m.end} objective:"${m.objective}" confirm:yes`,
      answer: spanWords(m),
    }),
  ),
]
export const ACTS = acts.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

/** The news of a plan: at the terminal in one sentence, elsewhere line by line. */
const news = (at: string, source: string, groups: string[], lines: string[]): Telling[] =>
  groups.flatMap(to => {
    // To each group its own part.
    const own = lines.filter(line => line.startsWith(`${to}:`))
    const words = `A new plan of meetings is in force, ${source}: ${own.join('; ')}.`
    return own.length > 0 ? [{ at, to, about: source, words, lines: own }] : []
  })

const scheduled = (m: Lived): Telling => ({
  at: m.known!,
  to: m.group,
  about: m.date,
  words: `New on the calendar: ${kindWords(m)}, ${spanWords(m)} (${refOf(m)}).`,
})

const changed = (m: Lived, why: string): Telling => ({
  at: DATED_AT,
  to: m.group,
  about: m.date,
  words: `The ${kindWords(m)} of ${dayWords(m.date)}: contribution deadline changed from ${m.kind === 'TSAG meeting' ? 'none' : "the TSAG meeting's contribution deadline"} to ${dayWords(m.deadline!)}${why}.`,
})

const added = (m: Planned) => `${m.group}: new, ${spanWords(m)}`
const JULY = (['2026-07-08', '2026-07-22'] as const).map(date => spanWords({ ...MAY_2025[0]!, date }))

/** Everything that is told, in all three years. */
const TOLD: Telling[] = [
  ...MEETINGS.flatMap(tellingsOf),
  ...news(MAY_AT, 'TD100R1, clause 10', ['RG-DT'], MAY_2025.map(added)),
  ...news(
    JANUARY_AT,
    'TD164R3, clause 7',
    ['RG-DT', 'WP2'],
    [
      `RG-DT: ${JULY[0]} moved to ${JULY[1]} (MTG-5)`,
      ...JANUARY_2026.filter(m => m.group === 'WP2').map(added),
    ],
  ),
  scheduled(TSAG),
  ...AFTER_CHANGE.map(scheduled),
  changed(TSAG, ' (it is known now)'),
  changed(MEETINGS.find(m => m.date === '2027-01-25')!, ' (the TSAG meeting has its deadline)'),
]

/** A message as somebody must see it. */
export interface Due {
  platform: Platform
  place: string
  /** In epoch seconds. */
  at: number
  /** At the terminal a message begins with nothing but these words on its first line; elsewhere each stands in it. */
  words: string[]
}

/** Everything that must be seen, on every platform, in order of time. */
export const ALL_DUE: Due[] = TOLD.flatMap(seenOf).toSorted((a, b) => a.at - b.at)

/** The places where a message is seen. */
export function seenOf(t: Telling): Due[] {
  const at = inGeneva(t.at) / 1000
  const { words, lines = [words] } = t
  const follower = t.to.startsWith('followers of ')
  if (follower && t.to !== 'followers of RG-DT') return []
  const person = follower ? PEOPLE[FOLLOWER.role] : PEOPLE[t.to as Role]
  const direct =
    person && !t.own
      ? [
          {
            platform: person.hears,
            place: `@${person.name}`,
            at: follower && t.reminder ? afterQuiet(at) : at,
            words: lines,
          },
        ]
      : []
  const room = `${t.to.toLowerCase()}-room`
  const rooms = CHANNELS.includes(t.to)
    ? (['slack', 'discord'] as const).map(platform => ({ platform, place: room, at, words: lines }))
    : []
  // At the terminal every role and every group is seen, whether somebody holds it or not.
  const staged = follower ? [] : [{ platform: 'terminal' as const, place: t.to, at, words: [words] }]
  return [...direct, ...rooms, ...staged]
}

function afterQuiet(at: number): number {
  const { zone, quiet } = FOLLOWER
  const [day, time] = shownIn(zone, at * 1000).split('T')
  if (time! < quiet.from || time! >= quiet.to) return at
  return instantsIn(zone, `${day}T${quiet.to}`)[0]! / 1000
}
