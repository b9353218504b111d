import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draftEMeetingAgenda } from '../../../src/core/drafts/agenda/e-meeting.ts'
import { draftPlenaryAgenda } from '../../../src/core/drafts/agenda/plenary.ts'
import { gatherReport } from '../../../src/core/drafts/gather.ts'
import { gatherEMeeting, gatherPlenary } from '../../../src/core/drafts/gather-agenda.ts'
import { draftReport } from '../../../src/core/drafts/report/report.ts'
import { findMeeting } from '../../../src/core/meetings/meeting.ts'
import { type File, fileBytes } from '../../../src/core/messages/message.ts'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import type { OwedReport } from '../../../src/core/registers/owed/debt.ts'
import { writeDocx } from '../../../src/core/writing/docx/write-docx.ts'
import { toMarkdown } from '../../../src/core/writing/markdown.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

let office: DeskHarness
const AT = '2026-10-20T09:00:00Z'
const LABEL = 'TSAG 10-2026'

/** Registers and a calendar of invented meetings, as TSB keeps them. */
beforeAll(async () => {
  office = await openDesk([], { at: '2026-02-02T09:00:00Z' })
  const lines = [
    ['TSB', 'person add "Dai Nakamura" role:"WP2 chair"'],
    ['TSB', 'person add "Ana Costa" role:"RG-DT Rapporteur"'],
    [
      'TSB',
      'meeting schedule group:TSAG date:"12 October 2026" time:09:00-18:00 objective:"TSAG meeting" confirm:yes',
    ],
    ['SG13 chair', 'issue raise topic:"Trust" summary:"Who covers what?" with:SG17,SG20 documents:TD301'],
    ['SG17 chair', 'issue propose ISG-1 "The terms are aligned."'],
    ['SG13 chair', 'issue position ISG-1 agrees'],
    ['SG20 chair', 'issue position ISG-1 objects reason:"IoT is left out"'],
    ['SG20 chair', 'statement make ISG-1 text:"SG20 keeps\nits scope." confirm:yes'],
    [
      'TSB',
      'document add TD301 title:"Strategy on trust" source:"ITU-T SG17" marks:WP2 meeting:"TSAG 10-2026"',
    ],
    ['TSB', 'document add C7 marks:RG-DT meeting:"TSAG 10-2026"'],
    ['TSB', 'action add words:"Agree the text on trust, TD301" meeting:"TSAG 10-2026" heading:WP2'],
    [
      'TSB',
      'plan-item add "8 TSAG 01-2026" status:ongoing words:"Ongoing, calls are held." responsible:SG17',
    ],
    ['TSB', 'joint add JCA-MV decision:continues until:"next TSAG meeting" transition-to:SG20'],
    ['TSB', 'liaison add TSAG-LS5 direction:outgoing subject:"trust" document:TD301'],
  ] as const
  for (const [who, line] of lines) await office.done(who, line)
})
afterAll(() => office.close())

const filesOf = async (who: string, line: string): Promise<readonly File[]> => {
  const { message, refused } = await office.say(who, line)
  if (refused) throw new Error(JSON.stringify(message.summary))
  return message.files ?? []
}
/** Drafts without their files: what is written, as Markdown. */
const work = () => ({ tx: office.db, now: office.clock.now() })
const report = async (): Promise<string> => toMarkdown(draftReport(await gatherReport(work(), LABEL)))
const part = async (name: string): Promise<string> =>
  (await filesOf('TSB', `report part "${name}" meeting:"${LABEL}" format:markdown`))[0]!.content
const agenda = async (id: number): Promise<string> =>
  toMarkdown(draftEMeetingAgenda(await gatherEMeeting(work(), await findMeeting(office.db, id))))

