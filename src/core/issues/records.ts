/**
 * Everything that TSB recorded for a group from one source and that waits, to be read and confirmed at once: entries of
 * issues, and statements on subjects of meetings.
 */
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'
import { MEETING } from '../meetings/meeting.ts'
import {
  type Action,
  action,
  actions,
  type Block,
  heading,
  type Message,
  note,
  quote,
  text,
} from '../messages/message.ts'
import { ISSUE } from '../references/issue.ts'
import { STATEMENT } from '../statements/statement.ts'
import { joinWords } from '../text/sentences.ts'
import { fairShares } from '../text/shares.ts'
import { cmd, joinText, phrase } from '../text/spans.ts'
import { withUnconfirmedOf } from './listing.ts'
import { findStatementsToConfirm } from './statements.ts'
import { findEvent } from './store.ts'
import { dateOf, describeAct, issueTitle } from './words.ts'

/** The most entries that one message asks to confirm: as many as every platform shows with their words. */
const MAX_ENTRIES = 12
/** All entries of a message together, in characters; long words are shortened, each to its share. */
const MAX_LENGTH = 2600
/** The subject of an entry, in characters; longer ones are shortened. */
const MAX_ABOUT = 70
/** As many entries have a button of their own to be disowned by. */
const MAX_DISOWN_BUTTONS = 4

/** An entry of a timeline, or a statement on a subject of a meeting: "ISG-1/7", "STM-2". */
export type EntryRef = { issue: number; number: number } | { statement: number }

export const formatEntry = (entry: EntryRef): string =>
  'statement' in entry ? STATEMENT.format(entry.statement) : `${ISSUE.format(entry.issue)}/${entry.number}`

/** "ISG-1/7, STM-2" → the entries. Throws a UserError. */
export const parseEntries = (raw: string): EntryRef[] =>
  raw
    .split(/\s*[,;]\s*/)
    .filter(part => part !== '')
    .map(parseEntry)

function parseEntry(part: string): EntryRef {
  if (/^STM/i.test(part)) return { statement: STATEMENT.parse(part) }
  const [issue, number, ...more] = part.split('/')
  if (issue === undefined || !/^\d{1,6}$/.test(number ?? '') || more.length > 0)
    throw new UserError('not-an-entry', `"${part}" is not an entry; write it like ISG-1/7 or STM-2.`)
  return { issue: ISSUE.parse(issue), number: Number(number) }
}

export interface RecordedEntry {
  ref: EntryRef
  group: string
  said: string
  /** The subject, and when it was recorded. */
  about: string
  /** Word for word. */
  words: string
  /** A button to the full text. */
  whole: Action
  /** Says that it is not in the group's name. */
  disown: Action
}

/** The entries that wait for one of these groups, of one source or of all, by their numbers; and how many in all. */
export async function findRecorded(
  tx: Transaction,
  groups: readonly string[],
  said: string | undefined,
): Promise<{ entries: RecordedEntry[]; total: number }> {
  if (groups.length === 0) return { entries: [], total: 0 }
  const isWanted = (e: { group: string; said: string }) =>
    groups.includes(e.group) && (said === undefined || e.said === said)
  const ofIssues = (await withUnconfirmedOf(tx, groups)).flatMap(state =>
    state.unconfirmed.filter(isWanted).map(entry => ({ state, entry })),
  )
  const statements = (await findStatementsToConfirm(tx, groups)).filter(s =>
    isWanted({ group: s.whose, said: s.said }),
  )
  const events = await Promise.all(
    ofIssues.slice(0, MAX_ENTRIES).map(async ({ state, entry }): Promise<RecordedEntry> => {
      const ref = { issue: state.id, number: entry.number }
      const issue = ISSUE.format(state.id)
      const event = await findEvent(tx, state.id, entry.number)
      return {
        ref,
        group: entry.group,
        said: entry.said,
        about: `${issueTitle(state)}, ${dateOf(event.at)}`,
        words: describeAct(event),
        whole: action(`History of ${issue}`, 'issue history', { issue }),
        disown: action(`Not in our name: ${formatEntry(ref)}`, 'issue disown', {
          issue,
          entry: String(entry.number),
          for: entry.group,
        }),
      }
    }),
  )
  const spoken = statements.map((s): RecordedEntry => {
    const ref = { statement: s.id }
    const meeting = s.meetingId === null ? s.said : MEETING.format(s.meetingId)
    return {
      ref,
      group: s.whose,
      said: s.said,
      about: `${meeting}, ${s.subject}, ${dateOf(s.at)}`,
      words: `Statement for the record by ${s.whose}: “${s.text}”`,
      whole: action(`Statements of ${meeting}`, 'statement list', s.meetingId === null ? {} : { meeting }),
      disown: action(`Not in our name: ${formatEntry(ref)}`, 'statement disown', {
        statement: formatEntry(ref),
      }),
    }
  })
  return {
    entries: [...events, ...spoken].slice(0, MAX_ENTRIES),
    total: ofIssues.length + statements.length,
  }
}

/**
 * The recorded entries, word for word, with a button to confirm exactly these entries. Words that are too long for
 * one message are shortened, with a button to the whole. `total`: how many wait, of which these are the first.
 */
export function renderRecorded(
  group: string,
  entries: readonly RecordedEntry[],
  total = entries.length,
): Message {
  const sources = joinWords([...new Set(entries.map(e => `“${e.said}”`))])
  const count = `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`
  const summary = `TSB recorded ${count} for ${group} from ${sources}; not yet confirmed. Please confirm, or say what is not in ${group}'s name.`
  const heads = entries.map(
    ({ ref, about }) => `${formatEntry(ref)}, ${fairShares([about], MAX_ABOUT)[0]!.text}:`,
  )
  const shares = fairShares(
    entries.map(e => e.words),
    heads.reduce((room, head) => room - [...head].length - 1, MAX_LENGTH),
  )
  const shortened = entries.filter((_, i) => shares[i]!.isShortened)
  const wholes = new Map(shortened.map(({ whole }) => [whole.label, whole]))
  const disowning = entries.slice(0, MAX_DISOWN_BUTTONS).map(e => e.disown)
  return {
    summary,
    blocks: [
      heading(`Recorded for ${group}, not yet confirmed`),
      text(summary),
      ...heads.flatMap((head, i): Block[] => [text(head), quote(shares[i]!.text)]),
      note(
        joinText(
          [
            'A solution, a coordination or a conclusion that depends on these entries waits until they are confirmed.',
            ...(shortened.length > 0
              ? [`Shortened here: ${shortened.map(e => formatEntry(e.ref)).join(', ')}.`]
              : []),
            ...(total > entries.length
              ? [`${total - entries.length} more are shown when these are confirmed.`]
              : []),
            ...(entries.length > MAX_DISOWN_BUTTONS
              ? [phrase`${cmd('issue disown')} says of each of the others that it is not in ${group}'s name.`]
              : []),
          ],
          ' ',
        ),
      ),
      actions([
        action(
          'Confirm all',
          'issue confirm',
          { entries: entries.map(e => formatEntry(e.ref)).join(', '), for: group },
          'primary',
        ),
        ...(entries.length === 1 ? disowning.map(a => ({ ...a, label: 'Not in our name' })) : disowning),
        ...[...wholes.values()].slice(0, MAX_DISOWN_BUTTONS),
      ]),
    ],
  }
}
