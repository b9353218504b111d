/** One invented document for each kind of disagreement, and beside it one that has none. */
import { describe, expect, test } from 'vitest'
import { type Disagreement, disagreementCodes } from '../../../src/core/reading/disagreements/disagreement.ts'
import type { Known } from '../../../src/core/reading/known.ts'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import { gap, HEAD, textTable } from './invented.ts'

const find = (text: string, known?: Known): Disagreement[] =>
  readDocument(readText(text, 'TD1'), known).disagreements
const lines = (found: Disagreement[]) =>
  found.map(d => `${d.kind} ${disagreementCodes(d).join(' ')}${'how' in d ? ` ${d.how}` : ''}`)
const certain = (text: string) => lines(find(text).filter(d => d.certain))
const toLookAt = (text: string) => lines(find(text).filter(d => !d.certain))

const report = (...rest: string[]) => `${HEAD}${rest.join('\n')}\n`
const summary = (...actions: string[]) => ['0\tActions for TSAG', ...actions, '', '1 General', 'Text.']
const body = (...actions: string[]) => [
  '2 Results',
  'Text.',
  'Actions for TSAG:',
  ...actions.map(a => `· ${a}`),
]

const NOTE = 'WP2-1: Note the state of the copper lanterns'
const LANTERNS = 'WP2-2: Approve the report on harbours and orchards – TD7'

describe('numbers of actions', () => {
  test('that agree are no disagreement, in other words too', () => {
    expect(
      certain(report(...summary(`1. ${NOTE}`), ...body('WP2-1: note state of copper lanterns'))),
    ).toEqual([])
  })

  test('that stand for different things', () => {
    const text = report(...summary(`1. ${NOTE}`), ...body(NOTE, LANTERNS.replace('WP2-2', 'WP2-1')))
    expect(certain(text)).toEqual(['number-twice WP2-1'])
  })

  test('that mean something else in the clause', () => {
    const text = report(...summary(`1. ${NOTE}`), ...body(LANTERNS.replace('WP2-2', 'WP2-1')))
    expect(certain(text)).toEqual(['action-differs WP2-1 other-meaning'])
  })

  test('that are in one place only, with the number that the other place has', () => {
    expect(certain(report(...summary(`1. ${NOTE}`), ...body(LANTERNS)))).toEqual([
      'action-differs WP2-1 not-in-body',
      'action-differs WP2-2 not-in-summary',
    ])
    const [renumbered] = find(report(...summary(`1. ${NOTE}`), ...body(NOTE.replace('WP2-1', 'WP2-9'))))
    expect(renumbered).toMatchObject({ number: 'WP2-1', how: 'not-in-body', standsAs: 'WP2-9' })
  })

  test('of what a group asks of WP2 need not be in the list for TSAG', () => {
    const asked = [
      '2 Results',
      'Text.',
      'Actions for WP2:',
      '· RG-DT-4: WP2 is invited to approve the report, TD7',
    ]
    expect(certain(report(...summary(`1. ${NOTE}`), ...asked, 'Actions for TSAG:', `· ${NOTE}`))).toEqual([])
  })
})

test('two documents swapped between two clauses', () => {
  const text = (first: string, second: string) =>
    report(
      ...summary(
        '1. RG-DT-1: Outgoing LS on the harbours of Resolution 58 – TD8',
        '2. RG-DT-2: Outgoing LS on the harbours of Resolution 86 – TD9',
      ),
      '2 Results',
      'Text.',
      `· Outgoing LS on the harbours of Resolution 58 – ${first}`,
      `· Outgoing LS on the harbours of Resolution 86 – ${second}`,
      'Actions for TSAG:',
      '· RG-DT-1: Outgoing LS on the harbours of Resolution 58 – TD8',
      '· RG-DT-2: Outgoing LS on the harbours of Resolution 86 – TD9',
    )
  expect(certain(text('TD8', 'TD9'))).toEqual([])
  expect(certain(text('TD9', 'TD8'))[0]).toBe('swapped TD8 TD9')
})

