/** Liaison statements: incoming ones by the titles of documents, outgoing ones by the actions that approve them. */
import { referenceCode } from '../codes/documents.ts'
import { groupsIn } from '../codes/groups.ts'
import { type LiaisonNumber, toLiaisonNumber } from '../codes/liaisons.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { ActionFinding, DocumentFinding, LiaisonFinding, Recognised } from '../findings.ts'
import { type LiaisonRow, toLiaison } from './liaison-tables.ts'

/** "LS/i", "LS/r", "LS/i/r" */
const KIND = /^(?:LS|oLS|Liaison statement)\/(i\/r|r\/i|i|r)\b(?: on(?= |$))? ?/i

/** Incoming statements among the documents. Their period is stated nowhere and isn't guessed. */
export function recogniseLiaisons(rows: readonly LiaisonRow[]): Recognised {
  const found: Recognised = { findings: [], unread: [] }
  for (const row of rows) {
    const { document } = row
    const byColumns = toLiaison(row, found.unread)
    if (byColumns) {
      found.findings.push(byColumns)
      continue
    }
    const { title, addressees } = withoutAddressees(squeeze(document.title ?? '').slice(0, 2000))
    const kind = KIND.exec(title)
    if (!kind) {
      if (/^(?:LS\b|Liaison statement)/i.test(title))
        found.unread.push({ place: document.place, words: excerpt(title), why: 'no-reply-target' })
      continue
    }
    const purpose = kind[1]!.toLowerCase().replace('r/i', 'i/r') as 'i' | 'r' | 'i/r'
    const from = sendersIn(title)
    const reply = findReply(title.slice(kind[0].length, from?.start ?? title.length))
    if (purpose !== 'i' && !reply)
      found.unread.push({ place: document.place, words: excerpt(title), why: 'no-reply-target' })
    found.findings.push({
      kind: 'liaison',
      direction: 'incoming',
      document: document.reference,
      number: null,
      purpose,
      senders: from?.senders ?? sourceSenders(document),
      subject: reply?.subject ?? trimSubject(title.slice(kind[0].length, from?.start ?? title.length)),
      repliesTo: reply?.targets ?? [],
      update: reply?.update ?? false,
      addressees,
      place: document.place,
    })
  }
  return found
}

/** "[to SG13, TSAG]" in a title, where groups are named in it. */
function withoutAddressees(title: string): { title: string; addressees: string[] | null } {
  const start = title.toLowerCase().lastIndexOf('[to ')
  const end = start < 0 ? -1 : title.indexOf(']', start)
  const named = end < 0 ? '' : title.slice(start + 4, end)
  const groups = [...groupsIn(named), ...(/\bTSAG\b(?!-)/.test(named) ? ['TSAG'] : [])]
  if (groups.length === 0) return { title, addressees: null }
  return { title: squeeze(`${title.slice(0, start)} ${title.slice(end + 1)}`), addressees: groups }
}

/** "[from ITU-T SG20, SG21]" at the end of a title. */
function sendersIn(title: string): { senders: string[]; start: number } | undefined {
  const start = title.toLowerCase().lastIndexOf('[from ')
  if (start < 0) return undefined
  const end = title.indexOf(']', start)
  const words = title.slice(start + 6, end < 0 ? title.length : end)
  const groups = groupsIn(words)
  return { senders: groups.length > 0 ? groups : splitList(words), start }
}

const sourceSenders = (document: DocumentFinding): string[] =>
  document.sources.length > 0 ? document.sources : splitList(document.source ?? '')

const splitList = (words: string): string[] =>
  words
    .split(/[,;]| and /)
    .map(part => part.trim())
    .filter(part => part !== '')

interface Reply {
  subject: string
  targets: LiaisonNumber[]
  update: boolean
}

const TARGET = /-LS ?\d{1,4}(?!\d)|\/TEMP\/\d|^ITU-[RD] |-\d{1,4}-E$|\bTD ?\d/i

