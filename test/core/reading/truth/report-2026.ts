/** The report of January 2026 as a careful reader sees it: numbers, references, dates. */

/** Clause 0: number, heading, verbs; documents; Questions; clauses and annexes. */
export const SUMMARY = [
  'RG-WPR-1 | RG-WPR | adopt | TD270 TD222 | Q7/17 Q10/17 Q16/17 Q11/20 |',
  'RG-WPR-2 | RG-WPR | approve | TD327 | Q7/17 Q10/17 Q16/17 Q11/20 |',
  'RG-WPR-3 | RG-WPR | approve | TD328 | |',
  'RG-DT-1 | RG-DT | | TD330 | |',
  'RG-DT-2 | RG-DT | | TD329 | |',
  'WP2-10 | RG-DT | agree | | | 7',
  'WP2-1 | WP2 | entrust | | |',
  'WP2-2 | WP2 | endorse | | |',
  'WP2-3 | WP2 | endorse | | |',
  'WP2-4 | WP2 | endorse | | |',
  'WP2-5 | WP2 | endorse appoint | | |',
  'WP2-6 | WP2 | endorse | | |',
  'WP2-7 | WP2 | endorse | | |',
  'WP2-8 | WP2 | endorse | | |',
  'WP2-9 | WP2 | endorse | | |',
  'WP2-11 | WP2 | approve | TD326-R2 | |',
  'WP2-12 | WP2 | agree | | | 7',
  'WP2-13 | WP2 | authorize | | | 7',
  'WP2-14 | WP2 | note | | | Annex 1',
  'WP2-15 | WP2 | approve | TD164-R3 | |',
]

/** The actions of the clauses: clause, number, addressee. */
export const BODY = [
  '3.1.3 WP2-1 TSAG',
  '3.2 WP2-2 TSAG',
  '3.2 WP2-3 TSAG',
  '3.2 WP2-4 TSAG',
  '3.2 WP2-5 TSAG',
  '3.2 WP2-6 TSAG',
  '3.2 WP2-7 TSAG',
  '3.2 WP2-8 TSAG',
  '3.2 WP2-9 TSAG',
  '4.1 RG-WPR-4 WP2',
  '4.1 RG-WPR-5 WP2',
  '4.1 RG-WPR-1 TSAG',
  '4.1 RG-WPR-2 TSAG',
  '4.1 RG-WPR-3 TSAG',
  '4.2 RG-DT-1 WP2',
  '4.2 RG-DT-2 TSAG',
  '4.2 RG-DT-3 TSAG',
  '4.2 WP2-10 TSAG',
  '5 WP2-11 TSAG',
  '6 WP2-11 TSAG',
  '7 WP2-12 TSAG',
  '7 WP2-13 TSAG',
]

/** Planned meetings, each once: group, kind, date, time, deadline. */
export const MEETINGS = [
  'RG-DT RG_INTERIM 2026-03-11 13:00–15:00 2026-03-04',
  'RG-DT RG_INTERIM 2026-05-13 13:00–15:00 2026-05-07',
  'RG-DT RG_INTERIM 2026-07-22 13:00–15:00 2026-07-15',
  'RG-DT RG_INTERIM 2026-09-09 13:00–15:00 2026-09-02',
  'WP2 COORDINATION_E_MEETING 2026-05-25 14:00–16:00',
  'WP2 COORDINATION_E_MEETING 2026-08-17 14:00–16:00',
  'WP2 COORDINATION_E_MEETING 2026-12-14 14:00–16:00',
  'WP2 WP_E_MEETING 2026-09-21 14:00–16:30 2026-09-08',
  'WP2 WP_E_MEETING 2027-01-25 14:00–16:30 TSAG',
]

/** The action plan: item; for each entry the meeting and the status. Annex 1 stands twice. */
const ANNEX_1 = {
  2: '05-2025 started, 01-2026 ongoing',
  7: '05-2025 started, 01-2026 closed',
  8: '05-2025 started, 01-2026 unknown',
  9: '05-2025 started, 01-2026 completed',
  10: '05-2025 not started, 01-2026 started',
  13: '05-2025 not started, 01-2026 not started',
  14: '05-2025 started, 01-2026 unknown',
}
export const PLAN: [item: string, group: string | null, entries: string][] = [
  ...Object.entries(ANNEX_1).map(([item, entries]): [string, null, string] => [item, null, entries]),
  ...Object.entries({
    ...ANNEX_1,
    7: '05-2025 started, 01-2026 unknown',
    13: '05-2025 not started, 01-2026 unknown',
  }).map(([item, entries]): [string, null, string] => [item, null, entries]),
  ['73-06', 'RG-WPR', '05-2025 not started'],
  ['73-17', 'RG-WPR', '05-2025 not started'],
  ['77-12', 'RG-WPR', '05-2025 not started, 01-2026 unknown'],
  ['92-01', 'RG-WPR', '05-2025 started, 01-2026 unknown'],
  ['94-03', 'RG-WPR', 'undated not started'],
  ['99-01', 'RG-WPR', 'undated started'],
  ['99-02', 'RG-WPR', 'undated not started'],
  ['103-07', 'RG-WPR', 'undated not started'],
  ['105-07', 'RG-WPR', 'undated started, 01-2026 unknown'],
  ['69-03', 'RG-DT', 'undated not started'],
  ['106-07', 'RG-DT', 'undated started, 01-2026 unknown'],
]

