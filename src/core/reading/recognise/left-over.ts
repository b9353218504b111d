/** Passages that look like content of a register and that no recogniser took: they are listed, never dropped without a word. */
import { rowLine } from '../blocks.ts'
import { findDates, findMonths } from '../codes/dates.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { Unread } from '../findings.ts'
import { splitNumbers } from './action-words.ts'
import { clauseTitle, meetingYear, type Scene } from './scene.ts'

const PLANS =
  /\b(?:future|next|upcoming|forthcoming|further|planned|coming)\b.{0,30}\b(?:plans?|meetings?|activities|sessions?)\b|\bmeetings? to come\b|\bmeeting (?:schedule|plan)\b|\b(?:schedule|programme|calendar) of\b/i

const ASKS = /(?:^|[.;] |, )TSAG is (?:kindly |therefore |also )?(?:invited|requested|asked) to /i

export function leftOver(scene: Scene): Unread[] {
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
    if (PLANS.test(clauseTitle(block)) && block.kind === 'paragraph' && hasDate)
      return unread('not-a-meeting')
    return []
  })
}
