/** A document read into the registers: invented, as text and as .docx. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import { parseLines } from '../../../src/core/registers/reading/commands.ts'
import { describePlace } from '../../../src/core/registers/reading/places.ts'
import { quoted } from '../../../src/core/text/command-line.ts'
import { writeDocx } from '../../support/docx/write.ts'
import { summaryOf } from '../../support/summary.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'
import { gap, HEAD, textTable } from '../reading/invented.ts'

const report = (revision = '', time = '13:00 – 15:00') => `${HEAD}0\tActions for TSAG
1. WP2-1: Note the lanterns
2. Approve the harbours

1 General
Text.
Actions for TSAG:
· WP2-1: Note the lanterns
· Approve the harbours

2 Future Plans

RG-DT

${textTable([
  ['#', 'Date', 'Time', 'Objectives'],
  ['1', '13 May 2031', time, 'orchards'],
])}${gap('Annex 1 – Documents')}
${textTable([
  ['TD#', 'Source', 'Title', 'WP2'],
  [`TD7${revision}`, 'ITU-T SG17', 'LS/i/r on lanterns (reply to TSAG-LS4) [from ITU-T SG17]', '1'],
])}`

const read = (text: string, name: string) => `read document name:${name} text:${quoted(text)}`

describe('lines', () => {
  test.for([
    ['3', [3]],
    ['3, 7-9', [3, 7, 8, 9]],
    ['2–3; 1', [2, 3, 1]],
  ] as const)('%s', ([raw, lines]) => expect([...parseLines(raw)]).toEqual(lines))

  test.for(['all but three', '9-7', '1-99999'])('"%s" are none', raw =>
    expect(() => parseLines(raw)).toThrow('is not a list of lines'),
  )
})

test.for([
  [{ clause: '3.1.3' }, 'clause 3.1.3'],
  [{ clause: 'Annex 1', table: 3, row: 4 }, 'Annex 1, table 3, row 4'],
  [{ line: 9 }, 'line 9'],
  [{}, 'the document'],
] as const)('the place %j is %s', ([place, words]) => expect(describePlace(place)).toBe(words))

describe('a document', () => {
  let office: DeskHarness
  let folder: string
  beforeAll(async () => {
    office = await openDesk([], { at: '2031-05-01T09:00:00Z' })
    folder = await mkdtemp(join(tmpdir(), 'intersg-'))
  })
  afterAll(async () => {
    await office.close()
    await rm(folder, { recursive: true })
  })

  test('is shown first, and nothing is entered', async () => {
    const said = await office.done('SG17 chair', read(report(), 'TD1'))
    expect(said).toBe('READ-1, TD1: 5 entries to enter, 0 contradictions, 0 places to look at, 0 not read.')
    expect(await office.done('TSB', 'action list')).toBe('Actions: no entry yet.')
  })

  test('shows each line with its place', async () => {
    const said = await office.done('SG17 chair', 'read show READ-1 register:"liaison statements"')
    expect(said).toContain('TSAG-TD7, new: lanterns (Annex 1, table 2, row 2)')
  })

  test('shows planned meetings as the file that plan load takes', async () => {
    const { message } = await office.say('TSB', 'read show READ-1 part:meetings')
    expect(message.files![0]!.content).toBe(
      'group,kind,date,time,objective,deadline\nRG-DT,interim,2031-05-13,13:00–15:00,"orchards",none',
    )
    const load = `plan load source:TD1 agreed:2031-03-01 plan:${quoted(message.files![0]!.content)}`
    expect(await office.refused('TSB', load)).toContain('confirm:yes loads the plan')
  })

  test('is entered by those who may: one register, all but some lines, the rest', async () => {
    expect(await office.refused('SG17 chair', 'read confirm READ-1')).toContain('Only TSB')
    expect(await office.done('WP2 chair', 'read confirm READ-1 register:actions except:1')).toBe(
      'READ-1 is entered: 1 new, 0 changed, 0 already there, 0 disputed and left out.',
    )
    expect(await office.done('WP2 chair', 'read confirm READ-1')).toBe(
      'READ-1 is entered: 4 new, 0 changed, 1 already there, 0 disputed and left out.',
    )
    expect(await office.done('SG17 chair', 'document history TD7')).toContain(
      '(TD1, Annex 1, table 2, row 2)',
    )
  })

  test('the same again enters nothing; a later revision only the differences', async () => {
    expect(await office.done('TSB', read(report(), 'other'))).toContain('READ-1, TD1: 0 entries to enter')
    expect(await office.done('TSB', read(report('-R1', '14:00 – 15:00'), 'TD1-R1'))).toContain(
      'READ-2, TD1-R1: 2 entries to enter',
    )
    expect(await office.done('TSB', 'read show READ-2 register:documents')).toContain(
      'changed: Latest revision “1”',
    )
    expect(await office.done('TSB', 'read confirm READ-2')).toContain('0 new, 2 changed, 3 already there')
  })

  test('what differs from a register is to look at, and chosen by nobody but who confirms', async () => {
    await office.done('TSB', read(report('-R2').replaceAll('lanterns', 'lamps'), 'TD1-R2'))
    const said = await office.done('TSB', 'read show READ-3 part:"to look at"')
    expect(said).toContain(
      'TSAG 03-2031 WP2-1: action differs from the register of actions. the register: “Note the lanterns” · clause 0: “Note the lamps”',
    )
  })

  test('as .docx it says the same', async () => {
    const { blocks, header } = readText(report('-R1', '14:00 – 15:00'), 'TD1-R1')
    const file = join(folder, 'TD1-R1.docx')
    await writeFile(file, await writeDocx(blocks, header))
    expect(await office.done('TSB', `read document file:${file}`)).toContain(
      'READ-4, TD1-R1.docx: 0 entries to enter',
    )
  })

  test('is taken back, but for what was changed since', async () => {
    await office.done('TSB', 'action outcome "2031-03 WP2-1" outcome:noted')
    expect(await office.done('TSB', 'read undo READ-2')).toBe(
      'READ-2 is taken back: 2 entries are as before.',
    )
    const said = await office.done('TSB', 'read undo READ-1')
    expect(said).toContain(
      'left as they are, for they were changed since: TSAG 03-2031 WP2-1, RG-DT interim RG meeting of 13 May 2031',
    )
    expect(await office.refused('TSB', 'read undo READ-1')).toContain('was already taken back')
    expect(await office.done('TSB', 'liaison list')).toBe('Liaison statements: no entry yet.')
  })

  test('read again, what was taken back comes in again', async () => {
    await office.done('TSB', read(report(), 'TD1'))
    await office.done('TSB', 'read confirm READ-5')
    expect(await office.done('TSB', 'liaison list')).toBe('Liaison statements, 1 entry: TSAG-TD7.')
    expect(await office.done('TSB', 'liaison history TD7')).toContain('taken out of the register again')
  })

  test('does not put back what was corrected since, unless its line is named', async () => {
    await office.done('TSB', 'liaison set TD7 subject "lanterns at sea"')
    expect(await office.done('TSB', read(report(), 'TD1'))).toContain('READ-5, TD1: 0 entries to enter')
    const shown = await office.done('TSB', 'read show READ-5 part:disputed')
    expect(shown).toMatch(/TD7, changed, disputed: Subject “lanterns at sea” → “lanterns”/)
    await office.done('TSB', 'read confirm READ-5')
    expect(await office.done('TSB', 'liaison show TD7')).toContain('lanterns at sea')
    const line = /(\d+)\. TSAG-TD7/.exec(shown)![1]
    await office.done('TSB', `read confirm READ-5 disputed:${line}`)
    expect(await office.done('TSB', 'liaison show TD7')).not.toContain('at sea')
  })

  test('waits for TSB and WP2 until it is entered or dropped', async () => {
    const another = report().replaceAll('lanterns', 'lighthouses')
    await office.done('RG-DT Rapporteur', read(another, 'TD2'))
    for (const who of ['TSB', 'WP2 chair'])
      expect(await office.done(who, 'waiting')).toContain(
        'READ-6, TD2, was read on 1 May 2031 by RG-DT Rapporteur; nothing of it is entered yet',
      )
    expect(await office.done('SG17 chair', 'waiting')).not.toContain('READ-6')
    expect(await office.refused('SG17 chair', 'read drop READ-6')).toContain('Only TSB')
    expect(await office.done('TSB', 'read drop READ-6')).toBe(
      'READ-6, TD2, is dropped; nothing of it was entered. If the document is read again, that is a new reading.',
    )
    expect(await office.done('TSB', 'waiting')).not.toContain('READ-6')
    expect(await office.refused('TSB', 'read confirm READ-6')).toContain('was dropped')
    expect(await office.refused('TSB', 'read undo READ-6')).toContain('was already dropped')
    expect(await office.refused('TSB', 'read drop READ-5')).toContain('was entered already')
    // A reading that is all on record waits for nothing.
    await office.done('TSB', read(`${report()}\n`, 'TD3'))
    expect(await office.done('TSB', 'waiting')).not.toContain('TD3')
  })

  test('a file that is none, or that is only named, is refused', async () => {
    await office.done('TSB', 'person add "Ada" role:TSB account:slack:U024BE7LH')
    expect(await office.refused('slack:U024BE7LH', `read document file:${folder}/TD1-R1.docx`)).toContain(
      'Please send the file itself',
    )
    expect(await office.refused('TSB', 'read document file:/nowhere.docx')).toContain(
      "the file /nowhere.docx can't be read",
    )
    expect(await office.refused('TSB', 'read document')).toBe(
      'Please send the document as a file, or its text.',
    )
    await writeFile(join(folder, 'old.doc'), Buffer.from('%PDF\0'))
    expect(await office.refused('TSB', `read document file:${folder}/old.doc`)).toMatch(/\.$/)
    await writeFile(join(folder, 'large.docx'), Buffer.alloc(5_000_001))
    expect(await office.refused('TSB', `read document file:${folder}/large.docx`)).toContain(
      'the file large.docx is too long; at most 5 MB are read, so send the part that is to be read.',
    )
  })

  test('a confirmation by button decides on the registers that were shown', async () => {
    const preview = await office.say('TSB', read(report('-R9').replaceAll('lanterns', 'lights'), 'TD9'))
    const button = preview.message.blocks
      .flatMap(block => (block.kind === 'actions' ? block.actions : []))
      .find(({ invocation }) => invocation.path === 'read confirm')!
    const press = () =>
      office.desk.execute(
        { ...button.invocation, pressed: true },
        { platform: 'slack', account: 'U024BE7LH' },
        crypto.randomUUID(),
      )
    await office.done('TSB', 'document set TD7 field:title value:Beacons')
    expect(summaryOf((await press()).message)).toContain(
      'The registers have changed since READ-7 was shown; it enters',
    )
    expect(await office.done('TSB', 'document show TD7')).toContain('Beacons')
  })
})