/** Totals as stated, and the meanings that they have. */
export const TOTALS = [
  'C 7: marks',
  'C WP2 5 (1): documents, marks, exclusive marks',
  'C RG-WPR 0: documents, marks, exclusive marks',
  'C RG-DT 1: documents, marks',
  'TD 82: marks',
  'TD WP2 31: documents, marks',
  'TD RG-WPR 43: documents, marks',
  'TD RG-DT 8: documents, marks',
  'all 86: documents',
  'all WP2 34 (1): exclusive marks',
  'all RG-WPR 43: documents, marks',
  'all RG-DT 9: documents, marks',
]

/** Joint activities: decision, readings of the end, transition, action; parent and start where they are stated. */
export const JOINT = [
  'JCA-IdM continues [next-tsag] SG17 WP2-2',
  'JCA-AHF continues [study-period; lifetime+study-period] SG21 WP2-3',
  'JCA-IoT, DT and SSC&C continues [next-tsag] SG20 WP2-4',
  'JCA-QKDN continues [next-tsag] SG17 WP2-5 under TSAG, one vice-chair',
  'JCA-MV continues [lifetime+2028-12] SG17 SG20 SG21 WP2-6',
  'JCA-IMT2020/IMT2030 continues [lifetime] SG13 WP2-7 under SG13, renamed, new terms',
  'JCA-AI continues [lifetime] WP2-8 under TSAG, since 2025-05, renamed, new terms',
  'JCA-VHC continues [next-tsag] SG17 WP2-9 with TSB',
  'JCA-QICT proposed []',
  'JCA-RDT proposed [] C21',
  'JCA-COP none [] TD299',
]

/** Outgoing liaison statements: document, addressees. */
export const OUTGOING = [
  'TD327 not known',
  'TD328 not known',
  'TD330 not known',
  'TD329 not known',
  'TD326 all SGs',
]

/** Persons offered, without their names: role, group, clause. */
export const PEOPLE = [
  'vice-chair JCA-QKDN 0',
  'chair WP2 1',
  'vice-chair WP2 1',
  'Rapporteur RG-DT 2.1',
  'vice-chair JCA-QKDN 3.2',
  'Rapporteur RG-WPR 4.1',
]

/** Every contradiction: kind, references, clauses in the order of reading. */
export const CONTRADICTIONS = [
  'number-twice WP2-11 | 0 5 6',
  'action-differs RG-DT-1 other-meaning | 0 4.2',
  'action-differs RG-DT-2 other-meaning | 0 4.2',
  'action-differs WP2-14 not-in-body, stands as WP2-11 | 0 6',
  'action-differs WP2-15 not-in-body | 0',
  'action-differs RG-DT-3 not-in-summary | 4.2',
  'swapped TD329 TD330 | 0 4.2',
  'missing-annex Annex A | 3.1.3',
  'gap approved as | 4.1',
  'gap in | 5',
  'revisions TD326-R1 TD326-R2 | 0 3.1.3',
  'twice 7 TSAG 01-2026 | Annex 1',
  'twice 8 TSAG 01-2026 | Annex 1',
  'twice 13 TSAG 01-2026 | Annex 1',
  'missing-label 13 status | Annex 1',
  'missing-label 94-03 meeting | Annex 1a',
  'missing-label 99-01 meeting | Annex 1a',
  'missing-label 99-02 meeting | Annex 1a',
  'missing-label 103-07 meeting | Annex 1a',
  'missing-label 105-07 meeting | Annex 1a',
  'missing-label 69-03 meeting | Annex 1a',
  'missing-label 106-07 meeting | Annex 1a',
  'date RG-DT 2026-05-13 rule | 4.2 7',
  'said-differently JCA-AHF | 0 3.2',
]

/** To look at, of which none may be missing. */
export const TO_LOOK_AT = [
  'mixed-totals all WP2 34 RG-WPR 43 RG-DT 9 | Annex 2',
  'sum-of-totals C 7 TD 82 all 86 | Annex 2',
  'other-subject TD183 | 4.2 Annex 2',
  'other-subject TD308 TD309 | Annex 2',
  'other-subject C23 | Annex 1 Annex 2',
  'list TD310 cited-not-listed | 4.2',
  'said-differently C28, TD292 | 1 Annex 2',
  'said-differently WP2, Action 8 | 3.1.1 3.1.3',
  'said-differently RG-WPR-1 | 4.1',
  'said-differently RG-WPR-2 | 4.1',
  'said-differently RG-WPR-3 | 4.1',
  'missing-label 73-06 status | Annex 1a',
  'missing-label 73-17 status | Annex 1a',
]
