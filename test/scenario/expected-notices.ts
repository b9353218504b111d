/** The messages that a meeting brings, to whom and when, by the reports' rules: worked out without the program. */
import { workingDay } from '../support/working-days.ts'
import { daysFrom, labelOf } from '../support/zones.ts'
import type { Planned } from './plans.ts'

/** Something that is due. */
export interface Telling {
  /** On Geneva's clocks: "2026-03-11T09:00". */
  at: string
  /** A group for its channel ("RG-DT"), a role ("RG-DT Rapporteur"), or "followers of RG-DT". */
  to: string
  /** The meeting's day. */
  about: string
  /** In one sentence, as the terminal has it. */
  words: string
  /** The message on other platforms, if it isn't that sentence. */
  lines?: string[]
  /** A reminder: it waits for the end of somebody's quiet hours. */
  reminder?: true
  /**
   * It is of their own doing: they had the answer. At the terminal, where a role is a place, it is seen there all the
   * same.
   */
  own?: true
}

/** Events around a meeting, each at its time on Geneva's clocks. */
export interface Course {
  /** From when on it is on the calendar. */
  known?: string
  /** When its deadline became a date, where it was not one at first. */
  dated?: string
  held?: string
  cancelled?: { at: string; reason: string }
  /** An input that the chair of an SG brings. */
  input?: { at: string; from: string; text: string }
  /** Contributions that came in before the deadline. */
  contributions?: number
}

export interface Lived extends Omit<Planned, 'kind'>, Course {
  kind: Planned['kind'] | 'TSAG meeting'
  /** The last day, of a meeting of several. */
  lastDay?: string
}

/** The SGs whose chairs are asked for issues. */
export const SGS = ['SG2', 'SG3', 'SG5', 'SG11', 'SG12', 'SG13', 'SG15', 'SG17', 'SG20', 'SG21']