/** The last brackets that name what is replied to: "(reply to TSAG-LS35, FG-MV-LS23)", "(reply TSAG-LS35)", "(TSAG-LS35)". */
function findReply(title: string): Reply | undefined {
  for (let end = title.lastIndexOf(')'); end >= 0; end = end === 0 ? -1 : title.lastIndexOf(')', end - 1)) {
    const start = findOpening(title, end)
    if (start < 0) return undefined
    const inside = title.slice(start + 1, end)
    const lead = /^((?:[a-z]{2,10} and |also )?(?:in )?reply(?:ing)?(?: to)?:? )/i.exec(inside)
    const parts = splitList(inside.slice(lead?.[0].length ?? 0))
    const isReply =
      lead !== null ? parts.length > 0 : parts.length > 0 && parts.every(part => /-LS ?\d{1,4}$/.test(part))
    if (isReply && (lead === null || parts.some(part => TARGET.test(part))))
      return {
        subject: trimSubject(`${title.slice(0, start)} ${title.slice(end + 1)}`),
        targets: parts.map(toLiaisonNumber),
        update: /^updat/i.test(inside),
      }
    end = start + 1
  }
  return undefined
}

/** The bracket that a closing one belongs to; -1 when there is none. */
function findOpening(text: string, end: number): number {
  let depth = 0
  for (let i = end; i >= 0; i--) {
    if (text[i] === ')') depth += 1
    else if (text[i] === '(') {
      depth -= 1
      if (depth === 0) return i
    }
  }
  return -1
}

/** Without a stray bracket or dash at an end. */
const trimSubject = (text: string): string =>
  squeeze(text)
    .replace(/^[-–: ]{1,3}/, '')
    .replace(/[\][–, -]{1,4}$/, '')

const OUTGOING =
  /\b(?:outgoing|draft) (?:LS|liaison)|\b(?:approve|send)\b.{0,40}\b(?:LSs?|liaison statements?)\b|\boLS\b|^(?:outgoing )?(?:LS|liaison statement)\b/i

/** Outgoing statements that actions ask to approve, one for each document, whatever its revision. */
export function recogniseOutgoing(actions: readonly ActionFinding[]): LiaisonFinding[] {
  const found = new Map<string, LiaisonFinding>()
  for (const action of actions) {
    if (!OUTGOING.test(action.words)) continue
    for (const document of action.documents) {
      if (document.kind !== 'TD') continue
      const { revision, addendum, ...bare } = document
      const code = referenceCode(bare)
      const known = found.get(code)
      if (known) {
        known.also = [...(known.also ?? []), action.place]
        known.addressees ??= addresseesIn(action.words)
        continue
      }
      found.set(code, {
        kind: 'liaison',
        direction: 'outgoing',
        document: bare,
        number: null,
        purpose: null,
        senders: ['TSAG'],
        subject: subjectIn(action.words),
        repliesTo: [],
        update: false,
        addressees: addresseesIn(action.words),
        place: action.place,
      })
    }
  }
  return [...found.values()]
}

/** "Liaison Statement to all SGs about …": only who is named is on record. */
function addresseesIn(words: string): string[] | null {
  const to = /\b(?:LSs?|liaison statements?) to (?:the )?(.{1,80}?)(?= (?:on|about|regarding)\b|$)/i.exec(
    words,
  )
  // "on lighthouses to SG13, SG17 and SG20 (TD412)"
  const last = to
    ? undefined
    : / to (?:the )?((?:ITU-T )?(?:SGs?|Study Groups?) ?\d[^()]{0,80})(?:\(|$)/.exec(words)
  if (last) return groupsIn(last[1]!)
  if (!to) return null
  if (/^all (?:the )?(?:ITU-T )?(?:SGs|study groups)/i.test(to[1]!)) return ['all SGs']
  const groups = groupsIn(to[1]!)
  return groups.length > 0 ? groups : null
}

function subjectIn(words: string): string {
  const on = /\b(?:on|about|regarding) /i.exec(words)
  const rest = on
    ? words.slice(on.index + on[0].length)
    : words.replace(
        /^(?:to )?(?:approve |send |agree )?(?:the )?(?:draft )?(?:outgoing )?(?:LSs?|liaison statements?)\b(?: (?:as |found |contained )*in)?/i,
        '',
      )
  return trimSubject(
    rest
      .replace(/[ ,(–-]{1,4}TD ?\d.{0,40}$/, '')
      .replace(/ to (?:the )?(?:ITU-T )?(?:SGs?|Study Groups?) ?\d[^()]{0,80}$/, ''),
  )
}
