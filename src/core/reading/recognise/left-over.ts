/** Passages that look like content of a register and that no recogniser took: they are listed, never dropped without a word. */
import { rowLine } from '../blocks.ts'
import { findDates } from '../codes/dates.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { Unread } from '../findings.ts'
import { splitNumbers } from './action-words.ts'
import { clauseTitle, meetingYear, type Scene } from './scene.ts'

const PLANS = /\bfuture (?:plans?|meetings?|activities)\b|\bplanned meetings?\b|\bmeeting schedule\b/i

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
    if (PLANS.test(clauseTitle(block)) && block.kind === 'paragraph' && findDates(text, year).length > 0)
      return unread('not-a-meeting')
    return []
  })
}