describe('the draft of a report', () => {
  test('is for TSB and WP2’s chair and vice-chairs', async () => {
    for (const line of ['report draft', 'report part 0', 'agenda draft MTG-3'])
      expect(await office.refused('SG17 chair', line)).toContain("TSB and WP2's chair and vice-chairs")
    expect(await office.done('WP2 vice-chair', 'report part 0')).toBe(
      'Draft report of WP2 at TSAG 10-2026: 0 Actions for TSAG: 1 gap to complete.',
    )
  })

  test('has every clause from what is on record', async () => {
    const written = await report()
    for (const line of [
      '# Report of the meeting of WP2/TSAG (',
      ', from 12 October 2026 to **\\[To be completed by TSB: last day of the meeting\\]**)',
      'Agree the text on trust, TD301 **\\[To be completed by TSB: number of this action\\]**',
      'The meeting was chaired by Dai Nakamura, chair of WP2.',
      '### 3.1 Trust (ISG-1)',
      'Raised on 2 February 2026 by SG13, with SG17 and SG20. Documents: TD301.',
      '**\\[To be completed by the chair of SG13: whether this issue, which was not brought to WP2, goes into the report\\]**',
      '- Proposal 1 by SG17 on 2 February 2026: The terms are aligned.',
      '   - SG20 objects to proposal 1: IoT is left out',
      '- Review of JCA-MV (end on record: the next TSAG meeting; moving to SG20; two years from a day that is not known)',
      'Rapporteur: Ana Costa.',
      '- TSAG-LS5: trust, to **\\[To be completed by TSB: addressees, each with its purpose and date\\]** – TD301',
      'TSAG 01-2026: Ongoing, calls are held.',
      '**\\[To be completed by SG17: status of item 8\\]**',
      '| C7 | **\\[To be completed by TSB: source\\]** | **\\[To be completed by TSB: title\\]** |',
      '## Annex 3 – Statement by SG20\n\non ISG-1, 2 February 2026\n\n> SG20 keeps\n>\n> its scope.',
    ])
      expect(written).toContain(line)
  })

  test('says what became of the meetings in between, and asks where nobody said', async () => {
    office.clock.set(Temporal.Instant.from('2026-05-26T09:00:00Z'))
    await office.done('TSB', 'meeting held MTG-2')
    await office.done('TSB', 'meeting cancel MTG-4 reason:"too little input"')
    const written = await part('2')
    expect(written).toContain('| 13 May 2026 | interim RG meeting | held')
    expect(written).toContain('| 22 July 2026 | interim RG meeting | cancelled: too little input |')
    expect(written).toContain(
      'To be completed by the Rapporteur of RG-DT: whether the meeting of 11 March 2026 was held',
    )
    office.clock.set(Temporal.Instant.from(AT))
  })

  test('comes as a Word file that our reader opens, with the sheet of what disagrees', async () => {
    const { message } = await office.say('TSB', 'report draft meeting:"TSAG 10-2026"')
    const [report, sheet] = message.files!
    expect([report!.name, sheet!.name]).toEqual([
      'WP2-report-TSAG-10-2026.docx',
      'WP2-report-TSAG-10-2026-what-disagrees.docx',
    ])
    const read = await readDocx(fileBytes(report!), report!.name)
    expect(read.header.length).toBeGreaterThan(5)
    const headings = read.blocks.flatMap(b => (b.kind === 'heading' ? [b.number] : []))
    expect(headings).toEqual(
      expect.arrayContaining(['0', '3.1', '7.4', 'Annex 1', 'Annex 1a', 'Annex 2', 'Annex 3']),
    )
    expect(JSON.stringify((await readDocx(fileBytes(sheet!), 'sheet')).blocks)).toContain(
      'place of the meeting',
    )
    expect(JSON.stringify(message.blocks)).toContain('Who can complete')
  })

  test('is the same when it is asked for again', async () => {
    expect(await report()).toBe(await report())
  })

  test('of a part has that part alone; another one is refused with those there are', async () => {
    const written = await part('annex 2')
    expect(written).toContain('## Annex 2 – List of documents')
    expect(written).not.toContain('Annex 1')
    expect(await office.refused('TSB', 'report part 12 meeting:"TSAG 10-2026"')).toBe(
      'The report has no clause 12; its parts are 0, 1, 2, 2.1, 2.2, 3, 3.1, 3.2, 3.3, 4, 4.1, 4.2, 5, 6, 7, 7.1, 7.2, 7.3, 7.4, 8, 9, Annex 1, Annex 1a, Annex 2, Annex 3.',
    )
    expect(await office.refused('TSB', 'report part nine')).toContain(
      '"nine" is neither a clause nor an annex; write it like 3.1 or Annex 2.',
    )
    expect(await office.refused('TSB', 'report draft meeting:"the last one"')).toContain(
      '"the last one" is no TSAG meeting',
    )
  })
})

