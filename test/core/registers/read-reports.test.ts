/** From an empty database, both real reports read into the registers agree with the tables of truth. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionPlan } from '../../../src/core/registers/action-plan/register.ts'
import { actions } from '../../../src/core/registers/actions/register.ts'
import { deliverables } from '../../../src/core/registers/deliverables/register.ts'
import { formatMark } from '../../../src/core/registers/documents/marks.ts'
import { documents } from '../../../src/core/registers/documents/register.ts'
import { jointActivities } from '../../../src/core/registers/joint-activities/register.ts'
import { untilField } from '../../../src/core/registers/joint-activities/until.ts'
import { liaisons } from '../../../src/core/registers/liaisons/register.ts'
import { listEntries } from '../../../src/core/registers/store.ts'
import { MISSING, readReport } from '../../support/reports.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'
import * as agenda2024 from '../reading/truth/agenda-2024.ts'
import * as documents2024 from '../reading/truth/documents-2024.ts'
import * as documents2026 from '../reading/truth/documents-2026.ts'
import * as truth from '../reading/truth/report-2026.ts'

const readDocument = (name: string, text: string) => ({ path: 'read document', options: { name, text } })

const [report, agenda] = [readReport('report-2026'), readReport('agenda-2024')]
const here = report !== undefined && agenda !== undefined

describe.skipIf(!here)(
  `both reports read into empty registers${here ? '' : ` (skipped: ${MISSING})`}`,
  () => {
    let office: DeskHarness
    beforeAll(async () => {
      office = await openDesk()
    })
    afterAll(() => office.close())

    /** The documents by their marks, as the tables of truth have them; revisions and addenda apart. */
    async function marksOf(period: string): Promise<Record<string, string>> {
      const entries = (await listEntries(office.db, documents)).filter(e => e.key.startsWith(period))
      const byMarks = Map.groupBy(entries, e => (e.fields.marks ?? []).map(formatMark).join(' '))
      return Object.fromEntries(
        [...byMarks].map(([marks, same]) => [
          marks,
          same
            .map(
              ({ key, fields: f }) =>
                `${key.replace(/^T\d\d-TSAG-/, '')}${f.revision ? `-R${f.revision}` : ''}${f.addendum ? `+Add.${f.addendum}` : ''}`,
            )
            .join(' '),
        ]),
      )
    }
    const inOrder = (marks: Record<string, string>) =>
      Object.fromEntries(Object.entries(marks).map(([k, v]) => [k, v.split(' ').toSorted()]))

    test('the report of 2026: shown first, nothing entered', async () => {
      const said = await office.done('TSB', readDocument('TD164R3', report!))
      expect(said).toContain('READ-1, TD164R3: ')
      expect(said).toContain(
        `${truth.CONTRADICTIONS.length} contradictions, ${truth.TO_LOOK_AT.length} places to look at, 0 not read.`,
      )
      expect(await office.done('TSB', 'document list')).toBe('Documents: no entry yet.')
      expect(await office.refused('SG17 chair', 'read confirm READ-1')).toContain('Only TSB')
    })

    test('what is not disputed is entered, the rest once somebody names its lines', async () => {
      const said = await office.done('WP2 chair', 'read confirm READ-1')
      expect(said).toMatch(
        /^READ-1 is entered: 182 new, 0 changed, 9 already there, \d+ disputed and left out\. Its joint activities brought 7 bodies into the register of groups and bodies\.$/,
      )
      const keys = (await listEntries(office.db, actions)).map(e => e.key)
      expect(keys).toContain('TSAG 01-2026 WP2-10')
      expect(keys).not.toContain('TSAG 01-2026 WP2-11')
      expect(await office.done('TSB', 'read confirm READ-1 register:documents disputed:all')).toContain(
        'Nothing of READ-1 was entered',
      )
      expect(await office.done('TSB', 'read confirm READ-1 disputed:all')).toContain(
        '0 disputed and left out',
      )
    })

    test('documents agree, row by row', async () => {
      expect(inOrder(await marksOf('T25'))).toEqual(inOrder(documents2026.MARKS))
    })

    test('liaison statements agree', async () => {
      const incoming = (await listEntries(office.db, liaisons)).filter(e => e.fields.direction === 'incoming')
      const lines = incoming.map(
        ({ key, fields: f }) =>
          `${key.replace(/^T\d\d-TSAG-/, '')} ${f.purpose} ${f.senders?.join(', ')}${f.repliesTo?.length ? `: ${f.repliesTo.join(', ')}` : ''}`,
      )
      expect(lines.toSorted()).toEqual(documents2026.LIAISONS.toSorted())
    })

    test('actions agree', async () => {
      const entries = (await listEntries(office.db, actions)).filter(e => e.fields.addressee === 'TSAG')
      const byNumber = new Map(entries.map(e => [e.fields.number, e.fields]))
      for (const line of truth.SUMMARY) {
        const [number, heading, verbs, docs, questions] = line.split('|').map(part => part.trim())
        const f = byNumber.get(number!)
        expect(
          [
            f?.heading,
            f?.verbs?.join(' ') ?? '',
            f?.documents?.join(' ') ?? '',
            f?.questions?.join(' ') ?? '',
          ],
          number,
        ).toEqual([heading, verbs, docs, questions])
      }
    })

    test('the action plan agrees: of a table that stands twice, its first contents', async () => {
      const entries = await listEntries(office.db, actionPlan)
      const byItem = Map.groupBy(entries, e => e.fields.item!)
      const lines = new Map(
        [...byItem].map(([item, same]) => [
          item,
          same
            .map(e => `${e.fields.meeting?.replace('TSAG ', '') ?? 'undated'} ${e.fields.status}`)
            .toSorted(),
        ]),
      )
      for (const [item, group, expected] of truth.PLAN.toReversed()) {
        if (truth.PLAN.find(([other]) => other === item)![2] !== expected) continue
        expect(lines.get(item), item).toEqual(expected.split(', ').toSorted())
        if (group !== null) expect(byItem.get(item)![0]!.fields.group).toBe(group)
      }
    })

    test('joint activities agree; where the report has two readings, the end is not known', async () => {
      const entries = await listEntries(office.db, jointActivities)
      const lines = entries.map(({ key, fields: f }) =>
        [
          key,
          f.decision,
          `[${f.until ? untilField.format(f.until) : ''}]`,
          ...(f.transitionTo ?? []),
          ...(f.actions ?? []),
        ].join(' '),
      )
      const expected = truth.JOINT.map(line => {
        const [, name, decision, until, rest = ''] = /^(.*) (continues|proposed|none) \[(.*?)\] ?(.*)$/.exec(
          line,
        )!
        const words = until === '' || until!.includes(';') ? '' : untilField.format(untilField.parse(until!))
        const more = rest
          .replace(/ ?(?:under|since|with|renamed|one|new) .*$/, '')
          .replace(/^(?:TD|C)\d+$/, '')
        return `${name} ${decision} [${words}]${more === '' ? '' : ` ${more}`}`
      })
      expect(lines.toSorted()).toEqual(expected.toSorted())
    })

    test('the same document again enters nothing', async () => {
      const said = await office.done('TSB', readDocument('again', report!))
      expect(said).toContain('READ-1, TD164R3: 0 entries to enter')
      expect(await office.done('TSB', 'read confirm READ-1 disputed:all')).toContain(
        'Nothing of READ-1 was entered',
      )
    })

    test('a later revision enters only the differences', async () => {
      const revised = report!.replace(
        'Entrust the coordinating of WTSA Action 8 to SG17.',
        'Entrust the coordinating of WTSA Action 8 to SG20.',
      )
      await office.done('TSB', readDocument('TD164R4', revised))
      const said = await office.done('TSB', 'read confirm READ-2 disputed:all')
      expect(said).toMatch(/^READ-2 is entered: 0 new, 1 changed, /)
      expect(await office.done('TSB', 'action history WP2-1')).toContain('(TD164R4, clause 0')
    })

    test('a reading is taken back, but for what was changed since', async () => {
      await office.done('TSB', 'action outcome WP2-1 outcome:agreed')
      await office.done('TSB', 'document state TD326 state:available').catch(() => undefined)
      expect(await office.done('TSB', 'read undo READ-2')).toBe(
        'READ-2 is taken back: 0 entries are as before; left as they are, for they were changed since: TSAG 01-2026 WP2-1.',
      )
      const said = await office.done('TSB', 'read undo READ-1')
      expect(said).toMatch(
        /^READ-1 is taken back: \d+ entries are as before, and so are 8 bodies of its joint activities; left as they are, for they were changed since: TSAG 01-2026 WP2-1\.$/,
      )
      expect(await office.done('TSB', 'document list')).toBe('Documents: no entry yet.')
      expect(await office.refused('TSB', 'read confirm READ-1')).toContain('was taken back')
    })

    test('the agenda of 2024 is of another study period', async () => {
      await office.done('TSB', readDocument('TD511', agenda!))
      await office.done('TSB', 'read confirm READ-3 disputed:all')
      expect(inOrder(await marksOf('T22'))).toEqual(inOrder(documents2024.MARKS))
      expect(await office.done('SG17 chair', 'document list state:reserved')).toContain('T22-TSAG-TD512')
      const found = await listEntries(office.db, deliverables)
      const numbers = agenda2024.DELIVERABLES.map(line => line.split(' ')[0]!).filter(key =>
        key.startsWith('FGMV'),
      )
      expect(found.map(e => e.key)).toEqual(expect.arrayContaining(numbers))
      const suggested = found.find(e => e.key === 'FGMV-24')?.fields.suggested
      expect(suggested?.map(formatMark).join(' ')).toBe('SG17 (SG13) (SG16)')
    })
  },
)