describe('references', () => {
  const annexed = (words: string) => report('1 General', words, 'Annex 1 – Lanterns', 'Text.')
  test.for([
    ['The statement is in Annex 1.', []],
    ['The statement is in Annex A.', ['missing-annex Annex A']],
    ['It was based on the Annex 7 to the TD163.', []],
    ['It follows Appendix I of Rec. A.18.', []],
    ['It has an annex a page long.', []],
    ['It is in annex 3.', ['missing-annex Annex 3']],
    ['It was found in TDxxx.', ['gap tdxxx']],
    ['The report was approved as .', ['gap approved as']],
    ['The report was approved as TD7.', []],
    ['Feedback was given in -R1.', ['gap in']],
    ['It was first TD7-R1. It was approved as TD7R2.', ['revisions TD7-R1 TD7-R2']],
    ['It is TD7-R2. It is TD7 (Rev.2). It is TD7.', []],
    ['TD7-R1 was revised as TD7-R2.', []],
  ] as const)('%s', ([words, found]) => expect(certain(annexed(words))).toEqual(found))
})

describe('the action plan', () => {
  const rows = (...entries: string[]) => [
    ['WTSA-24 action number', 'Action'],
    ...entries.flatMap((entry, i) => [
      [String(i + 1), 'TSAG to look after lanterns'],
      ['', `Status and Comments:\n${entry}`],
    ]),
  ]
  const plan = (...tables: string[][]) =>
    report(
      '1 General',
      'Text.',
      'Annex 1 – Actions',
      ...tables.map(t => textTable(rows(...t)) + gap('Again:')),
    )

  test('that stands twice with other words, or other spelling only', () => {
    const first = ['TSAG 03-2031: Started, TD7R2.', 'TSAG 03-2031: Ongoing']
    expect(certain(plan(first, ['TSAG 03-2031: started, TD7-R2', 'TSAG 03-2031: Ongoing']))).toEqual([])
    expect(certain(plan(first, [first[0]!, 'TSAG 03-2031: Action closed.']))).toEqual([
      'twice 2 TSAG 03-2031',
    ])
  })

  test('with an entry without a meeting, or a meeting without words', () => {
    expect(certain(plan(['Started.', 'TSAG 07-2030: Started\nTSAG 03-2031:']))).toEqual([
      'missing-label 1',
      'missing-label 2',
    ])
  })

  test('with nothing for this meeting where others have something is to look at', () => {
    const text = plan(['TSAG 07-2030: Started', 'TSAG 03-2031: Started'])
    expect(certain(text)).toEqual([])
    expect(toLookAt(text)).toEqual(['missing-label 1'])
  })
})

describe('totals', () => {
  const list = (...totals: string[]) =>
    report(
      '1 General',
      'Text.',
      'Annex 2 – Documents',
      textTable([
        ['TD#', 'Source', 'Title', 'WP2', 'RG-DT'],
        ['TD1', 'TSB', 'Lanterns', '1', ''],
        ['TD2', 'TSB', 'Harbours', '1', '1'],
        ['TD3', 'TSB', 'Orchards', '(1)', '1'],
        [...totals],
      ]),
    )
  test.for([
    [['Total TDs: 3', '2 (1)', '2'], []],
    [['Total TDs: 5', '2 (1)', '2'], []],
    [['Overall count', '', '', '1 (1)', '0'], []],
    [['Total TDs: 4', '2 (1)', '2'], ['total TD 4']],
    [['Number of TDs', '3 (1)', '2'], ['total TD WP2 3']],
    [['Number of TDs', '2 (2)', '2'], ['total TD WP2 2']],
  ] as const)('%s', ([row, found]) => expect(certain(list(...row))).toEqual(found))

  test('that count different things in one row are to look at', () => {
    expect(toLookAt(list('Total', '1 (1)', '2'))).toEqual(['mixed-totals TD WP2 1 RG-DT 2'])
  })
})