describe('the draft of an agenda', () => {
  test('of a plenary has items with their documents, and anticipated actions', async () => {
    const written = toMarkdown(draftPlenaryAgenda(await gatherPlenary(work(), LABEL)))
    expect(written).toContain('### 5.1 Trust (ISG-1)\n\n- TD301: Strategy on trust')
    expect(written).toContain(
      'Anticipated action **\\[To be completed by TSB: number of this action\\]**: Agree the text on trust, TD301',
    )
    expect(written).toContain('## Annex 1 – List of documents allocated')
  })

  test('of a plenary has the reports that are owed under a heading of their own', async () => {
    const facts = await gatherPlenary(work(), LABEL)
    const owed = (group: string, standing: OwedReport['standing'], later?: string): OwedReport => ({
      kind: 'report',
      key: `report ${group}`,
      group,
      by: later,
      lastDay: undefined,
      overdue: false,
      report: undefined,
      standing,
      matter: 'WTSA Action 8',
      to: 'TSAG',
      meeting: LABEL,
      day: undefined,
      isOff: false,
      isLater: later !== undefined,
    })
    const written = toMarkdown(
      draftPlenaryAgenda({
        ...facts,
        owed: [
          owed('JCA-MV', 'progress'),
          owed('SG13', undefined),
          owed('RG-DT', 'progress', '2026-11-10'),
          owed('SG17', 'lead SG'),
        ],
      }),
    )
    expect(written).toContain(
      [
        `### 4.${facts.rapporteurGroups.length + 1} Reports owed to this meeting`,
        '- Lead SG reports: SG17\n- Progress reports: JCA-MV and RG-DT (by 10 November 2026)\n- SG13: WTSA Action 8\n',
      ].join('\n\n'),
    )
  })

  test('of a plenary without documents has gaps for them, not empty items', async () => {
    const facts = await gatherPlenary(work(), LABEL)
    const empty = { ...facts, documents: [], issues: [], actions: [], incoming: [] }
    const written = toMarkdown(draftPlenaryAgenda(empty))
    expect(written).toContain(`documents\n\n**\\[To be completed by TSB: documents of ${LABEL}\\]**`)
    expect(written).toContain('**\\[To be completed by the Rapporteur of RG-DT: documents of RG-DT\\]**')
  })

  test.for([undefined, 'Bangkok, Thailand'])(
    'of a plenary is read as of its days; place: %s',
    async place => {
      const facts = await gatherPlenary(work(), LABEL)
      const [document] = facts.documents
      // The first place and date in the text are those of another meeting.
      const title = 'Report of the first meeting (Geneva, 9 October 2025)'
      const days = { from: '2026-10-12', until: '2026-10-16' }
      const drafted = draftPlenaryAgenda({
        ...facts,
        meeting: { ...facts.meeting, place, days },
        documents: [{ ...document!, fields: { ...document!.fields, title } }],
      })
      const read = readDocument(await readDocx(await writeDocx(drafted), 'draft'))
      expect(read.meeting).toEqual(days)
    },
  )

  test('of a coordination e-meeting has the issues brought to it, with each position', async () => {
    await office.done('SG20 chair', 'issue escalate ISG-1 reason:"The three chairs did not agree"')
    const { meeting } = (await office.db.agendaItem.findFirstOrThrow({ include: { meeting: true } }))!
    const written = await agenda(meeting.id)
    expect(written).toContain('Attendance is on a need basis; these SGs are concerned: SG13, SG17 and SG20.')
    expect(written).toContain('This TD is the agenda of the WP2 interim coordination e-meeting of ')
    expect(written).toContain('### 2.1 Trust (ISG-1)')
    expect(written).toContain('- Brought to WP2 by SG20')
    expect(written).toContain('   - SG20 objects to proposal 1: IoT is left out')
  })

  test('of a meeting says what was brought to it and is settled', async () => {
    const item = (await office.db.agendaItem.findFirstOrThrow({ include: { meeting: true } }))!
    await office.db.agendaItem.update({ where: { id: item.id }, data: { settledAs: 'concluded' } })
    const written = await agenda(item.meetingId)
    expect(written).toContain('settled since:\n\n- ISG-1: Trust (concluded by WP2)')
    expect(written).not.toContain('Nothing is on the agenda')
    await office.db.agendaItem.update({ where: { id: item.id }, data: { settledAs: null } })
  })

  test('is not drafted for a call of named SGs', async () => {
    await office.done(
      'SG13 chair',
      'issue meet ISG-1 date:"2 November 2026" time:13:00-14:00 objective:"Terms" confirm:yes',
    )
    const call = await office.db.meeting.findFirstOrThrow({ where: { kind: 'AD_HOC' } })
    expect(await office.refused('TSB', `agenda draft MTG-${call.id}`)).toContain(
      'agendas are drafted for WP2 and its Rapporteur groups',
    )
    expect(await office.refused('TSB', 'agenda draft soon')).toBe(
      'meeting: "soon" is no meeting; write it like MTG-3, TSAG 10-2026, or next for the TSAG meeting to come.',
    )
  })
})

describe('the draft of a liaison statement', () => {
  test('has the form of Rec. A.1, each addressee with its purpose and date', async () => {
    await office.done('TSB', 'liaison to TSAG-LS5 groups:"SG3, SG12" purpose:action by:2026-12-01')
    await office.done('TSB', 'liaison to TSAG-LS5 groups:SG2 purpose:information')
    const [draft] = await filesOf('RG-DT Rapporteur', 'liaison draft TSAG-LS5 format:markdown')
    expect(draft!.content).toContain('| **For action to** | SG3, SG12 |')
    expect(draft!.content).toContain('| **For information to** | SG2 |')
    expect(draft!.content).toContain('| **Deadline** | 1 December 2026 |')
    expect(draft!.content).toContain('| **Kind** | LIAISON STATEMENT TSAG-LS5 |')
    expect(draft!.content).toContain('| **Document** | TSAG-TD301 |')
  })

  test('is of an outgoing statement on record, for those who may', async () => {
    expect(await office.refused('TSB', 'liaison draft TSAG-LS9')).toContain(
      'TSAG-LS9 is not in the register of liaison statements',
    )
    expect(await office.refused('SG17 chair', 'liaison draft TSAG-LS5')).toContain('Rapporteurs')
  })
})

test('a register comes as an Excel workbook', async () => {
  const [file] = await filesOf('SG17 chair', 'document export format:xlsx')
  expect(file).toMatchObject({ name: 'documents.xlsx', encoding: 'base64', asked: true })
  // A zip, which begins with these two letters.
  expect(new TextDecoder().decode(fileBytes(file!).slice(0, 2))).toBe('PK')
})
