/** Clause 6 and Annexes 1 and 1a: the WTSA action plan, with a status for each TSAG meeting. */
import { planKeyParts } from '../../registers/action-plan/key.ts'
import { NEXT_TSAG } from '../../registers/periods.ts'
import { joinWords } from '../../text/sentences.ts'
import {
  annex,
  type Block,
  cell,
  gap,
  heading,
  type Inline,
  paragraph,
  type Row,
  type Words,
} from '../../writing/document.ts'
import { actionsFor, actionsIn } from '../action-list.ts'
import type { PlanEntry, ReportFacts } from '../facts.ts'
import { monthOf } from '../gather.ts'
import { rapporteurOf, TSB } from '../who.ts'

/** An item with its statuses, the earliest first. */
interface Item {
  item: string
  entries: PlanEntry[]
}

/** Items "2", "8" are WTSA Actions, "73-06" of Resolutions; each kind has an annex of its own. */
export function planClause(facts: ReportFacts): Block[] {
  const items = toItems(facts.planItems)
  const closed = items.filter(item => isClosed(item.entries.at(-1)))
  const annexes = [...new Set(items.map(annexOf))].toSorted()
  return [
    heading(1, '6', 'Status of the WTSA action plan'),
    paragraph(
      items.length === 0
        ? 'No item of the plan is on record.'
        : `${joinWords(annexes)} ${annexes.length === 1 ? 'has' : 'have'} the ${items.length === 1 ? 'item' : `${items.length} items`} that WP2 follows${closed.length > 0 ? `; ${closed.length} of them ${closed.length === 1 ? 'is' : 'are'} completed or closed` : ''}.`,
    ),
    ...actionsFor(
      'TSAG',
      actionsIn(facts, place => place.part === 'plan'),
    ),
  ]
}

const toItems = (entries: readonly PlanEntry[]): Item[] =>
  [...Map.groupBy(entries, ({ key }) => planKeyParts(key).item)]
    .map(([item, own]) => ({ item, entries: own.toSorted((a, b) => orderOf(a).localeCompare(orderOf(b))) }))
    .toSorted((a, b) => NATURAL.compare(a.item, b.item))

const NATURAL = new Intl.Collator('en', { numeric: true })

/** Statuses without a meeting come first: they were written before meetings had labels. */
const orderOf = ({ key }: PlanEntry): string => {
  const { meeting } = planKeyParts(key)
  return meeting === undefined ? '' : monthOf(meeting)
}

const annexOf = ({ item }: Item): string => (item.includes('-') ? 'Annex 1a' : 'Annex 1')

const isClosed = (entry: PlanEntry | undefined): boolean =>
  entry?.fields.status === 'closed' || entry?.fields.status === 'completed'

export function planAnnexes(facts: ReportFacts): Block[] {
  const items = toItems(facts.planItems)
  const [actions, resolutions] = [
    items.filter(i => !i.item.includes('-')),
    items.filter(i => i.item.includes('-')),
  ]
  return [
    annex('Annex 1', 'WTSA Actions'),
    ...(actions.length === 0
      ? [paragraph('No WTSA Action is on record.')]
      : [
          {
            kind: 'table' as const,
            columns: [
              { title: 'WTSA action number', width: 14, centred: true as const },
              { title: 'Action', width: 86 },
            ],
            rows: actions.flatMap(item => [
              { cells: [cell(item.item), cell(textOf(item))], keep: true as const },
              statusRow(item, facts, 2),
            ]),
          },
        ]),
    annex('Annex 1a', 'Actions for WP2 from the WTSA action plan'),
    ...(resolutions.length === 0
      ? [paragraph('No item of a Resolution is on record.')]
      : [
          {
            kind: 'table' as const,
            columns: [
              { title: 'WTSA action number', width: 14, centred: true as const },
              { title: 'Resolution', width: 18 },
              { title: 'Description of action', width: 68 },
            ],
            rows: resolutionRows(resolutions, facts),
          },
        ]),
  ]
}

/** Each group that follows items stands above them. */
const resolutionRows = (items: readonly Item[], facts: ReportFacts): Row[] =>
  [...Map.groupBy(items, groupOf)]
    .toSorted(([a = ''], [b = '']) => b.localeCompare(a))
    .flatMap(([group, own]) => [
      ...(group === undefined ? [] : [{ cells: [cell(group), cell(), cell()], strong: true as const }]),
      ...own.flatMap((item): Row[] => [
        {
          cells: [
            cell(item.item),
            cell(`Resolution ${lastField(item, 'resolution') ?? item.item.split('-')[0]}`),
            cell(textOf(item)),
          ],
          keep: true,
        },
        statusRow(item, facts, 3),
      ]),
    ])

const groupOf = (item: Item): string | undefined => lastField(item, 'group')

const lastField = <K extends keyof PlanEntry['fields']>(
  { entries }: Item,
  name: K,
): PlanEntry['fields'][K] | undefined =>
  entries.findLast(({ fields }) => fields[name] !== undefined)?.fields[name]

const textOf = (item: Item): Inline[] => [lastField(item, 'text') ?? gap(`text of item ${item.item}`, TSB)]

/** One line for each meeting; a gap for this one where it has no status and the item is not closed. */
function statusRow(item: Item, { meeting }: ReportFacts, columns: number): Row {
  const lines = item.entries.map(({ key, fields }): Words => {
    const { meeting: label } = planKeyParts(key)
    const words = fields.words ?? capital(fields.status ?? '')
    return label === undefined ? words : `${label}: ${words}`
  })
  const last = item.entries.at(-1)
  const isThere = item.entries.some(({ key }) => planKeyParts(key).meeting === meeting.label)
  const open: Words[] = isThere || isClosed(last) ? [] : [openStatus(item, meeting.label)]
  return { cells: [{ lines: ['Status and comments:', ...lines, ...open], columns }] }
}

/** Without a label while the meeting has none. */
const openStatus = (item: Item, label: string): Inline[] =>
  label === NEXT_TSAG
    ? [gap(`status of item ${item.item} at the next TSAG meeting`, responsibleFor(item))]
    : [`${label}: `, gap(`status of item ${item.item}`, responsibleFor(item))]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The SGs that are responsible, or the Rapporteur whose group follows it. */
function responsibleFor(item: Item): string {
  const responsible = lastField(item, 'responsible')
  if (responsible?.length) return joinWords(responsible)
  const group = groupOf(item)
  return group === undefined ? TSB : rapporteurOf(group)
}
