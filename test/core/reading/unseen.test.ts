/** Layouts that no known report has: other clause numbers, columns merged, renamed and in another order. */
import { expect, test } from 'vitest'
import { referenceCode } from '../../../src/core/reading/codes/documents.ts'
import { selectKind } from '../../../src/core/reading/disagreements/material.ts'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import { gap, HEAD, textTable } from './invented.ts'

const read = (...lines: string[]) => readDocument(readText(`${HEAD}${lines.join('\n')}\n`, 'TD1'))
const planned = (...lines: string[]) => {
  const reading = read(...lines)
  return {
    lines: selectKind(reading.findings, 'planned-meeting').map(m =>
      [
        m.group,
        m.date,
        m.time ? `${m.time.start}–${m.time.end}` : '',
        m.deadline.kind === 'date' ? m.deadline.date : m.deadline.kind,
      ].join(' '),
    ),
    unread: reading.unread.map(u => `${u.why} ${u.place.clause}`),
    none: selectKind(reading.findings, 'no-meeting').map(m => m.group),
  }
}

test('future plans in clause 10, with date and time in one column and a column of groups', () => {
  expect(
    planned(
      '9 Any other business',
      'None.',
      '10 Future meetings',
      'Text.',
      '',
      textTable([
        ['Group', 'Contribution deadline', 'Date and time', 'Purpose'],
        ['RG-DT', '3 September 2031', '10 September 2031, 13:00–15:00', 'orchards'],
        ['RG-WPR', '', 'None', ''],
        ['WP2', 'one week before', '12 November, 14:00-16:00 hours', 'lanterns'],
      ]),
    ),
  ).toEqual({
    lines: ['RG-DT 2031-09-10 13:00–15:00 2031-09-03', 'WP2 2031-11-12 14:00–16:00 days'],
    unread: [],
    none: ['RG-WPR'],
  })
})

test('future plans whose table names groups in rows of their own', () => {
  expect(
    planned(
      '1 Future Plans',
      'Text.',
      '',
      textTable([
        ['No.', 'Date', 'Time', 'Deadline'],
        ['RG-DT', '', '', ''],
        ['1', '10 September 2031', '13:00–15:00', '3 September 2031'],
        ['RG-WPR', '', '', ''],
        ['', 'None', '', ''],
      ]),
    ),
  ).toEqual({ lines: ['RG-DT 2031-09-10 13:00–15:00 2031-09-03'], unread: [], none: ['RG-WPR'] })
})

test('the header again without a caption: whose meetings these are is not known', () => {
  const rows = [
    ['#', 'Date', 'Time', 'Objectives'],
    ['1', '10 September 2031', '13:00–15:00', 'orchards'],
  ]
  const { lines, unread } = planned(
    '1 Future Plans',
    'RG-DT',
    '',
    `${textTable(rows)}\n\n\n${textTable(rows)}`,
  )
  expect(lines).toEqual(['RG-DT 2031-09-10 13:00–15:00 none'])
  expect(unread).toEqual(['no-group 1'])
})

test('a date in the plans that is neither in a table nor in a list is not dropped', () => {
  expect(planned('1 Future Plans', 'WP2 meets on 3 April 2031 if needed.').unread).toEqual([
    'not-a-meeting 1',
  ])
})

test('a table of which a text has the cells alone is named', () => {
  // As LibreOffice saves it.
  const { unread, entries } = read(
    '1 General',
    'Text.',
    'Annex A: Documents',
    ...['TD', 'Title', 'Source', 'WP2', 'TD7', 'Lanterns', 'TSB', '1'],
  )
  expect(unread.map(u => [u.why, u.words])).toEqual([['lost-table', 'TD | Title | Source | WP2']])
  expect(entries).toEqual([])
})

test('both readings of a tracked date, glued together, are none', () => {
  const { lines, unread } = planned(
    '1 Future Plans',
    'WP2',
    'The next meeting is on 14 December 203115 December 2031, 14:00-16:00.',
  )
  expect(lines).toEqual([])
  expect(unread).toEqual(['not-a-meeting 1'])
})

test('a meeting before the one that plans it is not planned', () => {
  const table = textTable([
    ['#', 'Date', 'Time', 'Objectives'],
    ['1', '10 January', '13:00–15:00', 'orchards'],
  ])
  expect(planned('1 Future Plans', 'RG-DT', '', table)).toMatchObject({
    lines: [],
    unread: ['date-before-meeting 1'],
  })
})

