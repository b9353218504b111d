/** Passages that look like content of a register and that no recogniser took: they are listed, never dropped without a word. */
import { rowLine } from '../blocks.ts'
import { findDates, findMonths } from '../codes/dates.ts'
import { type DocumentReference, documentCode, referencesIn } from '../codes/documents.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { Finding, Unread } from '../findings.ts'
import { splitNumbers } from './action-words.ts'
import { isPlanning } from './planning.ts'
import { clauseTitle, meetingYear, type Scene } from './scene.ts'

const ASKS = /(?:^|[.;] |, )TSAG is (?:kindly |therefore |also )?(?:invited|requested|asked) to /i

/** A meeting to come, in any clause. */
const COMING =
  /\bwill (?:meet|be held|take place)\b|\bnext (?:[\w-]{1,20} ){0,3}(?:meeting|session)s?\b|\b(?:is|are) (?:planned|scheduled|foreseen)\b|\bto be held\b/i

/** A joint body, and words that decide about it. */
const BODY = /\b(?:JCA|JCG|Joint-CG|CG|FG|JRG)-[A-Za-z]/
const BECOMES =
  /\b(?:agreed?|decided|approved|endorsed)\b.{0,80}\b(?:clos|terminat|establish|creat|exten[ds]|renam|dissolv|disband|continu|prolong)\w{0,5}\b|\b(?:is|was|were|are|will be) (?:hereby )?(?:closed|terminated|established|created|extended|prolonged|renamed|dissolved|disbanded|discontinued|proposed)\b|\bwill (?:end|cease|continue)\b|\bcontinues until\b/i

/** A clause that lists liaison statements. */
const SENT = /\bliaison statements?\b/i
/** "TD12 – Title" as an item of a list */
const LISTED = /^(?:TD|C)[ -]?\d{1,4}(?!\d).{0,20}? ?[:–—-] ?\S/

/** `findings`: what was taken. A passage about documents in lists, or about statements that actions name, repeats it. */
export function leftOver(scene: Scene, findings: readonly Finding[] = []): Unread[] {
  const listed = new Set(findings.flatMap(documentIn).map(documentCode))
  const year = meetingYear(scene)
  return scene.blocks.flatMap((block): Unread[] => {
    if (scene.claimed.has(block)) return []
    if (block.kind === 'table') {
      const filled = block.rows.find(row => rowLine(row) !== '')
      return filled ? [{ place: block.place, words: excerpt(rowLine(filled)), why: 'unknown-table' }] : []
    }
    const text = squeeze(block.words.text)
    const unread = (why: Unread['why']): Unread[] => [{ place: block.place, words: excerpt(text), why }]
    if (splitNumbers(text)) return unread('no-action')
    if (block.kind === 'paragraph' && ASKS.test(text)) return unread('asks-tsag')
    const hasDate = findDates(text, year).length > 0 || (/\bmeet/i.test(text) && findMonths(text).length > 0)
    if (block.kind !== 'paragraph') return []
    if (hasDate && (isPlanning(block, scene) || isAhead(text, scene))) return unread('not-a-meeting')
    if (BODY.test(text) && BECOMES.test(text)) return unread('no-decision')
    const isStatement =
      /\bLS\/[ir]\b/.test(text) || (block.label !== undefined && SENT.test(clauseTitle(block)))
    if (isStatement && !isAllListed(text, listed)) return unread('liaison-elsewhere')
    if (block.label !== undefined && LISTED.test(text) && !isAllListed(text, listed))
      return unread('document-elsewhere')
    return []
  })
}

const documentIn = (finding: Finding): DocumentReference[] => {
  if (finding.kind === 'document') return [finding.reference]
  return finding.kind === 'liaison' && finding.document ? [finding.document] : []
}

/** Whether a passage has a date after the meeting and says that something is held then. */
const isAhead = (text: string, scene: Scene): boolean =>
  scene.meeting !== null &&
  text.length <= LONGEST_SENTENCES &&
  COMING.test(text) &&
  findDates(text, meetingYear(scene)).some(({ date }) => date > scene.meeting!.until)

const LONGEST_SENTENCES = 2000

/** Whether the documents that a passage names were all found. */
const isAllListed = (text: string, listed: ReadonlySet<string>): boolean => {
  const cited = referencesIn(text.slice(0, LONGEST_SENTENCES))
  return cited.length > 0 && cited.every(reference => listed.has(documentCode(reference)))
}