const MONTHS = 'January February March April May June July August September October November December'
/** "7 May 2026" */
export function dayWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${MONTHS.split(' ')[month! - 1]} ${year}`
}

/** "13 May 2026, 13:00–15:00 Geneva time (CEST)" */
export const spanWords = ({ date, start, end, lastDay }: Pick<Lived, 'date' | 'start' | 'end' | 'lastDay'>) =>
  `${dayWords(date)}, ${start}–${lastDay ? `${dayWords(lastDay)}, ` : ''}${end} Geneva time (${labelOf(`${date}T${start}`)})`

/** A TSAG meeting has its month beside it: "TSAG meeting (TSAG 02-2027)". */
export const kindWords = ({ group, kind, date }: Pick<Lived, 'group' | 'kind' | 'date'>) =>
  kind === 'TSAG meeting' ? `${kind} (TSAG ${date.slice(5, 7)}-${date.slice(0, 4)})` : `${group} ${kind}`

const soon = (days: number) => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)

/** Everything that a meeting has to tell from the day it is known, each once, in order of time. */
export function tellingsOf(m: Lived): Telling[] {
  const ofItself = [...reminders(m), ...(m.kind === 'interim RG meeting' ? asked(m) : [])]
  const before = [...ofItself, ...(m.kind === 'interim coordination e-meeting' ? sought(m) : [])]
    .filter(t => t.at >= (m.known ?? '') && t.at < endOf(m))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return [...before, ...decided(m, before), ...askedAfterwards(m), ...awaited(m)]
}

/** When nothing more is told ahead of it. */
const endOf = (m: Lived) => m.cancelled?.at ?? cancelledByPlan(m) ?? `${m.date}T${m.start}`

/** A coordination e-meeting to which no issue was brought by the day before is cancelled. */
const cancelledByPlan = (m: Lived) => {
  const at = `${daysFrom(m.date, -1)}T${m.start}`
  const undone = m.kind === 'interim coordination e-meeting' && !(m.held && m.held < at)
  return undone && !(m.input && m.input.at < at) ? at : undefined
}

/** To the group's channel, and to those who follow it; what is due at one instant in one message. */
function reminders(m: Lived): Telling[] {
  const { group, date, start, deadline, dated = '' } = m
  const hour = `${String(Number(start.slice(0, 2)) - 1).padStart(2, '0')}${start.slice(2)}`
  const near = (at: string, when: string) => ({
    at,
    words: `The ${kindWords(m)} is ${when}${condition(m, at)}: ${spanWords(m)}.`,
  })
  const all = [
    ...(deadline ? [14, 7, 3, 1, 0] : []).map(days => ({
      at: `${daysFrom(deadline!, -days)}T09:00`,
      words: `Contributions to the ${kindWords(m)} of ${dayWords(date)} are due ${soon(days)}: by ${dayWords(deadline!)}, 23:59 Geneva time.`,
    })),
    near(`${daysFrom(date, -7)}T09:00`, soon(7)),
    near(`${daysFrom(date, -1)}T09:00`, soon(1)),
    near(`${date}T${hour}`, 'in 1 hour'),
  ]
  const due = all.filter(t => t.at >= dated || !t.words.startsWith('Contributions'))
  return [...Map.groupBy(due, t => t.at)].flatMap(([at, told]) => {
    const words = told.map(t => t.words).join(' ')
    return [group, `followers of ${group}`].map(to => ({
      at,
      to,
      about: date,
      words,
      reminder: true as const,
    }))
  })
}

/** On what its holding still depends. */
function condition(m: Lived, at: string): string {
  if (m.held && m.held < at) return ''
  if (m.kind === 'interim coordination e-meeting')
    return m.input && m.input.at < at ? '' : ', if an SG chair brings an issue'
  if (m.kind !== 'interim RG meeting') return ''
  return at >= `${daysFrom(m.deadline!, 1)}T00:00` ? ', not confirmed yet' : ', pending sufficient input'
}

const COUNTS = ['no contribution', 'one contribution']

/** The question whether a meeting was held that was never confirmed is asked once, on the first working day after it. */
function askedAfterwards(m: Lived): Telling[] {
  if (m.kind === 'TSAG meeting' || m.held || m.cancelled || cancelledByPlan(m)) return []
  const at = `${workingDay(m.lastDay ?? m.date, 1)}T09:00`
  if (at < (m.known ?? '')) return []
  const words = `The ${kindWords(m)} of ${spanWords(m)} is over, and it had not been confirmed. Was it held?`
  const asked = m.kind === 'interim RG meeting' ? `${m.group} Rapporteur` : 'WP2 chair'
  return [asked, 'TSB'].map(to => ({ at, to, about: m.date, words }))
}

/** A TSAG meeting brings a progress report of each Rapporteur Group, of which they are reminded, and once afterwards. */
function awaited(m: Lived): Telling[] {
  if (m.kind !== 'TSAG meeting') return []
  const label = `TSAG ${m.date.slice(5, 7)}-${m.date.slice(0, 4)} (from ${dayWords(m.date)})`
  const days = [
    // On the day itself, or the last working day before it.
    ...[14, 3].map(left => ({ day: workingDay(daysFrom(m.date, 1 - left), -1), left })),
    { day: workingDay(m.lastDay ?? m.date, 1), left: 0 },
  ]
  return ['RG-DT', 'RG-WPR'].flatMap(group =>
    days.map(({ day, left }): Telling => {
      const said = `${group}: a progress report ${left > 0 ? `is awaited at ${label}, ${soon(left)}` : `was awaited at ${label}; none is on record yet`}.`
      return {
        at: `${day}T09:00`,
        to: `${group} Rapporteur`,
        about: m.date,
        words: `Reminder. ${said}`,
        lines: [said],
        reminder: true,
      }
    }),
  )
}

/**
 * On the first working day after the deadline, and on the last one before the meeting, it is asked whether it is
 * held.
 */
function asked(m: Lived): Telling[] {
  const { group, date, start, deadline, contributions = 0 } = m
  const came = COUNTS[contributions] ?? `${contributions} contributions`
  const words = `By the deadline of ${dayWords(deadline!)}, ${came} came in for the ${kindWords(m)} of ${spanWords(m)}. Will it be held?`
  const mornings = [...new Set([workingDay(deadline!, 1), workingDay(date, -1)])].map(day => `${day}T09:00`)
  return mornings
    .filter(at => at < `${date}T${start}` && !(m.held && m.held <= at))
    .flatMap(at => [`${group} Rapporteur`, 'TSB'].map(to => ({ at, to, about: date, words })))
}

/** The SG chairs are asked for issues a week before; without one its leadership is told three days before. */
function sought(m: Lived): Telling[] {
  const { date, input } = m
  const [week, three] = [7, 3].map(days => `${daysFrom(date, -days)}T09:00`)
  const ask = `The ${kindWords(m)} is ${soon(7)}: ${spanWords(m)}. Will your SG bring an issue?`
  const warn = `No SG chair has brought an issue to the ${kindWords(m)} of ${spanWords(m)}. Without one it will be cancelled, as the plan says.`
  const warned = !(input && input.at < three!)
  return [
    ...SGS.map(sg => ({ at: week!, to: `${sg} chair`, about: date, words: ask })),
    ...(warned ? ['WP2 chair', 'TSB'] : []).map(to => ({ at: three!, to, about: date, words: warn })),
    ...(input ? brought(m, input, warned && input.at > three!) : []),
  ]
}

function brought(m: Lived, { at, from, text }: NonNullable<Course['input']>, warned: boolean): Telling[] {
  const words = `${from} announced an input to the ${kindWords(m)} of ${dayWords(m.date)}: ${text}`
  const lines = [`(${from} chair) announced an input to the ${kindWords(m)} of ${spanWords(m)}`, text]
  const stopped = `The ${kindWords(m)} of ${spanWords(m)} is not cancelled: its agenda now has “${from}: ${text}”.`
  return [
    ...['WP2', 'WP2 chair', 'TSB'].map(to => ({ at, to, about: m.date, words, lines })),
    ...(warned ? ['WP2 chair', 'TSB'] : []).map(to => ({ at, to, about: m.date, words: stopped })),
  ]
}

/** The role that says whether a meeting is held: TSB decides for the Rapporteur if something came in. */
export const deciderOf = ({ group, contributions }: Lived, decision: 'held' | 'cancelled'): string =>
  decision === 'held' && contributions ? 'TSB' : `${group} Rapporteur`

/**
 * That it is held or cancelled, to the channel and to everybody who was told of it before; who decided has the
 * answer.
 */
function decided(m: Lived, before: Telling[]): Telling[] {
  const byPlan = cancelledByPlan(m)
  const held = {
    at: m.held!,
    by: deciderOf(m, 'held'),
    words: `The ${kindWords(m)} of ${spanWords(m)} is confirmed: it will be held.`,
  }
  const { at, reason } = m.cancelled ?? { at: byPlan, reason: 'no SG chair brought an issue' }
  const by = byPlan ? '' : deciderOf(m, 'cancelled')
  const cancelled = { at: at!, by, words: `The ${kindWords(m)} of ${spanWords(m)} is cancelled: ${reason}` }
  return [...(m.held ? [held] : []), ...(at ? [cancelled] : [])].flatMap(({ by, ...news }) => {
    // Told are all that something was sent to before.
    const told = new Set([m.group, ...before.filter(t => t.at < news.at).map(t => t.to)])
    return [...told].map(to => ({ ...news, to, about: m.date, ...(to === by && { own: true as const }) }))
  })
}