test('documents in one table, groups in one column, totals under other words', () => {
  const reading = read(
    '1 General',
    'Text.',
    'Annex A: Documents',
    textTable([
      ['Title', 'Document', 'Allocation', 'Submitted by'],
      ['Lanterns', 'C7', 'WP2, (RG-DT)', 'Borduria'],
      ['Reserved for: Harbours', 'TD 12', 'RG-DT', 'TSB'],
      ['Orchards (not yet available)', 'TD13-R2', 'WP2', 'TSB'],
      ['Grand total: 3', '', '', ''],
    ]),
  )
  const found = selectKind(reading.findings, 'document').map(d =>
    [
      referenceCode(d.reference),
      d.state,
      d.title,
      ...d.marks.map(m => (m.bracketed ? `(${m.group})` : m.group)),
    ].join(' '),
  )
  expect(found).toEqual([
    'C7 available Lanterns WP2 (RG-DT)',
    'TD12 reserved Harbours RG-DT',
    'TD13-R2 not yet available Orchards WP2',
  ])
  expect(selectKind(reading.findings, 'total')).toMatchObject([
    { of: 'all', stated: 3, means: ['documents'] },
  ])
})

test('actions in a table', () => {
  const reading = read(
    '0 Actions for TSAG',
    textTable([
      ['#', 'Action', 'Reference'],
      ['RG-DT', '', ''],
      ['RG-DT-1', 'Approve the report on lanterns', 'TD7'],
      ['WP2', '', ''],
      ['WP2-1', 'Note the harbours', ''],
      ['', 'Thank the rapporteur', ''],
    ]),
  )
  expect(
    selectKind(reading.findings, 'action').map(a => [
      a.number,
      a.heading,
      a.verbs.join(),
      a.documents.map(referenceCode).join(),
    ]),
  ).toEqual([
    ['RG-DT-1', 'RG-DT', 'approve', 'TD7'],
    ['WP2-1', 'WP2', 'note', ''],
    [null, 'WP2', '', ''],
  ])
})

test('actions without numbers, and several verbs', () => {
  const reading = read(
    '0 Actions for TSAG',
    'Actions related to WP2',
    '1. Review and approve the report',
    '2. Outgoing LS on lanterns, TD8',
  )
  expect(selectKind(reading.findings, 'action').map(a => [a.number, a.heading, a.verbs.join(' ')])).toEqual([
    [null, 'WP2', 'review approve'],
    [null, 'WP2', ''],
  ])
})

test('meetings that were held or cancelled since the last one', () => {
  const reading = read(
    '2 Interim activities since the last meeting',
    '2.1 RG-DT',
    '· 10 September 2030: held, progress report TD5',
    '· 12 November 2030: cancelled for lack of input',
    '3 Results',
    'The meeting of 1 February 2031 is past.',
  )
  expect(
    selectKind(reading.findings, 'held-meeting').map(m => [
      m.group,
      m.date,
      m.outcome,
      m.documents.map(referenceCode).join(),
    ]),
  ).toEqual([
    ['RG-DT', '2030-09-10', 'held', 'TD5'],
    ['RG-DT', '2030-11-12', 'cancelled', ''],
  ])
})

test('titles of liaison statements in all their forms', () => {
  const titles: [title: string, ...found: string[]][] = [
    [
      'LS/r on lanterns (reply to TSAG-LS35, FG-AB-LS23) [from ITU-T SG17]',
      'r',
      'SG17',
      'TSAG-LS35',
      'FG-AB-LS23',
    ],
    ['LS/r on lanterns (reply TSAG-LS35) [from ITU-T SG11]', 'r', 'SG11', 'TSAG-LS35'],
    ['LS/r on lanterns (copper) (TSAG-LS35) [from ITU-T SG16]', 'r', 'SG16', 'TSAG-LS35'],
    [
      'LS/i/r on lanterns (JCG-AB)] (reply to TSAG-LS12) [from ITU-T SG20, SG21]',
      'i/r',
      'SG20',
      'SG21',
      'TSAG-LS12',
    ],
    ['LS/i/r on lanterns(update and reply to SG11-LS36) [from ITU-T SG2]', 'i/r', 'SG2', 'SG11-LS36'],
    [
      'LS/i/r on lanterns (reply to TSAG-LS11 and TSAG-LS12) [from ITU-T SG15]',
      'i/r',
      'SG15',
      'TSAG-LS11',
      'TSAG-LS12',
    ],
    ['LS/r on lanterns (reply to ITU-R WP 5D/TEMP/175) [from ITU-T SG5]', 'r', 'SG5', 'ITU-R WP 5D/TEMP/175'],
    ['LS/i progress of lanterns [from JCA-AB]', 'i', 'JCA-AB'],
  ]
  const reading = read(
    '1 General',
    'Text.',
    'Annex 1 – Documents',
    textTable([
      ['TD#', 'Source', 'Title', 'WP2'],
      ...titles.map(([title], i) => [`TD${i + 1}`, 'TSB', title, '1']),
      ['TD99', 'TSB', 'LS/r on lanterns [from ITU-T SG3]', '1'],
    ]),
  )
  const found = selectKind(reading.findings, 'liaison').map(l => [
    l.purpose,
    ...l.senders,
    ...l.repliesTo.map(t => t.written),
  ])
  expect(found.slice(0, -1)).toEqual(titles.map(([, ...codes]) => codes))
  expect(selectKind(reading.findings, 'liaison').every(l => l.subject.includes('lanterns'))).toBe(true)
  expect(reading.unread.map(u => u.why)).toEqual(['no-reply-target'])
})

