/** Reads the subject of a question: a liaison statement, a meeting, a group. */
import type { Transaction } from '../../database/client.ts'
import { UserError } from '../../errors.ts'
import { findGroup } from '../../groups/registry.ts'
import { findMeeting, MEETING } from '../../meetings/meeting.ts'
import { meetingName } from '../../meetings/words.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { formatDate, inGeneva } from '../../time/geneva.ts'
import { parseDate } from '../../time/parse.ts'
import { describePartial, parseBody } from '../field.ts'
import { storedJoint } from '../joint-activities/fields.ts'
import { NEXT_TSAG, parseMeetingLabel, toMeetingLabel } from '../periods.ts'
import { findEntry, listEntries } from '../store.ts'
import { nextTsagLabel } from '../tsag.ts'
import { type Debt, isSameBody } from './debt.ts'
import { dayOf } from './report-meetings.ts'

/** Which debts are asked about, and in which words. */
export interface AskedDebts {
  title: string
  matches(debt: Debt): boolean
}

interface Work {
  tx: Transaction
  now: Temporal.Instant
}

/** "TSAG-LS4", "TD226": a statement has an answer of its own. */
export const isStatement = (about: string): boolean =>
  /-LS ?\d+$/i.test(about) || /^(?:T\d\d-)?(?:[A-Z0-9-]+-)?TD ?\d+$/i.test(about)

/** A meeting or a group. Throws a UserError for what is neither. */
export async function findAsked(about: string, debts: readonly Debt[], work: Work): Promise<AskedDebts> {
  return (await askedMeeting(about, work)) ?? askedGroup(about, debts, work)
}

async function askedMeeting(about: string, { tx, now }: Work): Promise<AskedDebts | undefined> {
  if (/^MTG[-–‑ ]?\d+$/i.test(about)) return ofMeeting(MEETING.parse(about), tx)
  if (/^(?:the )?next(?: TSAG(?: meeting)?)?$/i.test(about) || /^TSAG[ -]\d/i.test(about)) {
    const label = parseMeetingLabel(about)
    const named = label === NEXT_TSAG ? await nextTsagLabel(tx, now) : label
    if (named === undefined)
      throw new UserError(
        'no-meeting',
        phrase`The next TSAG meeting is not on the calendar yet, so what it brings has no date; ${cmd('meeting schedule')} puts it there.`,
        'about',
      )
    return { title: `Owed to ${named}`, matches: debt => 'meeting' in debt && debt.meeting === named }
  }
  if (!/^\d/.test(about)) return undefined
  const date = /^\d{4}(-\d{2})?$/.test(about) ? about : parseDate(about).toString()
  return {
    title: `Owed to ${date.length === 10 ? 'the meeting' : 'meetings'} of ${describePartial(date)}`,
    matches: debt =>
      debt.kind === 'report' &&
      (debt.day?.startsWith(date) || (debt.day === undefined && date.startsWith(debt.meeting))),
  }
}

async function ofMeeting(id: number, tx: Transaction): Promise<AskedDebts> {
  const meeting = await findMeeting(tx, id, 'about')
  const label = meeting.kind === 'TSAG_MEETING' ? toMeetingLabel(dayOf(meeting)) : undefined
  return {
    title: `Owed to the ${meetingName(meeting)} of ${formatDate(inGeneva(meeting.starts))}`,
    matches: debt =>
      'meeting' in debt &&
      (debt.meeting === label ||
        (debt.kind === 'report' && debt.day === dayOf(meeting) && debt.to === meeting.group)),
  }
}

async function askedGroup(about: string, debts: readonly Debt[], { tx, now }: Work): Promise<AskedDebts> {
  const group = await findName(parseBody(about), debts, { tx, now })
  return { title: `Owed by ${group}`, matches: debt => isSameBody(debt.group, group) }
}

/** The group as it is called now. */
async function findName(name: string, debts: readonly Debt[], { tx, now }: Work): Promise<string> {
  const debtor = debts.find(debt => isSameBody(debt.group, name))
  if (debtor) return debtor.group
  if (await findEntry(tx, storedJoint, name)) return name
  const [renamed] = await listEntries(tx, storedJoint, { contains: [[{ names: [name] }]] })
  if (renamed) return renamed.key
  return (await findGroup(tx, name, now, 'about')).id
}
