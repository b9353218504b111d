/** Reads statements out of messages, as a person would. */
import type { Marked, Seen, Statement } from './compare.ts'
import type { VisibleMessage } from './people.ts'

type Said = Omit<Statement, 'place'>

const GROUP = '(RG-DT|WP2)'
const KIND = '(?:interim RG meeting|interim coordination e-meeting|e-meeting)'
const DATE = String.raw`(\d{1,2} [A-Z][a-z]+ \d{4})`
const MARK = String.raw`(mark-\d+)`

const rule = (pattern: string, says: (found: RegExpExecArray) => Said): [RegExp, typeof says] => [
  new RegExp(pattern, 'g'),
  says,
]
const ofMeeting = (pattern: string, what: string | ((found: RegExpExecArray) => string)) =>
  rule(pattern, m => ({ matter: `${m[1]} ${m[2]}`, what: typeof what === 'string' ? what : what(m) }))

const MEETINGS = [
  ofMeeting(`Contributions to the ${GROUP} ${KIND} of ${DATE} (?:are|were) due`, 'deadline'),
  ofMeeting(String.raw`The ${GROUP} ${KIND} is (?:in \d+ \w+|tomorrow|today)[^:.]*: ${DATE}`, m =>
    m.input.includes('Will your SG bring an issue?') ? 'any issue' : 'meeting',
  ),
  ofMeeting(`By the deadline of [^,]*, [^.]*? for the ${GROUP} ${KIND} of ${DATE}`, 'is it held'),
  ofMeeting(`The ${GROUP} ${KIND} of ${DATE}[^.]*? is over, and it had not been confirmed`, 'was it held'),
  ofMeeting(`(?:No SG chair has brought an issue to|For) the ${GROUP} ${KIND} of ${DATE}`, 'no issue'),
  ofMeeting(`The ${GROUP} ${KIND} of ${DATE}[^.]*? is not cancelled:`, 'not cancelled'),
  ofMeeting(
    `The ${GROUP} ${KIND} of ${DATE}[^.]*? is cancelled: (?:${MARK}|no SG chair|what was brought to it is settled)`,
    m => `cancelled ${m[3] ?? 'by the plan'}`,
  ),
  ofMeeting(`The ${GROUP} ${KIND} is moved from ${DATE}[^.]*?: ${MARK}`, m => `moved ${m[3]}`),
  ofMeeting(
    String.raw`The ${GROUP} ${KIND} of ${DATE}[^.]*? is confirmed: it will be held \(${MARK}\)`,
    m => `confirmed ${m[3]}`,
  ),
  ofMeeting(`New on the calendar: ${GROUP} ${KIND}, ${DATE}`, 'scheduled'),
]

const ISSUES: [RegExp, string][] = [
  [/raised the issue for SG\d+, with/g, 'raised'],
  [/proposed a way (?:out|forward): (mark-\d+)/g, 'proposed'],
  [/SG\d+ (?:agrees|objects)[^:]*: (mark-\d+)/g, 'position'],
  [/Solved between the chairs: (mark-\d+)/g, 'solved'],
  [/commented: (mark-\d+)/g, 'commented'],
  [/brought the issue to WP2 for SG\d+: (mark-\d+)/g, 'escalated'],
  [/took up the issue for WP2/g, 'taken up'],
  [/WP2 concluded: (mark-\d+)/g, 'concluded'],
  [/withdrew the issue: (mark-\d+)/g, 'withdrawn'],
  [/The timeline lapsed on/g, 'lapsed'],
  [/The issue is on the agenda of WP2's meeting/g, 'on the agenda'],
  [/: the timeline ends/g, 'timeline'],
  [/has been waiting for WP2's chair or vice-chair to take it up/g, 'waits for WP2'],
]

/** The statements of a text about one issue, in its order. */
export function findIssueStatements(text: string, ref: string): Said[] {
  const flat = flatten(text)
  return ISSUES.flatMap(([pattern, kind]) =>
    [...flat.matchAll(pattern)].map(m => ({
      at: m.index,
      said: { matter: ref, what: m[1] === undefined ? kind : `${kind} ${m[1]}` },
    })),
  )
    .toSorted((a, b) => a.at - b.at)
    .map(({ said }) => said)
}

/** The statements of a message, each once. */
function findStatements({ place, text }: VisibleMessage): Said[] {
  // The history in a message to WP2 says nothing new.
  const [news = ''] = flatten(text).split('What happened so far')
  const ofMeetings = MEETINGS.flatMap(([pattern, says]) =>
    [...news.matchAll(pattern)].map(m => says(m as RegExpExecArray)),
  )
  // A line in a thread does not name its issue, and a catch-up digest may name several.
  const refs = /ISG-\d+$/.exec(place) ?? [...new Set(news.match(/ISG-\d+/g))]
  const ofIssues = refs.flatMap(ref => {
    const its = place.endsWith(ref)
      ? news
      : news
          .split(/(?=ISG-\d+)/)
          .filter(part => part.startsWith(`${ref} `))
          .join(' ')
    return findIssueStatements(its, ref)
  })
  const all = [...ofMeetings, ...ofIssues]
  return [...new Map(all.map(s => [`${s.matter}|${s.what}`, s])).values()]
}

const flatten = (text: string): string => text.replace(/\s+/g, ' ')

export interface Card {
  place: string
  ref: string
  text: string
}

export interface Read {
  seen: Seen[]
  marked: Marked[]
  cards: Card[]
}

/** Reads all notices since an instant; replies to people are left out. */
export function readAll(standing: readonly VisibleMessage[], since: number): Read {
  const read: Read = { seen: [], marked: [], cards: [] }
  for (const [message, one] of standing.entries()) {
    const { place, at, mark, text } = one
    if (at < since) continue
    if (isCard(one)) read.cards.push({ place, ref: /ISG-\d+/.exec(text)![0], text })
    if (mark === undefined) continue
    read.marked.push({ place, mark, at })
    if (isCard(one)) continue
    const said = findStatements(one)
    for (const { matter, what } of said) read.seen.push({ place, matter, what, at, message })
    if (said.length === 0)
      read.seen.push({ place, matter: '?', what: flatten(text).slice(0, 120), at, message })
  }
  return read
}

/** A card: the message in a channel with a button for its history. */
const isCard = ({ place, buttons }: VisibleMessage): boolean =>
  / #\S+$/.test(place) && buttons.includes('History')