test('deliverables, some without number, month or allocation', () => {
  const reading = read(
    '1 General',
    'Text.',
    'Annex 2 – Deliverables',
    textTable([
      ['Title', 'No.', 'Approved', 'Suggested allocation'],
      [
        'Technical Report on lanterns',
        'FGAB-1',
        'March 2031',
        'SG17\n(SG13, SG16)\n\nC115 : SG17\nTD70 : All SGs for information',
      ],
      ['Technical Specification on harbours', '', '', ''],
      ['Guide to orchards', 'FGAB-3', 'May 2031', 'SG20'],
    ]),
  )
  expect(
    selectKind(reading.findings, 'deliverable').map(d => [
      d.number,
      d.type,
      d.approved,
      d.suggested.length,
      d.proposals.length,
    ]),
  ).toEqual([
    ['FGAB-1', 'Technical Report', '2031-03', 3, 2],
    [null, 'Technical Specification', null, 0, 0],
    ['FGAB-3', null, '2031-05', 1, 0],
  ])
})

test('a table of unknown columns is listed, not dropped', () => {
  const reading = read(
    '1 General',
    'Text.',
    '',
    textTable([
      ['Tide', 'Height'],
      ['low', '2'],
    ]),
    gap('End.'),
  )
  expect(reading.unread).toMatchObject([
    { why: 'unknown-table', place: { table: 1, clause: '1' }, words: 'Tide | Height' },
  ])
})

test('one joint activity is refused a new scope, another one renamed', () => {
  const reading = read(
    '3 JCA',
    '· JCA-AB. C23 proposed to change the name and up-date ToR. This proposal was not agreed. JCA-AB was authorized to continue until the next TSAG meeting, transferring its work to SG17.',
    '· JCA-CD and the proposed name change were agreed with the understanding that the 2 years lifetime continues from May 2030.',
    '· Initiate JCA-EF instead.',
  )
  expect(
    selectKind(reading.findings, 'joint-activity').map(j => [
      j.body,
      j.decision,
      j.renamed,
      j.transitionTo.join(),
      j.clockFrom,
    ]),
  ).toEqual([
    ['JCA-AB', 'continues', false, 'SG17', null],
    ['JCA-CD', 'continues', true, '', '2030-05'],
    ['JCA-EF', 'proposed', false, '', null],
  ])
})

test('a group whose cell reaches down over its meetings', () => {
  const document = readText(
    `${HEAD}1 Future Plans\n\n${textTable([
      ['Group', 'Date', 'Time'],
      ['RG-DT', '10 April 2031', '13:00–15:00'],
      ['', '12 May 2031', '13:00–15:00'],
      ['', '12 June 2031', '13:00–15:00'],
    ])}`,
    'TD1',
  )
  const table = document.blocks.find(b => b.kind === 'table')!
  // As a .docx has it: the cell stands once, and is absent from the rows below.
  table.rows[1]!.cells[0]!.rows = 2
  table.rows[2]!.cells.shift()
  const reading = readDocument(document)
  expect(selectKind(reading.findings, 'planned-meeting').map(m => `${m.group} ${m.date}`)).toEqual([
    'RG-DT 2031-04-10',
    'RG-DT 2031-05-12',
  ])
  expect(reading.unread.map(u => u.why)).toEqual(['no-group'])
})
