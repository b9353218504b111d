import { describe, expect, test } from 'vitest'
import { parseHeading } from '../../../src/core/reading/clauses.ts'
import { findDates, findMonths, findTime, wholeDate } from '../../../src/core/reading/codes/dates.ts'
import { referenceCode, referencesIn, wholeReference } from '../../../src/core/reading/codes/documents.ts'
import { groupInLabel, groupsIn } from '../../../src/core/reading/codes/groups.ts'
import { liaisonCode, toLiaisonNumber } from '../../../src/core/reading/codes/liaisons.ts'
import { sentences, squeeze } from '../../../src/core/reading/codes/words.ts'
import { splitNumbers, verbsIn } from '../../../src/core/reading/recognise/action-words.ts'
import { findUntil } from '../../../src/core/reading/recognise/until.ts'

describe('groups in running text:', () => {
  test.for([
    ['SG 20 and SG2', ['SG20', 'SG2']],
    ['Chair, ITU-T Study Group 2; Chair, ITU-T Study Group 2 0', ['SG2', 'SG20']],
    ['Study Group15', ['SG15']],
    ['SGs 13, 17 and 20', ['SG13', 'SG17', 'SG20']],
    ['Study Groups 13, 17, and 20,', ['SG13', 'SG17', 'SG20']],
    ['SGs 13 and 17, 20 May 2026', ['SG13', 'SG17']],
    ['SG17, 20 January', ['SG17']],
    ['SG20 SG-5', ['SG20', 'SG5']],
    ['ITU-D SG 2-2/416-E', ['SG2']],
    ['SG2 1st meeting', ['SG2']],
    ['RG-WPR, WP2/TSAG and TSAG RG-DT', ['RG-WPR', 'WP2', 'RG-DT']],
    ['JCA-AB, CD and EF&G operation', ['JCA-AB, CD and EF&G']],
    ['JCA-AB, SG13 and SG17', ['JCA-AB', 'SG13', 'SG17']],
    ['JCA-AB2020/AB2030 reports', ['JCA-AB2020/AB2030']],
    ['Joint-CG-Harbour and JCG-Harbour', ['JCG-Harbour']],
    ['JMT9&16', ['JMT9&16']],
    ['nothing at all', []],
  ] as const)('%s', ([text, ids]) => expect(groupsIn(text)).toEqual(ids))

  test.for([
    ['WPR', 'RG-WPR'],
    ['WP2 (IEWPR)', 'WP2'],
    ['TSAG', 'TSAG'],
    ['Title', undefined],
  ])('a column "%s" is of %s', ([label, group]) => expect(groupInLabel(label!)).toBe(group))
})

describe('documents in running text:', () => {
  test.for([
    ['TD326-R2, TD326R2), TD 326 (Rev.2)', 'TD326-R2'],
    ['TD249 (Rev.1) and TD217 +Add.1', 'TD249-R1 TD217+Add.1'],
    ['SG2-TD280Rev1', 'SG2-TD280-R1'],
    ['(C28, TD292)', 'C28 TD292'],
    ['TDs 563, 572 and 587', 'TD563 TD572 TD587'],
    ['C115 : SG17', 'C115'],
    ['–TD330', 'TD330'],
    ['ATU/35A34/1, Q.TSCA, ISO/IEC JTC4, CITS, C.1', ''],
  ])('%s', ([text, codes]) => expect(referencesIn(text!).map(referenceCode).join(' ')).toBe(codes))

  test('one that is the whole text, and no more', () => {
    expect(wholeReference('TD239 (Rev.1)')).toEqual({ kind: 'TD', number: 239, revision: 1 })
    for (const text of ['TD1 and TD2', 'see TD1', 'TD1 is new', '', '1'])
      expect(wholeReference(text)).toBeUndefined()
  })
})

describe('numbers of liaison statements:', () => {
  test.for([
    ['TSAG-LS4', 'TSAG-LS4'],
    ['SG 11-LS36', 'SG11-LS36'],
    ['IEEE802.3-LS152', 'IEEE802.3-LS152'],
    ['FG-AB-LS23', 'FG-AB-LS23'],
    ['ITU-R WP 5D/TEMP/175', 'ITU-R WP 5D/TEMP/175'],
    ['ITU-D SG 2-2/416-E', 'ITU-D SG 2-2/416-E'],
  ])('%s', ([written, code]) => expect(liaisonCode(toLiaisonNumber(written!))).toBe(code))
})

test.for([
  ['RG\u2011DT', 'RG-DT'],
  ['RG–DT–1', 'RG-DT-1'],
  ['WP2–10', 'WP2-10'],
  ['TD–715', 'TD-715'],
  ['JCA–IoT', 'JCA-IoT'],
  ['SG17–LS36', 'SG17-LS36'],
  ['co\u00ADordi\u200Bnation', 'coordination'],
  ['12–16 October, 13:00–15:00', '12–16 October, 13:00–15:00'],
  ['TDs 12–15', 'TDs 12–15'],
])('%s is %s with the usual hyphens', ([written, plain]) => expect(squeeze(written!)).toBe(plain))

