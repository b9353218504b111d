/** Planned meetings, statements and names of a document that is read; and what its approval confirms. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saidAtMeeting } from '../../../src/core/issues/approved-report.ts'
import { describeDays } from '../../../src/core/registers/reading/days.ts'
import { quoted } from '../../../src/core/text/command-line.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'
import { gap, textTable } from '../reading/invented.ts'

const report = (
  date = '10 June 2026',
  more: string[][] = [],
) => `Report of the WP2/TSAG meeting held in Geneva on 26-30 January 2026

1 General
The meeting was chaired by Ms Clara Ferro (Sylvania), and Mr Jan Novak, Rapporteur for RG-DT, assisted her.
The delegation of Borduria requested that the following statement be recorded: “We keep our lighthouses.”

2 Future Plans

RG-DT

${textTable([
  ['#', 'Date', 'Time', 'Objectives', 'Contribution deadline'],
  ['1', date, '13:00 – 15:00', 'gap analysis', '3 June 2026'],
  ...more,
])}${gap('RG-WPR')}
${textTable([
  ['#', 'Date', 'Time', 'Objectives', 'Contribution deadline'],
  ['1', 'None', '', '', ''],
])}${gap('Annex 1 – Statement by the SG20 chair')}at WP2 plenary on 29 January 2026

Trust is layered.
Thank you.
`

const read = (text: string, name: string) => `read document name:${name} text:${quoted(text)}`

test.for([
  ['2026-01-26', '2026-01-30', '26–30 January 2026'],
  ['2026-01-30', '2026-02-03', '30 January to 3 February 2026'],
  ['2026-12-30', '2027-01-02', '30 December 2026 to 2 January 2027'],
  ['2024-07-29', '2024-07-29', '29 July 2024'],
])('%s and %s are %s', ([from, until, words]) =>
  expect(describeDays({ from: from!, until: until! })).toBe(words),
)

describe('what was said at the meeting of a report', () => {
  const of = {
    name: 'TD164R3',
    content: { group: 'WP2', meeting: { from: '2026-01-26', until: '2026-01-30' } },
  }
  test.for([
    ['TSAG meeting, 28 January 2026', true],
    ['WP2 plenary on 29 January 2026', true],
    ['26-27 January 2026', true],
    ['TD164R3, clause 3.1.3', true],
    ['TD164R31', false],
    ['SG17 meeting, 28 January 2026', false],
    ['TSAG meeting, 2 February 2026', false],
    ['TSAG meeting', false],
  ] as const)('%s: %s', ([said, expected]) => expect(saidAtMeeting(said, of)).toBe(expected))
})

test("an agenda of another meeting than TSAG's enters no action under a number of TSAG's", async () => {
  const office = await openDesk([], { at: '2026-02-02T09:00:00Z' })
  const agenda = (day: string) =>
    `Agenda of the WP2/TSAG e-meeting, virtual, ${day}\n\n1 Opening\nText.\n2 Expected actions\n· WP2-1: Note the report\n`
  const { startsAt } = await office.db.meeting.findFirstOrThrow({
    where: { groupId: 'WP2' },
    orderBy: { id: 'asc' },
  })
  const day = startsAt.toISOString().slice(0, 10)
  const said = await office.done('TSB', read(agenda(day), 'TD900'))
  expect(said).toContain('0 entries to enter')
  expect(await office.done('TSB', 'read show READ-1 part:"not read"')).toMatch(
    /the document belongs to the WP2 .*, not to a TSAG meeting; action add enters an action for the next one/,
  )
  expect(await office.done('TSB', read(agenda('2026-11-03'), 'TD901'))).toContain('1 entry to enter')
  await office.close()
})

describe('a report', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk([], { at: '2026-02-02T09:00:00Z' })
  })
  afterAll(() => office.close())

  test('shows what it would change on the calendar, and what it no longer has', async () => {
    await office.done('TSB', read(report(), 'TD700'))
    const said = await office.done('TSB', 'read show READ-1 register:meetings')
    // The calendar has 13 May; the nearest one has moved.
    expect(said).toContain('RG-DT interim RG meeting, 10 June 2026, 13:00–15:00, changed')
    expect(said).toContain(
      '“13 May 2026, 13:00–15:00 Geneva time (CEST)” → “10 June 2026, 13:00–15:00 Geneva time (CEST)”',
    )
    expect(said).toContain('of 22 July 2026')
    expect(said).toContain(
      'changed, disputed: status “scheduled” → “cancelled” (on the calendar, and not in TD700)',
    )
  })

  test('enters its meetings; one that it no longer has is cancelled only by name', async () => {
    await office.done('WP2 chair', 'read confirm READ-1 register:meetings')
    expect(await office.done('SG17 chair', 'meeting show MTG-2')).toContain('10 June 2026')
    expect(await office.done('SG17 chair', 'meeting show MTG-4')).not.toContain('cancelled')
    const lines = await office.done('TSB', 'read show READ-1 part:disputed')
    const july = /(\d+)\. RG-DT interim RG meeting of 22 July/.exec(lines)![1]!
    await office.done('TSB', `read confirm READ-1 register:meetings disputed:${july}`)
    expect(await office.done('SG17 chair', 'meeting show MTG-4')).toContain('cancelled')
    expect(await office.done('SG17 chair', 'plan history')).toContain('TD700, clause 2')
  })

  test('puts statements on the record, with clause and source; the SG is asked to confirm its own', async () => {
    await office.done('TSB', 'read confirm READ-1 register:statements')
    const said = await office.say(
      'SG17 chair',
      'statement list from:"26 January 2026" until:"30 January 2026"',
    )
    const shown = JSON.stringify(said.message)
    expect(shown).toContain(
      'STM-1, WP2 meeting of 26–30 January 2026, TD700, clause 1. Borduria put a statement on record, entered by TSB: “We keep our lighthouses.”',
    )
    expect(shown).toContain(
      'STM-2, WP2 plenary on 29 January 2026, TD700, Annex 1. SG20 put a statement on record (recorded by TSB for SG20 from “WP2 plenary on 29 January 2026”; not yet confirmed)',
    )
    const asked = await office.db.notice.findMany({ where: { kind: 'records-to-confirm' } })
    expect(asked.map(n => n.subject)).toEqual(['records:SG20'])
    expect(await office.done('TSB', 'read confirm READ-1 register:statements')).toContain(
      'Nothing of READ-1 was entered: 2 already there',
    )
  })

  test('offers names with the command that registers them, and enters none', async () => {
    const offered = JSON.stringify((await office.say('TSB', 'read show READ-1 part:persons')).message)
    expect(offered).toContain('Clara Ferro, chair of WP2')
    expect(offered).toContain('"role":"WP2 chair"')
    expect(offered).toContain('"role":"RG-DT Rapporteur"')
    expect(await office.db.person.count()).toBe(0)
    await office.done('TSB', 'person add "Jan Novak" role:"RG-DT Rapporteur"')
    expect(JSON.stringify((await office.say('TSB', 'read show READ-1 part:persons')).message)).toContain(
      'Jan Novak, Rapporteur of RG-DT: registered already',
    )
  })

  test('once approved confirms what was recorded from its meeting, and nothing else', async () => {
    await office.done('SG17 chair', 'issue raise topic:Trust summary:words with:SG20')
    await office
      .done('TSB', 'issue comment ISG-1 text:"It concerns us." for:SG20 said:"TSAG meeting, 28 January 2026"')
      .catch(() => undefined)
    const record = (meeting: string, said: string) =>
      office.done(
        'TSB',
        `statement make meeting:${meeting} subject:trust text:"We differ." for:SG13 said:${quoted(said)} confirm:yes`,
      )
    await record('MTG-3', 'TSAG meeting, 28 January 2026')
    await record('MTG-3', 'SG13 meeting, 28 January 2026')
    expect(await office.refused('WP2 chair', 'read approve READ-1 confirm:yes')).toContain('Only TSB')
    const question = await office.refused('TSB', 'read approve READ-1')
    expect(question).toContain('Records of other meetings are not touched: SG13 meeting, 28 January 2026.')
    const done = await office.done('TSB', 'read approve READ-1 confirm:yes')
    expect(done).toContain('STM-2')
    expect(done).toContain('STM-3')
    expect(done).not.toContain('STM-4')
    expect(await office.done('TSB', 'read approve READ-1')).toContain(
      'Nothing recorded from its meeting waits',
    )
  })

  test('taken back: what the SG has not confirmed leaves the lists, the rest stays and is named', async () => {
    const said = await office.done('TSB', 'read undo READ-1')
    expect(said).toContain('left as they are, for they were changed since')
    expect(said).toContain('STM-2')
    const left = JSON.stringify((await office.say('SG17 chair', 'statement list')).message)
    expect(left).not.toContain('STM-1')
    expect(left).toContain('STM-2')
  })

  test('an agenda of a meeting ahead plans nothing yet', async () => {
    const agenda = report()
      .replace('Report of', 'Agenda of')
      .replace('26-30 January 2026', '16-20 February 2026')
    await office.done('TSB', read(agenda, 'TD701'))
    expect(await office.done('TSB', 'read show READ-2 register:meetings')).toContain(
      'not entered: the meeting that plans it ends on 20 February 2026; a plan counts once it has been agreed',
    )
    expect(await office.refused('TSB', 'read approve READ-2')).toContain('TD701 is no report')
  })
})
