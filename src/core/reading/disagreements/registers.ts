/** Differences between a document and a register: to look at, since the later one may be right. */
import { findDifferences } from '../compare.ts'
import { toEntries } from '../entries.ts'
import type { Known, RegisterName } from '../known.ts'
import type { Disagreement } from './disagreement.ts'
import { firstOfEach, type Material, passage, selectKind } from './material.ts'

/** Fields that don't change from one report to the next. A status, a revision or a date may. */
const FIXED: Partial<Record<RegisterName, readonly string[]>> = {
  actions: ['words'],
  documents: ['title', 'source'],
  'liaison statements': ['senders', 'repliesTo', 'direction'],
  'joint activities': ['clockFrom', 'parent'],
  deliverables: ['title'],
  'action plan': ['words'],
}

export const checkKnown = (material: Material, known: Known): Disagreement[] => [
  ...differing(material, known),
  ...unknownGroups(material, known),
]

function differing({ findings, scene }: Material, known: Known): Disagreement[] {
  if (!known.entries) return []
  return toEntries(findings, [], scene.meeting).flatMap(entry => {
    const there = known.entries?.[entry.register]?.find(other => other.key === entry.key)
    if (!there) return []
    return findDifferences(entry, there.fields)
      .filter(d => d.known !== '' && FIXED[entry.register]?.includes(d.field))
      .map(
        (d): Disagreement => ({
          kind: 'register',
          certain: false,
          register: entry.register,
          key: entry.key,
          ...d,
          places: entry.places.slice(0, 1).map(place => passage(place, d.found)),
        }),
      )
  })
}

/** Groups to which something would be entered and which don't exist. */
function unknownGroups({ findings }: Material, known: Known): Disagreement[] {
  const groups = known.groups
  if (!groups) return []
  const named = [
    ...selectKind(findings, 'planned-meeting').map(f => ({ group: f.group, place: f.place })),
    ...selectKind(findings, 'no-meeting').map(f => ({ group: f.group, place: f.place })),
    ...selectKind(findings, 'document').flatMap(f => f.marks.map(m => ({ group: m.group, place: f.place }))),
    ...selectKind(findings, 'joint-activity').flatMap(f =>
      f.transitionTo.map(group => ({ group, place: f.place })),
    ),
  ].filter(({ group }) => !groups.includes(group))
  return firstOfEach(named, n => n.group).map(({ group, place }) => ({
    kind: 'unknown-group',
    certain: false,
    group,
    places: [passage(place, group)],
  }))
}
