/** Facts of invented reports: registers as somebody may have filled them. */
import fc from 'fast-check'
import type {
  ActionEntry,
  DocumentEntry,
  Joint,
  PlanEntry,
  ReportFacts,
  StatementFacts,
} from '../../../src/core/drafts/facts.ts'
import type { Meeting } from '../../../src/core/meetings/meeting.ts'
import { referenceCode } from '../../../src/core/reading/codes/documents.ts'
import { actionParts } from '../../../src/core/reading/recognise/action-words.ts'
import { actionKey } from '../../../src/core/registers/actions/key.ts'
import { untilField } from '../../../src/core/registers/joint-activities/until.ts'
import type { RegisterEntry } from '../../../src/core/registers/register.ts'
import { atGeneva } from '../../../src/core/time/geneva.ts'
import { words } from '../reading/invented.ts'

const NOW = Temporal.Instant.from('2026-11-02T09:00:00Z')
export const LABEL = 'TSAG 10-2026'
const DAYS = { from: '2026-10-12', until: '2026-10-16' }
const GROUPS = ['WP2', 'RG-WPR', 'RG-DT']

let id = 0
const entry = <V>(key: string, fields: V): RegisterEntry<V> => ({
  id: ++id,
  key,
  fields,
  version: 1,
  number: null,
  at: NOW,
})

/** A line of words whose first letter is a capital. */
const line = (least: number, most: number) =>
  fc
    .tuple(
      words(least, most),
      fc.constantFrom('', '', ' d’Ivoire', ' (Côte)', ' “größer”', ' <&> *a_b*', ' 北京'),
    )
    .map(([text, more]) => text.charAt(0).toUpperCase() + text.slice(1) + more)

const actions = fc
  .uniqueArray(
    fc.record({
      group: fc.constantFrom(...GROUPS),
      number: fc.integer({ min: 1, max: 30 }),
      heading: fc.constantFrom(...GROUPS),
      verb: fc.constantFrom('Approve', 'Agree', 'Note', 'Endorse'),
      matter: words(3, 9),
      document: fc.option(fc.integer({ min: 1, max: 900 })),
      question: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
    { maxLength: 12, selector: a => `${a.group}-${a.number}` },
  )
  .map(all =>
    all.map(({ group, number, heading, verb, matter, document, question }): ActionEntry => {
      const text = `${verb} ${matter}${question === null ? '' : ` of Q${question}/17`}${document === null ? '' : `, TD${document}-R1`}`
      const { verbs, documents, questions } = actionParts(text)
      const code = `${group}-${number}`
      return entry(actionKey(LABEL, code, undefined), {
        words: text,
        meeting: LABEL,
        number: code,
        heading,
        addressee: 'TSAG',
        verbs,
        ...(documents.length > 0 && { documents: documents.map(referenceCode) }),
        ...(questions.length > 0 && { questions }),
      })
    }),
  )

const marks = fc
  .tuple(...GROUPS.map(() => fc.constantFrom('', '1', '(1)')))
  .map(cells =>
    cells.flatMap((mark, i) => (mark === '' ? [] : [{ group: GROUPS[i]!, bracketed: mark === '(1)' }])),
  )
  .filter(all => all.length > 0)

const documents = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom('C', 'TD'),
      number: fc.integer({ min: 1, max: 400 }),
      title: fc.option(line(2, 8)),
      source: fc.option(fc.constantFrom('Korea (Rep. of)', 'Chair, WP2/TSAG', 'ITU-T Study Group 13', 'TSB')),
      state: fc.constantFrom('available', 'reserved', 'not yet available'),
      revision: fc.option(fc.integer({ min: 1, max: 9 })),
      addendum: fc.option(fc.integer({ min: 1, max: 3 })),
      marks,
    }),
    { maxLength: 12, selector: d => `${d.kind}${d.number}` },
  )
  .map(all =>
    all.map(
      ({ kind, number, title, source, state, revision, addendum, marks }): DocumentEntry =>
        entry(`T25-TSAG-${kind}${number}`, {
          meeting: LABEL,
          // An available document without a title has a gap for it.
          ...(title !== null && { title }),
          ...(source !== null && { source }),
          state: state as 'available',
          ...(revision !== null && { revision }),
          ...(addendum !== null && { addendum }),
          marks,
        }),
    ),
  )

const STATUSES = {
  'not started': 'Not started',
  started: 'Started',
  ongoing: 'Ongoing',
  completed: 'Completed',
  closed: 'Closed',
} as const

const planItems = fc
  .uniqueArray(
    fc.record({
      item: fc.oneof(
        fc.integer({ min: 1, max: 40 }).map(String),
        fc
          .tuple(fc.integer({ min: 2, max: 106 }), fc.integer({ min: 1, max: 19 }))
          .map(([resolution, n]) => `${resolution}-${String(n).padStart(2, '0')}`),
      ),
      group: fc.constantFrom('RG-WPR', 'RG-DT'),
      text: line(4, 20),
      statuses: fc.uniqueArray(
        fc.record({
          meeting: fc.constantFrom('TSAG 05-2025', 'TSAG 01-2026', LABEL),
          status: fc.constantFrom(...(Object.keys(STATUSES) as (keyof typeof STATUSES)[])),
          more: fc.option(words(2, 8)),
        }),
        { minLength: 1, maxLength: 3, selector: s => s.meeting },
      ),
    }),
    { maxLength: 8, selector: i => i.item },
  )
  .map(all =>
    all.flatMap(({ item, group, text, statuses }) =>
      statuses.map(
        ({ meeting, status, more }): PlanEntry =>
          entry(`${item} ${meeting}`, {
            item,
            meeting,
            text,
            status,
            words: `${STATUSES[status]}${more === null ? '.' : `, ${more}.`}`,
            ...(item.includes('-') && { group, resolution: Number(item.split('-')[0]) }),
          }),
      ),
    ),
  )

