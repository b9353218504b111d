/** Columns of a table of liaison statements: what each replies to, to whom it goes, for what, and by when. */
import { wholeDate } from '../codes/dates.ts'
import { groupsIn } from '../codes/groups.ts'
import { toLiaisonNumber } from '../codes/liaisons.ts'
import { excerpt } from '../codes/words.ts'
import type { DocumentFinding, LiaisonFinding, Unread } from '../findings.ts'

/** The cells of a row that speak of a statement, as lines; undefined: there is no such column. */
export interface LiaisonCells {
  repliesTo: string | undefined
  to: string | undefined
  purpose: string | undefined
  replyBy: string | undefined
  number: string | undefined
}

export type LiaisonRow = { document: DocumentFinding; cells: LiaisonCells }

const OWN_NUMBER = /^[\p{L}\d.&/-]{1,30}-LS ?\d{1,4}$/u

/** The statement of a row whose table says more of it than the title; undefined for another document. */
export function toLiaison({ document, cells }: LiaisonRow, unread: Unread[]): LiaisonFinding | undefined {
  const { repliesTo, to } = cells
  if (repliesTo === undefined && to === undefined) return undefined
  const refuse = (words: string) =>
    unread.push({ place: document.place, words: excerpt(words), why: 'no-reply-target' })
  const targets = (repliesTo ?? '').split(/ ?[,;] ?| and /).filter(part => !/^(?:none|-|–|—)?$/i.test(part))
  const known = targets.filter(target => /-LS ?\d{1,4}$|\/TEMP\/|^ITU-[RD] |-\d{1,4}-E$/.test(target))
  if (known.length < targets.length) refuse(`${document.title ?? ''}: ${repliesTo}`)
  const outgoing = to !== undefined
  const kind = purposeOf(cells.purpose ?? '')
  const date = cells.replyBy ? wholeDate(cells.replyBy) : undefined
  if (cells.replyBy && !date && !/^(?:none|n\/a|-|–|—)$/i.test(cells.replyBy))
    unread.push({ place: document.place, words: excerpt(cells.replyBy), why: 'no-deadline' })
  const details = [...(kind ? [kind] : []), ...(date ? [date.date] : [])]
  const inside = details.length > 0 ? ` (${details.join(', ')})` : ''
  const groups = /^all (?:the )?(?:ITU-T )?(?:SGs|study groups)/i.test(to ?? '')
    ? ['all SGs']
    : groupsIn(to ?? '')
  return {
    kind: 'liaison',
    direction: outgoing ? 'outgoing' : 'incoming',
    document: document.reference,
    number: cells.number && OWN_NUMBER.test(cells.number) ? toLiaisonNumber(cells.number) : null,
    purpose: outgoing ? null : known.length > 0 ? 'r' : 'i',
    senders: outgoing ? ['TSAG'] : document.sources.length > 0 ? document.sources : [document.source ?? ''],
    subject: (document.title ?? '').replace(/^(?:LS|Liaison statement)(?:\/[ir/]{1,3})? (?:on )?/i, ''),
    repliesTo: known.map(toLiaisonNumber),
    update: false,
    addressees: groups.length > 0 ? groups.map(group => `${group}${inside}`) : null,
    place: document.place,
  }
}

function purposeOf(words: string): 'action' | 'comment' | 'information' | undefined {
  if (/\baction\b/i.test(words)) return 'action'
  if (/\bcomments?\b/i.test(words)) return 'comment'
  return /\binformation\b/i.test(words) ? 'information' : undefined
}