describe('dates and times in running text:', () => {
  test.for([
    ['4th March 2026', '2026-03-04'],
    ['15 July2026', '2026-07-15'],
    ['2027-01-25', '2027-01-25'],
    ['the 1st of nothing', ''],
    ['31 June 2026', ''],
    ['5 November', '2025-11-05'],
    ['14:00 -16:00', ''],
  ])('%s', ([text, dates]) =>
    expect(
      findDates(text!, 2025)
        .map(d => d.date)
        .join(' '),
    ).toBe(dates),
  )

  test('a range has both its days', () => {
    expect(findDates('held on 26-30 January 2026')).toMatchObject([
      { date: '2026-01-26', until: '2026-01-30' },
    ])
  })

  test.for([
    ['Geneva, 30 November – 4 December 2026', '2026-11-30', '2026-12-04'],
    ['28 December to 2 January 2027', '2026-12-28', '2027-01-02'],
    ['30 Nov. 2026 – 4 Dec. 2026', '2026-11-30', '2026-12-04'],
    ['October 12–16, 2026', '2026-10-12', '2026-10-16'],
    ['Oct 12, 2026', '2026-10-12', undefined],
    ['12.10.2026', '2026-10-12', undefined],
    ['12–16 Oct 2026', '2026-10-12', '2026-10-16'],
  ] as const)('%s is from %s to %s', ([text, from, until]) => {
    const found = findDates(text)
    expect(found.map(d => [d.date, d.until])).toEqual([[from, until]])
  })

  test.for(['14 December 202615 December 2026', '12/10/2026', '4 May 123456'])(
    'nothing says which day is meant by %s',
    text => expect(findDates(text, 2026)).toEqual([]),
  )

  test('one without a year, and no year to take, is none', () => expect(findDates('5 November')).toEqual([]))

  test('a weekday may stand before it, another date may not', () => {
    expect(wholeDate('Wednesday 13 May 2026')?.date).toBe('2026-05-13')
    expect(wholeDate('13 May 2026 or 14 May 2026')).toBeUndefined()
    expect(wholeDate('by 13 May 2026')).toBeUndefined()
  })

  test.for([
    ['Virtual 14:00 -16:30 (Geneva time)', { start: '14:00', end: '16:30' }],
    ['13:00 – 15:00 CEST', { start: '13:00', end: '15:00', zone: 'CEST' }],
    ['13h00-15h00 (CET)', { start: '13:00', end: '15:00', zone: 'CET' }],
    ['15:00 – 13:00', undefined],
    ['25:00 – 26:00', undefined],
  ] as const)('%s', ([text, time]) => expect(findTime(text)).toEqual(time))

  test('months', () =>
    expect(findMonths('March 2024, continues from May 2025')).toEqual(['2024-03', '2025-05']))
})

describe('headings without styles:', () => {
  test.for([
    ['3.1.3 Conclusion (meeting decision)', '3.1.2', '3.1.3'],
    ['0\tActions for TSAG', undefined, '0'],
    ['4 Review of the results', '3.2', '4'],
    ['1. LSG concept', '3', undefined],
    ['2 September 2026', '1', undefined],
    ['2 delegations spoke', '1', undefined],
    ['5 Review', '7', undefined],
    ['9 Closure', '3', undefined],
    [' Annex 1a - Actions for WP2', '9', 'Annex 1a'],
    ['Annex 2 FG-AB approved deliverables', '9', 'Annex 2'],
    ['Annex 2 to the TD163 has the list.', '6', undefined],
  ] as const)('%s', ([line, previous, number]) => expect(parseHeading(line, previous)?.number).toBe(number))
})

describe('words of actions:', () => {
  test.for([
    ['RG-DT-1, 2, 3: to note reports', ['RG-DT-1', 'RG-DT-2', 'RG-DT-3'], 'to note reports'],
    ['WP2-1&2: to agree', ['WP2-1', 'WP2-2'], 'to agree'],
    ['RG-IEM-1 and 2: to note', ['RG-IEM-1', 'RG-IEM-2'], 'to note'],
    ['WP2-1 to 3: to note', ['WP2-1', 'WP2-2', 'WP2-3'], 'to note'],
    ['RG-WPR-4 WP2 is invited to note', ['RG-WPR-4'], 'WP2 is invited to note'],
    ['RG-DT-1, 2 contributions', ['RG-DT-1'], ', 2 contributions'],
    ['TSAG-RG-DT-3: x', ['RG-DT-3'], 'x'],
  ] as const)('%s', ([text, numbers, words]) => expect(splitNumbers(text)).toEqual({ numbers, words }))

  test.for([
    ['Approve Liaison Statement on adoption of a plan', 'approve'],
    ['endorse JCA-AB operation. As parent, appoint the vice-chair', 'endorse appoint'],
    ['to review the modification and request WP1 to consider it', 'review request'],
    ['Approve and send LSs', 'approve send'],
    ['authorise meetings', 'authorize'],
    ['WP2 is invited to change the status', 'change'],
    ['Outgoing LS on the implementation of a Resolution', ''],
    ['advise to SGs on whether to start', 'advise'],
  ])('%s: %s', ([words, verbs]) => expect(verbsIn(words!).join(' ')).toBe(verbs))
})

describe('until when:', () => {
  const lifetime = { kind: 'lifetime' }
  test.for([
    ['until the next TSAG meeting', { kind: 'next-tsag' }],
    ['until the end of the study period', { kind: 'study-period' }],
    ['for the 2 years of its lifetime', lifetime],
    [
      'until the end of the two years lifetime and no later than the end of the study period',
      { kind: 'earliest', of: [lifetime, { kind: 'study-period' }] },
    ],
    [
      'by no later the end of 2028 (respecting the two year lifetime boundary)',
      { kind: 'earliest', of: [lifetime, { kind: 'date', date: '2028-12' }] },
    ],
    ['until March 2027', { kind: 'date', date: '2027-03' }],
    ['as long as it takes', undefined],
  ] as const)('%s', ([text, until]) => expect(findUntil(text)).toEqual(until))
})

test('sentences end at full stops, not at abbreviations', () => {
  expect(sentences('Mr. A spoke, e.g. On trees. It was noted.')).toEqual([
    'Mr. A spoke, e.g. On trees.',
    'It was noted.',
  ])
})