const END = fc.constantFrom(
  { kind: 'next-tsag' as const },
  { kind: 'lifetime' as const },
  { kind: 'study-period' as const },
  { kind: 'date' as const, date: '2028-12' },
  { kind: 'date' as const, date: '2027-05' },
)

const joint = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom('JCA-IdM', 'JCA-MV', 'JCA-IoT, DT and SSC&C', 'JCA-IMT2020/IMT2030', 'JCA-AI'),
      decision: fc.constantFrom('continues' as const, 'closed' as const, 'proposed' as const),
      until: fc.uniqueArray(END, { minLength: 1, maxLength: 2, selector: end => end.kind }),
      transitionTo: fc.uniqueArray(fc.constantFrom('SG13', 'SG17', 'SG20'), { maxLength: 3 }),
      clockFrom: fc.option(fc.constantFrom('2025-05', '2026-01')),
      parent: fc.option(fc.constantFrom('TSAG', 'SG13')),
    }),
    { maxLength: 5, selector: j => j.name },
  )
  .map(all =>
    all.map(
      ({ name, decision, until, transitionTo, clockFrom, parent }): Joint => ({
        decidedHere: true,
        entry: entry(
          name,
          decision === 'continues'
            ? {
                decision,
                until: untilField.parse(untilField.format(until)),
                ...(transitionTo.length > 0 && { transitionTo }),
                ...(clockFrom !== null && { clockFrom }),
                ...(parent !== null && { parent }),
              }
            : { decision },
        ),
      }),
    ),
  )

/** Fields that no meeting here needs. */
const NO_MEETING: Omit<Meeting, 'id' | 'group' | 'kind' | 'starts' | 'ends'> = {
  title: undefined,
  objective: 'Progress the work',
  deadline: undefined,
  cutOff: undefined,
  deadlineRule: undefined,
  deadlineNote: undefined,
  status: 'SCHEDULED',
  groups: [],
  issue: undefined,
  matter: undefined,
  issueClosedAs: undefined,
  outcome: undefined,
  convenor: undefined,
  links: [],
  place: undefined,
  source: 'TD1',
  version: 1,
}

const KINDS = { WP_E_MEETING: 'WP2', COORDINATION_E_MEETING: 'WP2', RG_INTERIM: 'RG-DT' } as const

const planned = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])),
      day: fc.integer({ min: 20, max: 400 }),
      hour: fc.integer({ min: 8, max: 16 }),
      objective: line(2, 6),
      deadline: fc.option(fc.integer({ min: 3, max: 15 })),
    }),
    { maxLength: 8, selector: m => `${m.kind} ${m.day}` },
  )
  .map(all =>
    all
      .toSorted((a, b) => a.day - b.day)
      .map(({ kind, day, hour, objective, deadline }): Meeting => {
        const date = Temporal.PlainDate.from(DAYS.until).add({ days: day })
        return {
          ...NO_MEETING,
          id: ++id,
          group: KINDS[kind],
          kind,
          starts: atGeneva(date, `${String(hour).padStart(2, '0')}:00`),
          ends: atGeneva(date, `${hour + 2}:30`),
          objective,
          deadline: deadline === null ? undefined : date.subtract({ days: deadline }),
        }
      }),
  )

const statements = fc
  .array(
    fc.record({
      by: fc.constantFrom('SG20', 'SG17', 'Russian Federation'),
      text: fc.array(line(3, 12), { minLength: 1, maxLength: 3 }).map(lines => lines.join('\n')),
    }),
    { maxLength: 3 },
  )
  .map(all =>
    all.map(
      ({ by, text }): StatementFacts => ({
        by,
        text,
        occasion: 'on clause 3.1, 14 October 2026',
        unconfirmed: false,
      }),
    ),
  )

/** Meetings of the time before: one without an outcome on record, one that was held, one that was cancelled. */
const INTERIM: ReportFacts['interim'] = (['SCHEDULED', 'HELD', 'CANCELLED'] as const).map((status, i) => {
  const date = Temporal.PlainDate.from('2026-03-11').add({ months: i })
  const times = { starts: atGeneva(date, '13:00'), ends: atGeneva(date, '15:00') }
  const meeting = { ...NO_MEETING, ...times, id: ++id, group: 'RG-DT', kind: 'RG_INTERIM' as const, status }
  return {
    meeting,
    reason: 'too little input',
    contributions: ['Gap analysis (NICT), C21'],
    agenda: ['ISG-1 Trust'],
  }
})

/** Everything that a report can have, each in any number. */
export const reportFacts: fc.Arbitrary<ReportFacts> = fc
  .record({ actions, documents, planItems, joint, planned, statements })
  .map(facts => ({
    ...facts,
    meeting: { label: LABEL, name: LABEL, days: DAYS, place: 'Geneva', id: 12, isNext: false },
    studyPeriod: '2025–2028',
    previous: { label: 'TSAG 01-2026', days: { from: '2026-01-26', until: '2026-01-30' } },
    chairs: ['Dai Nakamura'],
    viceChairs: [],
    rapporteurGroups: [
      { id: 'RG-WPR', name: 'Work programme', rapporteurs: ['Ana Costa'] },
      { id: 'RG-DT', name: 'Digital transformation', rapporteurs: [] },
    ],
    interim: INTERIM,
    issues: [],
    liaisons: [],
    now: NOW,
  }))
