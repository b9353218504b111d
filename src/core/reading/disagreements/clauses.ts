/** One thing said differently in two places (kind 11). */
import { documentCode, referencesIn } from '../codes/documents.ts'
import { groupsIn } from '../codes/groups.ts'
import { contentWords, overlap } from '../codes/words.ts'
import type { PlannedMeetingFinding, Until } from '../findings.ts'
import { textBlocks } from '../recognise/scene.ts'
import type { Disagreement } from './disagreement.ts'
import { firstOfEach, type Material, passage, selectKind } from './material.ts'

export const checkClauses = (material: Material): Disagreement[] => [
  ...ends(material),
  ...plans(material),
  ...handedOver(material),
  ...nearlyTheSame(material),
]

/** Joint activities that go on until different ends. */
const ends = ({ findings, scene }: Material): Disagreement[] =>
  selectKind(findings, 'joint-activity')
    .filter(activity => activity.until.length > 1)
    .map(activity => ({
      kind: 'said-differently',
      certain: true,
      about: 'end',
      subject: activity.body,
      readings: activity.until.map(reading => untilCode(reading.value)),
      places: activity.until.flatMap(({ places }) =>
        firstOfEach(places, place => place.clause ?? '').map(place =>
          passage(place, textBlocks(scene).find(b => b.place.line === place.line)?.words.text ?? ''),
        ),
      ),
    }))

/** A code for an end: "lifetime+study-period". */
export const untilCode = (until: Until): string => {
  if (until.kind === 'earliest') return until.of.map(untilCode).join('+')
  return until.kind === 'date' ? until.date : until.kind
}

/** One group's meetings in two places: a list under an action and a table. */
function plans({ findings }: Material): Disagreement[] {
  const meetings = selectKind(findings, 'planned-meeting')
  return [...Map.groupBy(meetings, m => `${m.group} ${m.meeting}`).values()].flatMap(same => {
    const parts = [...Map.groupBy(same, m => `${m.place.clause} ${m.place.table ?? 'list'}`).values()]
    const [first, second] = parts
    if (!first || !second || parts.length > 2) return []
    // Two plans without a date in common are of different meetings.
    if (!first.some(meeting => second.some(other => other.date === meeting.date))) return []
    return [
      ...first.flatMap(meeting => differing(meeting, second)),
      ...second.filter(m => !first.some(f => f.date === m.date)).map(m => onlyHere(m, first)),
    ]
  })
}

function differing(meeting: PlannedMeetingFinding, others: readonly PlannedMeetingFinding[]): Disagreement[] {
  const other = others.find(m => m.date === meeting.date)
  if (!other) return [onlyHere(meeting, others)]
  const readings = [meeting, other].map(meetingCode)
  if (readings[0] === readings[1]) return []
  return [
    {
      kind: 'said-differently',
      certain: true,
      about: 'meeting',
      subject: `${meeting.group} ${meeting.date}`,
      readings,
      places: [meeting, other].map(m => passage(m.place, meetingCode(m))),
    },
  ]
}

const onlyHere = (
  meeting: PlannedMeetingFinding,
  others: readonly PlannedMeetingFinding[],
): Disagreement => ({
  kind: 'said-differently',
  certain: true,
  about: 'meeting',
  subject: `${meeting.group} ${meeting.date}`,
  readings: [meetingCode(meeting), ''],
  places: [
    passage(meeting.place, meetingCode(meeting)),
    passage(others[0]!.place, others.map(m => m.date).join(', ')),
  ],
})

const meetingCode = ({ date, time, deadline }: PlannedMeetingFinding): string =>
  [date, time ? `${time.start}–${time.end}` : '', deadline.kind === 'date' ? deadline.date : deadline.kind]
    .filter(part => part !== '')
    .join(', ')

/** "the topic (C28, TD292) was handed over to RG-WPR", and the list still has its mark elsewhere. */
function handedOver({ findings, citing }: Material): Disagreement[] {
  const documents = selectKind(findings, 'document')
  return citing
    .filter(c => c.in === 'text')
    .flatMap(({ sentence, place, references }): Disagreement[] => {
      const over = /\b(?:hand(?:l?ed)? over|transferred|moved|referred|deferred) to (?:the )?(.{1,30})/i.exec(
        sentence,
      )
      const group = over && groupsIn(over[1]!)[0]
      if (!group) return []
      const listed = references.flatMap(
        r => documents.find(d => documentCode(d.reference) === documentCode(r)) ?? [],
      )
      const other = listed.filter(d => d.marks.length > 0 && !d.marks.some(m => m.group === group))
      if (other.length === 0) return []
      return [
        {
          kind: 'said-differently',
          certain: false,
          about: 'allocation',
          subject: other.map(d => documentCode(d.reference)).join(', '),
          readings: [group, ...new Set(other.flatMap(d => d.marks.map(m => m.group)))],
          places: [passage(place, sentence), ...other.map(d => passage(d.place, d.title ?? ''))],
        },
      ]
    })
}

const MOST_SENTENCES = 500
const FEWEST_WORDS = 5
const LIKE = 0.8
const DECIDES = /\b(?:led|leads?|agreed|confirms?|decided?|will)\b/i

/** Sentences of two clauses that share nearly all words and not their references: to look at. */
function nearlyTheSame({ findings, text }: Material): Disagreement[] {
  const actions = new Set(selectKind(findings, 'action').map(a => a.place.line))
  const statements = new Set(selectKind(findings, 'statement').map(s => s.place.clause))
  const all = text
    .filter(t => !actions.has(t.place.line) && !statements.has(t.place.clause ?? ''))
    .filter(t => DECIDES.test(t.sentence))
    .slice(0, MOST_SENTENCES)
    .map(t => ({ ...t, words: contentWords(t.sentence), codes: codesIn(t.sentence) }))
    .filter(t => t.words.size >= FEWEST_WORDS)
  const found: Disagreement[] = []
  for (let i = 0; i < all.length; i++)
    for (let k = i + 1; k < all.length; k++) {
      const [a, b] = [all[i]!, all[k]!]
      if (a.place.clause === b.place.clause || overlap(a.words, b.words) < LIKE) continue
      const differ = [
        ...a.codes.filter(c => !b.codes.includes(c)),
        ...b.codes.filter(c => !a.codes.includes(c)),
      ]
      if (differ.length === 0 || !/\b(?:led|lead|leads|agreed|confirms?|decided?|will)\b/i.test(a.sentence))
        continue
      found.push({
        kind: 'said-differently',
        certain: false,
        about: 'decision',
        subject: differ.join(', '),
        readings: [a.codes.join(', '), b.codes.join(', ')],
        places: [passage(a.place, a.sentence), passage(b.place, b.sentence)],
      })
    }
  return found
}

const codesIn = (sentence: string): string[] => [
  ...new Set([
    ...groupsIn(sentence),
    ...referencesIn(sentence).map(documentCode),
    ...(sentence.match(/\bActions? \d{1,3}\b|\bResolution \d{1,3}\b/g) ?? []),
  ]),
]