describe('dates', () => {
  const plan = (...row: string[]) =>
    report(
      '7 Future Plans',
      'Text.',
      'RG-DT',
      '',
      textTable([
        ['#', 'Date', 'Time', 'Objectives', 'Contribution Deadline'],
        ['1', ...row],
      ]),
    )
  test.for([
    [['13 May 2031', '13:00 – 15:00 CEST', 'lanterns', '6 May 2031'], []],
    [
      ['13 May 2031', '13:00 – 15:00 CEST', 'lanterns', '14 May 2031'],
      ['date RG-DT 2031-05-13 after-meeting'],
    ],
    [['13 May 2031', '13:00 – 15:00 CET', 'lanterns', '6 May 2031'], ['zone 2031-05-13 CET']],
    [['13 December 2031', '13:00 – 15:00 CEST', 'lanterns', ''], ['zone 2031-12-13 CEST']],
  ] as const)('%s', ([row, found]) => expect(certain(plan(...row))).toEqual(found))

  const listed = (deadline: string, rule = 'at one week in advance') =>
    report(
      '4 Results',
      'Actions for TSAG:',
      `· RG-DT-1: authorize RG-DT to hold meetings pending sufficient input, contributions ${rule}:`,
      `1. 13 May 2031: 13:00 – 15:00 CEST (Contribution Deadline – ${deadline})`,
    )
  test('that break the rule that is stated beside them', () => {
    expect(certain(listed('6 May 2031'))).toEqual([])
    expect(certain(listed('7 May 2031'))).toEqual(['date RG-DT 2031-05-13 rule'])
    expect(certain(listed('1 May 2031', '12 calendar days before'))).toEqual([])
  })

  test('whose weekday is another', () => {
    expect(certain(report('1 General', 'It met on Tuesday, 13 May 2031.'))).toEqual([])
    expect(certain(report('1 General', 'It met on Monday, 13 May 2031.'))).toEqual([
      'date 2031-05-13 weekday',
    ])
  })
})

test('a joint activity that goes on until two different ends', () => {
  const text = (end: string) =>
    report(
      '3 JCA',
      `· JCA-AB was authorized to continue its operation until ${end}.`,
      'Actions for TSAG:',
      'WP2-2: endorse JCA-AB operation until the end of the study period.',
    )
  expect(certain(text('the end of the study period'))).toEqual([])
  expect(certain(text('the next TSAG meeting'))).toEqual(['said-differently JCA-AB'])
})

test('a plan in a list and in a table', () => {
  const text = (date: string, time = '13:00 – 15:00') =>
    report(
      '4 Results',
      'Actions for TSAG:',
      '· RG-DT-1: authorize RG-DT to hold meetings:',
      '1. 13 May 2031: 13:00 – 15:00',
      '1. 10 June 2031: 13:00 – 15:00',
      '7 Future Plans',
      'Text.',
      'RG-DT',
      '',
      textTable([
        ['#', 'Date', 'Time', 'Objectives'],
        ['1', '13 May 2031', time, 'lanterns'],
        ['2', date, '13:00 – 15:00', 'lanterns'],
      ]),
    )
  expect(certain(text('10 June 2031'))).toEqual([])
  expect(certain(text('10 June 2031', '14:00 – 15:00'))).toEqual(['said-differently RG-DT 2031-05-13'])
  expect(certain(text('17 June 2031'))).toEqual([
    'said-differently RG-DT 2031-06-10',
    'said-differently RG-DT 2031-06-17',
  ])
})

