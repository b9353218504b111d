/**
 * Keys of actions: the TSAG meeting and the number ("TSAG 01-2026 WP2-10"), for numbers begin again at each meeting.
 * Actions that a Rapporteur group asks of WP2 have numbers of their own ("… to WP2"). One without a number is known by
 * its place in the register ("ACT-3") until TSB gives it one. Numbers from before this register, of one sequence that never
 * began again, are told from others by their issue ("WP2-3 of ISG-4").
 */
import type { Transaction } from '../../database/client.ts'
import { UserError } from '../../errors.ts'
import { defineReference } from '../../references/kind.ts'
import { parseBody } from '../field.ts'
import { NEXT_TSAG, parseMeetingLabel } from '../periods.ts'

export const ACTION = defineReference('ACT', 'an action without a number')

const NUMBER = /^((?:WP ?\d|RG[- ]?[A-Z]{2,6}))[- ]?(\d{1,3})$/i

/** "WP2-10", "RG-WPR-3". Throws a UserError. */
export function parseActionNumber(raw: string): string {
  const match = NUMBER.exec(raw.trim())
  if (match) return `${parseBody(match[1]!)}-${Number(match[2])}`
  throw new UserError(
    'not-an-action',
    `"${raw.trim().slice(0, 60)}" is no number of an action; write it like WP2-10 or RG-WPR-3.`,
  )
}

/** By which its issue may know an action, whatever number it has now. */
export const referencesOf = (action: {
  number: number | null
  fields: { earlierNumber?: string }
}): string[] => [
  ...(action.number === null ? [] : [ACTION.format(action.number)]),
  ...(action.fields.earlierNumber === undefined ? [] : [action.fields.earlierNumber]),
]

/**
 * The fields that an outcome changes. TSAG has met by then, so it isn't for the next meeting any more; which one it
 * was for is not known unless somebody says so.
 */
export const withOutcome = (
  outcome: string,
  meeting: string | undefined,
): { outcome: string; meeting?: string | undefined } => ({
  outcome,
  ...(meeting === NEXT_TSAG && { meeting: undefined }),
})

/** The group of a number: "RG-WPR" of "RG-WPR-3". */
export const numberGroup = (number: string): string => number.replace(/-\d+$/, '')

/** `addressee`: left out of the key for TSAG. */
export const actionKey = (meeting: string, number: string, addressee: string | undefined): string =>
  `${meeting} ${number}${addressee === undefined || addressee === 'TSAG' ? '' : ` to ${addressee}`}`

/** The key of an action that a document has without a number. */
export const unnumberedKey = (meeting: string, words: string): string =>
  `${meeting} “${[...words].slice(0, 80).join('')}”`

/** "TSAG 01-2026 WP2-10", "01-2026 RG-WPR-4 to WP2", "WP2-10" of the latest meeting, "ACT-3". Throws a UserError. */
export function parseActionKey(raw: string): string {
  const text = raw.trim()
  if (/^ACT[- ]?\d+$/i.test(text)) return ACTION.format(ACTION.parse(text))
  if (/“.*”$/.test(text)) return text
  const [, earlier, issue] = /^(\S+) of ISG[- ]?(\d{1,9})$/i.exec(text) ?? []
  if (earlier !== undefined) return `${parseActionNumber(earlier)} of ISG-${Number(issue)}`
  const [, meeting, number = text, addressee] =
    /^((?:TSAG[- ])?[\d/-]+\d{2,4}|next TSAG meeting|next)?\s*(\S+?)(?:\s+to\s+(\S+))?$/i.exec(text) ?? []
  const to = addressee === undefined ? undefined : parseBody(addressee)
  const key = parseActionNumber(number)
  return meeting === undefined
    ? actionKey('', key, to).trim()
    : actionKey(parseMeetingLabel(meeting), key, to)
}

/** The key that a shorter one means: a number without a meeting is that of the latest meeting that has it. */
export async function resolveActionKey(tx: Transaction, key: string): Promise<string> {
  if (key.startsWith('ACT-')) {
    const entry = await tx.registerEntry.findFirst({
      where: { register: 'actions', number: ACTION.parse(key), removed: false },
    })
    return entry?.key ?? key
  }
  if (/^(?:TSAG \d|next TSAG)| of ISG-\d+$/.test(key)) return key
  const entries = await tx.registerEntry.findMany({
    where: { register: 'actions', key: { endsWith: ` ${key}` }, removed: false },
    select: { key: true },
  })
  const latest = entries.toSorted((a, b) => meetingOrder(b.key).localeCompare(meetingOrder(a.key)))[0]
  if (latest) return latest.key
  const before = await tx.registerEntry.findFirst({
    where: { register: 'actions', key: { startsWith: `${key} of ISG-` }, removed: false },
  })
  return before?.key ?? key
}

/** "TSAG 01-2026 …" → "2026-01", by which meetings are in order. */
const meetingOrder = (key: string): string => {
  const [, month = '', year = ''] = /^TSAG (\d{2})-(\d{4})/.exec(key) ?? []
  return `${year}-${month}`
}
