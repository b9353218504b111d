/** Everything that TSB recorded for a group from one source and that waits, to be read and confirmed at once. */
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'
import { action, actions, type Block, heading, type Message, note, quote, text } from '../messages/message.ts'
import { ISSUE } from '../references/issue.ts'
import { joinWords } from '../text/sentences.ts'
import { withUnconfirmedOf } from './listing.ts'
import type { IssueEvent, IssueState, Unconfirmed } from './state.ts'
import { findEvent } from './store.ts'
import { dateOf, describeEvent, issueTitle } from './words.ts'

/** The most entries that one message asks to confirm. */
const MAX_ENTRIES = 40
/** As many entries have a button of their own to be disowned by. */
const MAX_DISOWN_BUTTONS = 4

/** An entry of a timeline: "ISG-1/7". */
export interface EntryRef {
  issue: number
  number: number
}

export const formatEntry = ({ issue, number }: EntryRef): string => `${ISSUE.format(issue)}/${number}`

/** "ISG-1/7, ISG-2/3" → the entries. Throws a UserError. */
export const parseEntries = (raw: string): EntryRef[] =>
  raw
    .split(/\s*[,;]\s*/)
    .filter(part => part !== '')
    .map(part => {
      const [issue, number, ...more] = part.split('/')
      if (issue === undefined || !/^\d{1,6}$/.test(number ?? '') || more.length > 0)
        throw new UserError('not-an-entry', `"${part}" is not an entry; write it like ISG-1/7.`)
      return { issue: ISSUE.parse(issue), number: Number(number) }
    })

export interface RecordedEntry {
  state: IssueState
  entry: Unconfirmed
  event: IssueEvent
}

/** The entries that wait for one of these groups, of one source or of all; by issue and number. */
export async function findRecorded(
  tx: Transaction,
  groups: readonly string[],
  said: string | undefined,
): Promise<RecordedEntry[]> {
  const states = groups.length > 0 ? await withUnconfirmedOf(tx, groups, MAX_ENTRIES) : []
  const wanted = states
    .flatMap(state => state.unconfirmed.map(entry => ({ state, entry })))
    .filter(({ entry }) => groups.includes(entry.group) && (said === undefined || entry.said === said))
    .slice(0, MAX_ENTRIES)
  return Promise.all(
    wanted.map(async w => ({ ...w, event: await findEvent(tx, w.state.id, w.entry.number) })),
  )
}

/** What was recorded, word for word, with a button to confirm exactly these entries. */
export function renderRecorded(group: string, entries: readonly RecordedEntry[]): Message {
  const sources = joinWords([...new Set(entries.map(e => `“${e.entry.said}”`))])
  const count = `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`
  const summary = `TSB recorded ${count} for ${group} from ${sources}; not yet confirmed. Please confirm, or say what is not in ${group}'s name.`
  const refs = entries.map(({ state, entry }) => formatEntry({ issue: state.id, number: entry.number }))
  return {
    summary,
    blocks: [
      heading(`Recorded for ${group}, not yet confirmed`),
      text(summary),
      ...entries.flatMap(({ state, entry, event }): Block[] => [
        text(
          `${formatEntry({ issue: state.id, number: entry.number })}, ${issueTitle(state)}, ${dateOf(event.at)}:`,
        ),
        quote(describeEvent(event)),
      ]),
      note(
        'A solution, a coordination or a conclusion that depends on these entries waits until they are confirmed.',
      ),
      actions([
        action('Confirm all', 'issue confirm', { entries: refs.join(', '), for: group }, 'primary'),
        ...entries
          .slice(0, MAX_DISOWN_BUTTONS)
          .map(({ state, entry }) =>
            action(
              entries.length === 1
                ? 'Not in our name'
                : `Not in our name: ${formatEntry({ issue: state.id, number: entry.number })}`,
              'issue disown',
              { issue: ISSUE.format(state.id), entry: String(entry.number), for: group },
            ),
          ),
      ]),
    ],
  }
}
