/** A morning's reminders as one message: what is awaited, each with the answers that can be given. */
import {
  type Action,
  action,
  actions,
  type Block,
  heading,
  list,
  type Message,
  note,
  text,
} from '../../messages/message.ts'
import { cmd, joinText, phrase, type Text } from '../../text/spans.ts'
import { type ActivityEnd, describeEnd } from '../joint-activities/ends.ts'
import type { Debt } from './debt.ts'
import { describeReminder, NOT_AGREED } from './words.ts'

/** The number of debts that are shown with their buttons; further ones are only named. */
const MAX_WITH_BUTTONS = 5

export function reminderMessage(
  debts: readonly Debt[],
  ends: readonly ActivityEnd[],
  today: Temporal.PlainDate,
): Message {
  const lines: Text[] = [
    ...debts.map(debt => describeReminder(debt, today)),
    ...ends.map(end => describeEnd(end, today)),
  ]
  const answered = debts.slice(0, MAX_WITH_BUTTONS)
  const more = lines.slice(answered.length)
  return {
    summary: phrase`Reminder. ${joinText(lines, ' ')}`,
    blocks: [
      heading(lines.length === 1 ? 'A reminder' : 'Reminders'),
      ...answered.flatMap((debt): Block[] => [text(describeReminder(debt, today)), actions(answersTo(debt))]),
      ...(more.length > 0 ? [list(more)] : []),
      ...(debts.some(debt => debt.kind === 'reply') ? [note(NOT_AGREED)] : []),
      ...(debts.length > 0 ? [note(phrase`All that is open for you is in ${cmd('waiting')}.`)] : []),
    ],
  }
}

/** The answers to what is awaited, the usual one first. */
export function answersTo(debt: Debt): Action[] {
  switch (debt.kind) {
    case 'reply': {
      const about = { liaison: debt.reference, by: debt.group }
      return [
        action('Sent as…', 'liaison replied', about, 'primary'),
        action('By another date', 'liaison later', about),
        action('No reply intended', 'liaison no-reply', about),
      ]
    }
    case 'report': {
      const about = { report: reportName(debt), meeting: debt.meeting }
      return [
        action('Sent as…', 'owed given', about, 'primary'),
        action('By another date', 'owed later', about),
        action('No report intended', 'owed no-report', about),
      ]
    }
    case 'statuses':
    case 'reviews':
      return [action('Open the round', 'owed round', { group: debt.group, meeting: debt.meeting }, 'primary')]
  }
}

/** As its commands name a report: "RB-20", "SG17 lead SG". */
export const reportName = ({
  report,
  standing,
  group,
}: Pick<Extract<Debt, { kind: 'report' }>, 'report' | 'standing' | 'group'>): string =>
  standing === undefined && report ? report.key : `${group} ${standing}`
