/** Plan files as spreadsheets write them, and plans taken back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatLine } from '../../src/core/grammar/grammar.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { readPlan } from '../../src/core/plans/plan-file.ts'
import { decodeText } from '../../src/core/text/decode.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

const HEADER = 'group,kind,date,time,objective,deadline'
const ROW = 'RG-DT,interim,2027-03-10,13:00–15:00,Côte d’Ivoire proposal,7 days before'
const read = (text: string) => readPlan(text).meetings

function faults(text: string): string {
  try {
    readPlan(text)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was accepted')
}

describe('what spreadsheets write is understood:', () => {
  const usual = read(`${HEADER}\n${ROW}`)
  test.for([
    ['semicolons', `${HEADER}\n${ROW}`.replaceAll(',', ';')],
    ['tabs', `${HEADER}\n${ROW}`.replaceAll(',', '\t')],
    ['empty rows', `${HEADER}\n,,,,,\n${ROW}\n,,,,,\n,,,,,\n`],
    ['empty cells behind the table', `${HEADER},,\n${ROW},,\n`],
    ['Windows line ends', `\uFEFF${HEADER}\r\n${ROW}\r\n`],
    [
      'the headings of a report',
      `Group,Kind,Date,Time (Geneva time),Objectives,Contribution Deadline\n${ROW}`,
    ],
    ['the bot’s own words for a kind', `${HEADER}\n${ROW.replace(',interim,', ',Interim  RG meeting,')}`],
    [
      'the words of clause 7',
      `${HEADER}\n${ROW.replace('13:00–15:00', '13:00 – 15:00 CET').replace('2027-03-10', '10th March 2027')}`,
    ],
  ])('%s', ([, text]) => {
    const [meeting] = read(text!)
    expect({ ...meeting, time: { ...meeting!.time, label: undefined } }).toEqual({
      ...usual[0],
      time: { ...usual[0]!.time, label: undefined },
    })
  })

  test.for([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-16, little endian', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big endian', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    [
      'Windows-1252',
      (text: string) => Buffer.from(text.replace('’', '\u0092').replace('–', '\u0096'), 'latin1'),
    ],
  ] as const)('%s', ([, encode]) => {
    expect(read(decodeText(encode(`${HEADER}\n${ROW}`), 'any'))).toEqual(usual)
  })

  test('"None" is no meeting, and the group is planned for', () => {
    expect(readPlan(`${HEADER}\nRG-WPR,,None,,,\n${ROW}`)).toEqual({
      meetings: usual,
      groups: ['RG-WPR', 'RG-DT'],
    })
  })
})

describe('what is wrong is named:', () => {
  test('all of it at once, with row and column', () => {
    expect(
      faults(
        `${HEADER}\nRG-DT,dinner,31 February 2027,15:00–13:00,,soon\n${ROW}\n,,,,,\n${ROW}\nWP2,e-meeting,2027-03-28,02:30–03:15,x,27 May 2025`,
      ),
    ).toBe(
      'Row 2, kind: "dinner" is not a kind; write interim, coordination or e-meeting. Row 2, date: "31 February 2027" is not a date; write it like 13 May 2026 or 2026-05-13. Row 2, time: "15:00–13:00" ends before it starts; write the start and then the end, like 13:00–15:00. Row 2, objective: It is empty; say what the meeting is for. Row 2, deadline: "soon" is not a deadline; write a date like 7 May 2026, a rule like "7 days before", or none. Row 6, time: 28 March 2027, 02:30 does not exist in Geneva: the clocks go from 02:00 to 03:00 in that night. Please give another time. Row 6, deadline: The contribution deadline 27 May 2025 is 670 days before the meeting on 28 March 2027; is its year right? Row 5: it is the same meeting as row 3; state it once.',
    )
  })
  test.for([
    ['a file decoded wrongly', `${HEADER}\n${ROW.replace('ô', '\uFFFD')}`, /can't be read \(“C\uFFFD/],
    ['NUL', `g\0r\0o\0u\0p`, /not UTF-8/],
    [
      'a missing column',
      'group,kind,date,time\nRG-DT,interim,2027-03-10,13:00–15:00',
      /lacks the column objective/,
    ],
    ['an unknown column', `${HEADER},colour\n${ROW},red`, /unknown column “colour”/],
    ['a comma outside quotation marks', `${HEADER}\n${ROW},and more`, /Row 2 of the plan has more cells/],
    [
      'a label that does not fit',
      `${HEADER}\n${ROW.replace('13:00–15:00', '13:00–15:00 CEST')}`,
      /Row 2, time: CEST does not fit 10 March 2027/,
    ],
    [
      'a deadline on the day of the meeting',
      `${HEADER}\n${ROW.replace('7 days before', '10 March 2027')}`,
      /Row 2, deadline: The contribution deadline 10 March 2027 is not before/,
    ],
  ] as const)('%s', ([, text, sentence]) => expect(faults(text)).toMatch(sentence))
})

describe('a plan', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
  })
  afterAll(() => office.close())

  const PLAN = `${HEADER}
RG-DT,interim,2026-05-20,13:00–15:00,Progress the work on its terms of reference,7 days before
RG-DT,interim,2026-07-22,13:00–15:00,Another objective,7 days before
RG-DT,interim,2026-11-11,13:00–15:00,One more,7 days before
`
  const load = (agreed: string, plan = PLAN) =>
    formatLine({ path: 'plan load', options: { plan, source: 'a wrong file', agreed, confirm: 'yes' } })
  const facts = async () =>
    (await office.db.meeting.findMany({ orderBy: { id: 'asc' } })).map(m => [
      m.id,
      m.startsAt.toISOString(),
      m.deadline?.toISOString(),
      m.objective,
      m.status,
      m.source,
      m.planId,
    ])

  test('names dates that look like slips', async () => {
    const rows = ['9 June 2026', '9 June 2062', '9 June 2025', '30 January 2026'].map(
      day => `RG-DT,interim,${day},13:00–15:00,A,none`,
    )
    const options = { plan: [HEADER, ...rows].join('\n'), source: 'TD9', agreed: '30 January 2026' }
    const asked = await office.refused('TSB', { path: 'plan load', options })
    expect(asked).toContain('9 June 2062 is years ahead; please check the year.')
    expect(asked).toContain('9 June 2025 is before the plan was agreed; please check the year.')
    expect(asked).not.toContain('9 June 2026 is')
    // The meeting at which it was agreed may stand in it.
    expect(asked).not.toContain('30 January 2026 is')
  })

  test('agreed ahead, or of a kind that a group does not have, is refused', async () => {
    expect(await office.refused('TSB', load('20 April 2062'))).toContain(
      'can be loaded once it has been agreed',
    )
    expect(
      await office.refused('TSB', load('30 January 2026', PLAN.replaceAll('interim', 'coordination'))),
    ).toContain('RG-DT is a Rapporteur group')
  })

  test('can be taken back: what was changed since stays and is named, the rest returns', async () => {
    const before = await facts()
    await office.done('TSB', load('31 January 2026'))
    const added = (await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })).id
    await office.done('RG-DT Rapporteur', 'meeting rename MTG-4 title:"Terms of reference"')
    const asked = await office.refused('TSB', 'plan undo PLAN-2 the wrong file')
    expect(asked).toContain('(MTG-2) is on 13 May 2026, 13:00–15:00 Geneva time (CEST) again')
    expect(asked).toContain(`(MTG-${added}) is cancelled`)
    expect(asked).toContain('(MTG-6) takes place after all')
    expect(asked).toMatch(/Changed since, so these stay: [^.]*\(MTG-4\)/)
    expect(await office.refused('RG-DT Rapporteur', 'plan undo PLAN-2 x')).toContain('Only')
    await office.done('TSB', 'plan undo PLAN-2 reason:"the wrong file" confirm:yes')
    const after = await facts()
    const others = (rows: typeof after) => rows.filter(([id]) => id !== 4 && id !== added)
    expect(others(after)).toEqual(others(before))
    expect(after.find(([id]) => id === added)?.[4]).toBe('CANCELLED')
    expect(after.find(([id]) => id === 4)?.[3]).toBe('Another objective')
    expect(await office.db.notice.count({ where: { kind: 'plan-undone' } })).toBe(1)
    expect(await office.refused('TSB', 'plan undo PLAN-2 reason:x confirm:yes')).toContain(
      'already taken back',
    )
    const history = plainMessage((await office.say('TSB', 'plan history')).message)
    expect(history).toMatch(/PLAN-2[\s\S]*Taken back 2 February 2026 by TSB: the wrong file\.[\s\S]*PLAN-1/)
    expect(history).toMatch(/Loaded 2 February 2026 by TSB, for /)
    expect(history).toMatch(/Loaded 2 February 2026 when the database was created, for /)
  })

  test('that is taken back does not stand in the way of an earlier one', async () => {
    expect(await office.done('TSB', load('30 January 2026'))).toContain('is loaded')
  })
})
