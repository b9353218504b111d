/** Keys of statuses: the item and the TSAG meeting, "8 TSAG 01-2026"; "8 undated" where the plan names no meeting. */
import { UserError } from '../../errors.ts'
import { NEXT_TSAG, parseMeetingLabel } from '../periods.ts'

const ITEM = /^(?:(?:WTSA )?Action )?(\d{1,3}(?:-\d{1,2})?)\s+(.+)$/i

/** "8 TSAG 01-2026", "Action 8 01-2026", "73-06 undated". Throws a UserError. */
export function parsePlanKey(raw: string): string {
  const [, item, when] = ITEM.exec(raw.trim()) ?? []
  if (item === undefined || when === undefined)
    throw new UserError(
      'not-a-plan-item',
      `"${raw.trim().slice(0, 60)}" is no item with its meeting; write it like 8 TSAG 01-2026 or 73-06 undated.`,
    )
  if (/^undated$/i.test(when)) return `${item} undated`
  const meeting = parseMeetingLabel(when)
  if (meeting === NEXT_TSAG)
    throw new UserError('no-meeting', 'A status is of a TSAG meeting that has its label, like TSAG 10-2026.')
  return `${item} ${meeting}`
}

export function planKeyParts(key: string): { item: string; meeting: string | undefined } {
  const [item, ...when] = key.split(' ')
  const meeting = when.join(' ')
  return { item: item!, meeting: meeting === 'undated' ? undefined : meeting }
}

/** "WTSA Action 8", "73-06" → the item. Throws a UserError. */
export function parseItem(raw: string): string {
  const match = /^(?:(?:WTSA )?Action )?(\d{1,3}(?:-\d{1,2})?)$/i.exec(raw.trim())
  if (match) return match[1]!
  throw new UserError(
    'not-a-plan-item',
    `"${raw.trim().slice(0, 60)}" is no item of the action plan; write it like 8 or 73-06.`,
  )
}
