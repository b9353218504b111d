/** The verdict at the end: acknowledged acts are looked up, and all messages are compared with the expected ones. */
import type pg from 'pg'
import { compare, type Verdicts } from './compare.ts'
import type { Driver } from './driver.ts'
import { labelOf, type Model, stageOf, startOf } from './model.ts'
import { type Card, findIssueStatements, readAll } from './observations.ts'
import { expectedMessages, type Outage } from './oracle.ts'
import { channelPlacesOf, type People, TSB, WP2_CHAIR } from './people.ts'

export interface Verdict extends Verdicts {
  /** Cards and Discord events that don't show the final state, or that exist twice or not at all. */
  stale: string[]
  /** Commands that took effect twice. */
  actedTwice: string[]
  /** Commands that were acknowledged and took no effect. */
  notDone: string[]
  /** Deliveries that the program itself gave up. */
  givenUp: string[]
  messages: number
}

export interface Judging {
  facts: Model
  people: People
  doings: Driver
  db: pg.Client
  outages: readonly Outage[]
  from: number
  until: number
}

/** How many seconds after it was due a message is late: a wait of a minute is promised at most. */
const LATE_AFTER = 60

export async function judge({ facts, people, doings, db, outages, from, until }: Judging): Promise<Verdict> {
  const looked = await checkAcknowledged(facts, doings)
  const { seen, marked, cards } = readAll(people.look(), from)
  const expected = expectedMessages(
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

/** Checks that each acknowledged act took effect, once. */
async function checkAcknowledged(
  { issues, meetings }: Model,
  { lookUp }: Driver,
): Promise<Pick<Verdict, 'actedTwice' | 'notDone'>> {
  const actedTwice: string[] = []
  const notDone: string[] = []
  const count = (what: string, times: number) => {
    if (times === 0) notDone.push(`${what}, though it was acknowledged`)
    if (times > 1) actedTwice.push(`${what}, ${times} times`)
  }
  for (const { topic, ref, events } of issues) {
    const listed = await lookUp(TSB, `issue list text:"${topic}" state:all`)
    count(`${topic} was raised`, new Set(listed.match(/ISG-\d+/g)).size)
    const said = saidIn(await lookUp(TSB, `issue history issue:${ref}`), ref)
    for (const fact of events) count(`${ref}: ${labelOf(fact)}`, said(labelOf(fact)))
  }
  for (const { ref, versions } of meetings) {
    // Each reader has a limit of commands; the issues are TSB's.
    const text = await lookUp(WP2_CHAIR, `meeting show ${ref}`)
    for (const { mark, how } of versions)
      if (mark !== undefined) count(`${ref}: ${how} ${mark}`, text.split(mark).length - 1)
  }
  return { actedTwice, notDone }
}

const saidIn = (text: string, ref: string) => {
  const all = findIssueStatements(text, ref)
  return (what: string) => all.filter(s => s.what === what).length
}

const STAGE_WORDS = {
  chairs: 'between the chairs concerned',
  escalated: 'brought to WP2',
  wp2: 'with WP2',
  solved: 'solved between the chairs',
  concluded: 'concluded by WP2',
  withdrawn: 'withdrawn',
}

/** Each issue has one card in each channel concerned, and it shows the issue's state. */
const staleCards = ({ issues }: Model, cards: readonly Card[]): string[] =>
  issues.flatMap(issue => {
    const last = issue.events.findLast(h => h.kind === 'concluded' || h.kind === 'proposed')
    const wanted = [STAGE_WORDS[stageOf(issue)], ...(last && 'mark' in last ? [last.mark] : [])]
    return [...issue.concerned, 'WP2'].flatMap(channelPlacesOf).flatMap(place => {
      const here = cards.filter(c => c.place === place && c.ref === issue.ref)
      if (here.length !== 1) return [`${place}: ${here.length} cards of ${issue.ref}`]
      const [{ text }] = here as [Card]
      return wanted.every(w => text.includes(w))
        ? []
        : [`${place}: the card of ${issue.ref} does not show ${wanted.join(' and ')}: ${text}`]
    })
  })

/** Each meeting is once in Discord's list of events, at its time; a cancelled one is not. */
const staleEvents = ({ meetings }: Model, { discord }: People): string[] =>
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
