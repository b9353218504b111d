/** At the end: what was acknowledged is looked up, and what stands everywhere is compared with what should. */
import type pg from 'pg'
import { compare, type Verdicts } from './compare.ts'
import type { Doings } from './driver.ts'
import { type Facts, stageOf, startOf, whatOf } from './model.ts'
import { type Card, readAll, saidOfIssue } from './observations.ts'
import { expectedOf, type Outage } from './oracle.ts'
import { type People, roomsOf, TSB } from './people.ts'

export interface Judgement extends Verdicts {
  /** Cards and Discord's events that don't show how their matter stands at the end, or stand twice or nowhere. */
  stale: string[]
  /** Commands that acted twice. */
  actedTwice: string[]
  /** Commands that were acknowledged and did not act. */
  forgotten: string[]
  /** What the program itself says it gave up. */
  givenUp: string[]
  messages: number
}

export interface Judging {
  facts: Facts
  people: People
  doings: Doings
  db: pg.Client
  outages: readonly Outage[]
  from: number
  until: number
}

/** From how many seconds on something is late. */
const LATE_AFTER = 60

export async function judge({
  facts,
  people,
  doings,
  db,
  outages,
  from,
  until,
}: Judging): Promise<Judgement> {
  const looked = await lookBack(facts, doings)
  const { seen, marked, cards } = readAll(people.look(), from)
  const expected = expectedOf(
    facts,
    until,
    outages.filter(o => o.to > from),
  )
  const { rows } = await db.query<{ words: string }>(
    `SELECT concat(d.platform, ' ', d.address, ': ', n.key, ', due ', n."dueAt", ', tried ', d."triedAt", ': ', d.fault) AS words
      FROM "Delivery" d JOIN "Notice" n ON n.id = d."noticeId" WHERE d.state = 'FAILED' ORDER BY d.id`,
  )
  return {
    ...compare({ expected, seen, marked, outages, lateAfter: LATE_AFTER }),
    ...looked,
    stale: [...staleCards(facts, cards), ...staleEvents(facts, people)],
    givenUp: rows.map(r => r.words),
    messages: marked.length,
  }
}

/** Whether what was acknowledged is there, and once. */
async function lookBack(
  { issues, meetings }: Facts,
  { lookUp }: Doings,
): Promise<Pick<Judgement, 'actedTwice' | 'forgotten'>> {
  const actedTwice: string[] = []
  const forgotten: string[] = []
  const count = (what: string, times: number) => {
    if (times === 0) forgotten.push(`${what}, though it was acknowledged`)
    if (times > 1) actedTwice.push(`${what}, ${times} times`)
  }
  for (const { topic, ref, happened } of issues) {
    const listed = await lookUp(TSB, `issue list text:"${topic}" state:all`)
    count(`${topic} was raised`, new Set(listed.match(/ISG-\d+/g)).size)
    const said = saidIn(await lookUp(TSB, `issue history issue:${ref}`), ref)
    for (const fact of happened) count(`${ref}: ${whatOf(fact)}`, said(whatOf(fact)))
  }
  for (const { ref, versions } of meetings) {
    const text = await lookUp(TSB, `meeting show ${ref}`)
    for (const { mark, how } of versions)
      if (mark !== undefined) count(`${ref}: ${how} ${mark}`, text.split(mark).length - 1)
  }
  return { actedTwice, forgotten }
}

const saidIn = (text: string, ref: string) => {
  const all = saidOfIssue(text, ref)
  return (what: string) => all.filter(s => s.what === what).length
}

const STAGE_WORDS = {
  chairs: 'between the chairs concerned',
  escalated: 'escalated, waiting for WP2',
  wp2: 'with WP2',
  solved: 'solved between the chairs',
  concluded: 'concluded by WP2',
  withdrawn: 'withdrawn',
}

/** Each issue has one card in each channel concerned, and it shows how the issue stands. */
const staleCards = ({ issues }: Facts, cards: readonly Card[]): string[] =>
  issues.flatMap(issue => {
    const last = issue.happened.findLast(h => h.kind === 'concluded' || h.kind === 'proposed')
    const wanted = [STAGE_WORDS[stageOf(issue)], ...(last && 'mark' in last ? [last.mark] : [])]
    return [...issue.concerned, 'WP2'].flatMap(roomsOf).flatMap(place => {
      const here = cards.filter(c => c.place === place && c.ref === issue.ref)
      if (here.length !== 1) return [`${place}: ${here.length} cards of ${issue.ref}`]
      const [{ text }] = here as [Card]
      return wanted.every(w => text.includes(w))
        ? []
        : [`${place}: the card of ${issue.ref} does not show ${wanted.join(' and ')}: ${text}`]
    })
  })

/** Each meeting stands once in Discord's list of events, at its time; not when it is cancelled. */
const staleEvents = ({ meetings }: Facts, { discord }: People): string[] =>
  meetings.flatMap(meeting => {
    const last = meeting.versions.at(-1)!
    const isIts = new RegExp(`\\b${meeting.ref}\\b`)
    const its = discord.events.all.filter(e => e.status !== 4 && isIts.test(`${e.name} ${e.description}`))
    const starts = its.map(e => Date.parse(e.scheduled_start_time))
    const wanted = last.status === 'cancelled' ? [] : [startOf(meeting, last)]
    return String(starts) === String(wanted)
      ? []
      : [
          `Discord's list has ${meeting.ref} at ${starts.map(at => new Date(at).toISOString()).join(', ') || 'no time'}`,
        ]
  })
