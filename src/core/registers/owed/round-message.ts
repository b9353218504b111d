/** The status round in words: one group's card, and what is missing of all. */
import {
  action,
  actions,
  type Block,
  heading,
  type Message,
  note,
  sentence,
  table,
  text,
} from '../../messages/message.ts'
import { cmd, phrase, type Text } from '../../text/spans.ts'
import { isMissing, type Round, type RoundEntry } from './round.ts'

/** As many entries as fit with their buttons into one message on every platform. */
const PAGE = 6

/** A group's part of the round: what is missing first, each with its buttons. Undefined: it has no part in it. */
export function cardMessage({ meeting, groups }: Round, group: string, page = 1): Message | undefined {
  const entries = groups.get(group)
  if (!entries) return undefined
  const missing = entries.filter(isMissing)
  const shown = missing.slice((page - 1) * PAGE, page * PAGE)
  const done = entries.length - missing.length
  const said = `${group}, for ${meeting}: ${describeCount(entries)}, of which ${done} on record and ${missing.length} to come.`
  const unchanged = shown.filter(entry => entry.kind === 'item' && entry.last !== undefined)
  return {
    summary:
      missing.length === 0 ? said : phrase`${said} ${missing.slice(0, PAGE).map(describeEntry).join(' ')}`,
    blocks: [
      heading(`Status round for ${meeting}: ${group}`),
      text(
        missing.length === 0
          ? `All ${entries.length} are on record. Thank you.`
          : `${said} Is each as it was last time, or has it changed?`,
      ),
      ...shown.flatMap((entry): Block[] => [text(describeEntry(entry)), actions(buttonsOf(entry, meeting))]),
      ...(unchanged.length > 1
        ? [
            actions([
              action(`All ${unchanged.length} items shown are unchanged`, 'plan-item unchanged', {
                of: unchanged.map(({ name }) => name).join(', '),
                meeting,
              }),
            ]),
          ]
        : []),
      ...(missing.length > page * PAGE
        ? [actions([action('Next ones', 'owed round', { group, meeting, page: String(page + 1) })])]
        : []),
      ...(done > 0
        ? [
            note(
              `On record: ${entries
                .filter(e => !isMissing(e))
                .map(({ name }) => name)
                .join(', ')}.`,
            ),
          ]
        : []),
    ],
  }
}

function describeCount(entries: readonly RoundEntry[]): string {
  const items = entries.filter(({ kind }) => kind === 'item').length
  const activities = entries.length - items
  return [
    ...(items > 0 ? [`${items} item${items === 1 ? '' : 's'} of the WTSA action plan`] : []),
    ...(activities > 0 ? [`${activities} joint activit${activities === 1 ? 'y' : 'ies'}`] : []),
  ].join(' and ')
}

/** "8, last time (TSAG 01-2026): ongoing, “Feedback from SGs”." */
function describeEntry(entry: RoundEntry): string {
  if (entry.kind === 'activity')
    return `${entry.name}, last time: ${entry.last === undefined ? 'no review is on record' : `“${entry.last}”`}.`
  const { status = 'unknown', words, meeting } = entry.last?.fields ?? {}
  const when = meeting === undefined ? 'last time, undated' : `last time (${meeting})`
  return `Item ${entry.name}, ${when}: ${status}${words ? `, “${words}”` : ''}.`
}

function buttonsOf(entry: RoundEntry, meeting: string) {
  const { name } = entry
  if (entry.kind === 'item')
    return [
      action(`${name}: unchanged`, 'plan-item unchanged', { of: name, meeting }),
      action(`${name}: changed`, 'plan-item status', { of: name, meeting }),
    ]
  const changed = action(`${name}: changed`, 'joint review', { activity: name, meeting })
  return entry.last === undefined
    ? [changed]
    : [action(`${name}: unchanged`, 'joint unchanged', { activity: name, meeting }), changed]
}

/** The statuses that are still missing, by group: for WP2's chair. */
export function missingMessage({ meeting, groups }: Round): Message {
  if (groups.size === 0)
    return sentence(
      phrase`For ${meeting} no open item of the WTSA action plan and no JCA that continues is on record. ${cmd('plan-item list')} and ${cmd('joint list')} show what is.`,
    )
  const rows = [...groups].map(([group, entries]) => ({ group, entries, missing: entries.filter(isMissing) }))
  const open = rows.filter(({ missing }) => missing.length > 0)
  const all = new Set(rows.flatMap(({ entries }) => entries.map(keyOf)))
  const lacking = new Set(open.flatMap(({ missing }) => missing.map(keyOf)))
  const summary =
    lacking.size === 0
      ? `The status round for ${meeting} is complete: all ${all.size} are on record.`
      : `Status round for ${meeting}: ${lacking.size} of ${all.size} ${lacking.size === 1 ? 'is' : 'are'} not on record yet: ${open.map(({ group, missing }) => `${group} ${missing.length}`).join(', ')}.`
  return {
    summary,
    blocks: [
      heading(`Status round for ${meeting}`),
      text(summary),
      table(
        ['Group', 'On record', 'Missing'],
        rows.map(({ group, entries, missing }): Text[] => [
          group,
          `${entries.length - missing.length} of ${entries.length}`,
          shorten(missing.map(({ name }) => name)),
        ]),
      ),
      ...(open.length > 0
        ? [note(phrase`${cmd('owed round', { group: open[0]!.group })} shows the part of one group.`)]
        : []),
    ],
  }
}

const keyOf = ({ kind, name }: RoundEntry): string => `${kind} ${name}`

const MAX_NAMED = 15
const shorten = (names: readonly string[]): string =>
  names.length <= MAX_NAMED
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMED).join(', ')} and ${names.length - MAX_NAMED} more`
