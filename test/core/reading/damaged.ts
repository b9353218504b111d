/** A whole invented report, damaged, and the entries that are wrong without a mark. */
import fc from 'fast-check'
import type { Place } from '../../../src/core/reading/document.ts'
import type { Entry } from '../../../src/core/reading/entries.ts'
import { type Reading, readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import {
  documents,
  gap,
  HEAD,
  itemRows,
  items,
  listLayouts,
  listRows,
  meetings,
  planLayouts,
  planRows,
  textTable,
} from './invented.ts'

export const read = (text: string) => readDocument(readText(text, 'TD1'))

export const ACTIONS = [
  'RG-DT-1: Approve the outgoing LS on harbours – TD901',
  'WP2-1: Entrust the coordinating of lanterns to SG17.',
  'WP2-2: endorse JCA-XY operation until the next TSAG meeting with the understanding that by then it completes the transition of its work to SG20.',
  'WP2-3: Note the status of the orchards, Annex 1',
]

export const plan = fc.record({
  documents: documents('TD', 3),
  list: listLayouts,
  meetings,
  plan: planLayouts,
  items,
  status: fc.constantFrom('below' as const, 'columns' as const),
})
export type Parts = typeof plan extends fc.Arbitrary<infer T> ? T : never

/** The tables of a document, as cells, before they are text. */
export const tablesOf = (p: Parts): string[][][] => [
  planRows(p.meetings, p.plan),
  itemRows(p.items, p.status),
  listRows('TD', p.documents, p.list),
]

export const compose = ([meetings, items, documents]: readonly (readonly (readonly string[])[])[]): string =>
  [
    `${HEAD}0\tActions for TSAG`,
    ...ACTIONS.map((action, i) => `${i + 1}. ${action}`),
    '',
    '1 General',
    'Text on pepper and willow.',
    '',
    'Actions for TSAG:',
    ...ACTIONS.map(action => `· ${action}`),
    '',
    '2 Future Plans',
    '',
    'RG-DT “Group on harbours”',
    '',
    textTable(meetings!),
    gap('This was agreed by the meeting.'),
    'Annex 1 – Actions of the assembly',
    '',
    textTable(items!),
    gap('Annex 2 – List of documents'),
    textTable(documents!),
  ].join('\n')

/** Entries that say something the undamaged document doesn't, and that nothing marks. */
export function silentlyWrong(whole: Reading, damaged: Reading): string[] {
  const truth = new Map(whole.entries.map(e => [keyOf(e), e]))
  const marks = [
    ...damaged.unread.map(u => u.place),
    ...damaged.disagreements.flatMap(d => d.places.map(p => p.place)),
  ]
  return damaged.entries
    .filter(entry => !saysNoMore(entry, truth.get(keyOf(entry))))
    .filter(entry => !entry.disputed && !entry.places.some(place => marks.some(mark => isNear(place, mark))))
    .map(entry => `${entry.register} ${entry.key} ${JSON.stringify(entry.fields)}`)
}

/** Without the meeting: where its line is lost, the reading says that it isn't known. */
const keyOf = ({ register, key }: Entry): string => `${register} ${key.replace(/^(?:unknown|2031-03) /, '')}`

/** Each field is that of the truth, less of it, or not known; of a list, some of its values. */
const saysNoMore = (entry: Entry, truth: Entry | undefined): boolean =>
  truth !== undefined &&
  Object.entries(entry.fields).every(
    ([field, value]) =>
      value === 'unknown' ||
      truth.fields[field]!.includes(value) ||
      value.split(', ').every(part => truth.fields[field]!.split(', ').includes(part)),
  )

/** In one table, or in one clause's text. */
const isNear = (place: Place, mark: Place): boolean =>
  place.table !== undefined
    ? place.table === mark.table
    : mark.table === undefined && place.clause === mark.clause