describe('a tracked change that was kept', () => {
  test('shows both readings', () => {
    const text = report(
      '1 General',
      'Unfinished lanternsharbourmasters here. The harbourmasters met. Some lanternss.',
      'All lanterns are lit.',
    )
    expect(certain(text)).toEqual(['kept-change lanterns harbourmasters'])
    const persons = report(
      '1 General',
      'Mr Ada Novak (Borduria) Ms Eva Lind (Syldavia) becomes the Rapporteur.',
    )
    expect(certain(persons)).toEqual(['kept-change Mr Ada Novak (Borduria) Ms Eva Lind (Syldavia)'])
  })

  test('is not seen in long words', () => {
    expect(
      certain(
        report(
          '1 General',
          'Standardization, interoperability and cybersecurity of cyber-physical security.',
        ),
      ),
    ).toEqual([])
  })

  test('of a .docx is to look at, where something is entered from it', () => {
    const document = readText(report(...summary(`1. ${NOTE}`), ...body(NOTE)), 'TD1')
    const changed = document.blocks.find(b => b.kind === 'paragraph' && b.words.text === NOTE)!
    if (changed.kind === 'paragraph') changed.words.before = 'WP2-1: Note the harbours'
    const found = readDocument(document).disagreements
    expect(found).toMatchObject([
      { kind: 'kept-change', certain: false, readings: ['WP2-1: Note the harbours', NOTE] },
    ])
  })
})

describe('documents', () => {
  const list = [
    ['TD#', 'Source', 'Title', 'WP2', 'RG-DT'],
    ['TD3', 'ITU-T SG17', 'LS/i on lanterns [from ITU-T SG17]', '1', ''],
    ['TD4', 'Chair, WP2/TSAG', 'Progress report of JCA-AB', '1', ''],
    ['TD5', 'Co-chairs, JCA-AB', 'Summary of orchards', '1', ''],
    ['TD9', 'TSB', 'Harbours', '', '1'],
  ]
  const text = (words: string, note = '') =>
    report('1 General', words, 'Annex 2 – Documents', note, '', textTable(list))

  test('of another source than the sentence says, or with sources swapped', () => {
    expect(toLookAt(text('Lanterns, SG20 TD3.'))).toEqual(['other-subject TD3', 'other-subject TD4 TD5'])
    expect(toLookAt(text('Lanterns, SG17 TD3.'))).toEqual(['other-subject TD4 TD5'])
  })

  test('cited and not listed, but for those of earlier meetings and those produced during this one', () => {
    const found = (words: string, note?: string) =>
      toLookAt(text(words, note)).filter(l => l.startsWith('list'))
    expect(found('See TD7.')).toEqual(['list TD7 cited-not-listed'])
    expect(
      found('See TD1 and TD12.', "The list doesn't include the documents produced during the meeting."),
    ).toEqual([])
  })

  test('allocated and on no item of an agenda', () => {
    const agenda = `Agenda of WP2/TSAG\n(Geneva, 3 March 2031)\n1 Opening\n2 Lanterns\n· SG17 TD3\nAnnex 1 – Documents\n\n${textTable(list)}`
    expect(toLookAt(agenda).filter(l => l.startsWith('list'))).toEqual(['list TD5 listed-not-cited'])
  })
})

describe('what the registers know', () => {
  const text = report(
    '1 General',
    'Text.',
    'Annex 2 – Documents',
    textTable([
      ['TD#', 'Source', 'Title', 'WP2', 'RG-XY'],
      ['TD3', 'TSB', 'Lanterns', '1', ''],
      ['TD4', 'TSB', 'Harbours', '', '1'],
    ]),
  )
  test('is compared, to look at', () => {
    const known: Known = {
      groups: ['WP2', 'RG-DT'],
      entries: { documents: [{ key: 'TD3', fields: { title: 'Orchards', source: 'TSB' } }] },
    }
    expect(find(text, known)).toMatchObject([
      { kind: 'register', certain: false, key: 'TD3', field: 'title', known: 'Orchards', found: 'Lanterns' },
      { kind: 'unknown-group', certain: false, group: 'RG-XY' },
    ])
  })

  test('is left alone when nothing is handed over', () => expect(find(text)).toEqual([]))
})
