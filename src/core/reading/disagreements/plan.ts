/** The action plan: one item twice with different contents, entries without a meeting or a status (kinds 7 and 15). */
import { squeeze } from '../codes/words.ts'
import type { DeliverableFinding, PlanEntry, PlanItemFinding } from '../findings.ts'
import type { Disagreement } from './disagreement.ts'
import { type Material, passage, selectKind } from './material.ts'

export const checkPlan = ({ scene, findings }: Material): Disagreement[] => {
  const items = selectKind(findings, 'plan-item')
  return [
    ...twice(items),
    ...missingLabels(items, ownLabel(scene.meeting?.from)),
    ...missingDates(selectKind(findings, 'deliverable')),
    ...missingSuggestions(selectKind(findings, 'deliverable')),
    ...deliverablesTwice(selectKind(findings, 'deliverable')),
  ]
}

/** "TSAG 01-2026" for a meeting that begins on 2026-01-26. */
const ownLabel = (from: string | undefined): string | undefined =>
  from && `TSAG ${from.slice(5, 7)}-${from.slice(0, 4)}`

function twice(items: readonly PlanItemFinding[]): Disagreement[] {
  const found: Disagreement[] = []
  for (const [i, item] of items.entries()) {
    const again = items.slice(i + 1).find(other => other.item === item.item)
    if (!again) continue
    const meetings = new Set([...item.entries, ...again.entries].map(entry => entry.meeting))
    for (const meeting of meetings) {
      const [one, two] = [findEntry(item, meeting), findEntry(again, meeting)]
      if (plain(one?.words ?? '') === plain(two?.words ?? '')) continue
      found.push({
        kind: 'twice',
        certain: true,
        item: item.item,
        meeting,
        places: [
          passage(one?.place ?? item.place, one?.words ?? ''),
          passage(two?.place ?? again.place, two?.words ?? ''),
        ],
      })
    }
  }
  return found
}

const findEntry = (item: PlanItemFinding, meeting: string | null): PlanEntry | undefined =>
  item.entries.find(entry => entry.meeting === meeting)

/** Without spelling that says nothing: "TD326R2" and "TD326-R2", a full stop, capitals. */
const plain = (words: string): string =>
  squeeze(
    words
      .toLowerCase()
      .replace(/(\d)-?\(?r(?:ev)?\.?(\d)/g, '$1-r$2')
      .replace(/[^\p{L}\d]+/gu, ' '),
  )

function missingLabels(items: readonly PlanItemFinding[], own: string | undefined): Disagreement[] {
  const labelled = new Set(
    items.flatMap(i => (i.entries.some(e => e.meeting === own) ? [i.place.table] : [])),
  )
  return items.flatMap(item => {
    const base = (entry: PlanEntry, certain: boolean) => ({
      certain,
      item: item.item,
      places: [passage(entry.place, entry.words === '' ? (entry.meeting ?? '') : entry.words)],
    })
    const found = item.entries.flatMap((entry): Disagreement[] => {
      if (entry.meeting === null) return [{ kind: 'missing-label', what: 'meeting', ...base(entry, true) }]
      if (entry.words !== '') return []
      return [{ kind: 'missing-label', what: 'status', meeting: entry.meeting, ...base(entry, true) }]
    })
    // Others of the same table have an entry for this meeting: nothing may have happened, or it was forgotten.
    const [last] = item.entries
    if (found.length === 0 && last && own && labelled.has(item.place.table) && !findEntry(item, own))
      return [{ kind: 'missing-label', what: 'status', meeting: own, ...base(last, false) }]
    return found
  })
}

/** One number for deliverables with different titles (kind 1). */
const deliverablesTwice = (deliverables: readonly DeliverableFinding[]): Disagreement[] =>
  [...Map.groupBy(deliverables, d => d.number)].flatMap(([number, same]): Disagreement[] =>
    number === null || new Set(same.map(d => plain(d.title))).size < 2
      ? []
      : [{ kind: 'number-twice', certain: true, number, places: same.map(d => passage(d.place, d.title)) }],
  )

/** Deliverables without the month of their approval, where most have it. */
function missingDates(deliverables: readonly DeliverableFinding[]): Disagreement[] {
  const without = deliverables.filter(d => d.approved === null)
  if (without.length * 2 >= deliverables.length) return []
  return without.map(d => ({
    kind: 'missing-label',
    certain: true,
    item: d.number ?? '',
    what: 'date',
    places: [passage(d.place, d.title)],
  }))
}

/** Deliverables for which no group is suggested, where most have one: they can't be allocated with the others. */
function missingSuggestions(deliverables: readonly DeliverableFinding[]): Disagreement[] {
  const without = deliverables.filter(d => d.suggested.length === 0 && d.proposals.length === 0)
  if (without.length === 0 || without.length * 2 >= deliverables.length) return []
  return [
    {
      kind: 'no-suggestion',
      certain: false,
      deliverables: without.flatMap(d => d.number ?? []),
      places: without.map(d => passage(d.place, d.title)),
    },
  ]
}
