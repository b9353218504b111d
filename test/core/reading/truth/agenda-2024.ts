/** The agenda of July 2024 as a careful reader sees it: numbers, references, dates. */

/** Clause, number, anticipated or not, verbs, documents. */
export const ACTIONS = [
  '4.1 RG-WPR-1 | note |',
  '4.1 WP2-1 anticipated | agree | TD598',
  '4.1 WP2-2 anticipated | agree | TD598',
  '4.1 WP2-3 anticipated | agree |',
  '4.1 WP2-4 anticipated | agree |',
  '4.2 RG-IEM-1 | note recommend | TD599',
  '4.2 RG-IEM-2 | note recommend | TD599',
  '4.2 RG-IEM-3 anticipated | agree | TD624',
  '4.2 WP2-5 anticipated | agree |',
  '4.2 WP2-6 anticipated | review request |',
  '4.3 RG-DT-1 | note |',
  '4.3 RG-DT-2 | note |',
  '4.3 RG-DT-3 | note |',
  '4.3 WP2-7 anticipated | agree |',
  '4.3 WP2-8 anticipated | agree |',
  '5.1 WP2-9 anticipated | note |',
  '5.1 WP2-10 anticipated | advise |',
  '5.1 WP2-11 anticipated | advise |',
  '5.1 WP2-12 anticipated | confirm |',
]

/** Totals as stated: in this document every meaning comes to the same. */
export const TOTALS = 'C 3 0 5 2, TD 17 36 7 3, all 20 36 12 5'

/** Deliverables: number, R for a report or S for a specification, month; suggested; proposals. */
export const DELIVERABLES = [
  'FGMV-23 R 2024-03: SG17',
  'FGMV-24 R 2024-03: SG17 (SG13) (SG16); C115 SG17',
  'FGMV-25 R 2024-03: SG16 (SG17); C115 SG17',
  'FGMV-26 S 2024-03: SG16; C115 SG13; TD570 SG16',
  'FGMV-27 R 2024-03: SG20 (SG16); C115 SG20 SG5; TD570 SG16; TD640 SG20 planned',
  'FGMV-28 S 2024-03: SG20 (SG16); C115 SG20; TD640 SG20 planned C416',
  'FGMV-29 S 2024-03: SG20 (SG16); C115 SG20; TD640 SG20 planned C417',
  'FGMV-30 R 2024-04: SG20 (SG16); C115 SG20; TD570 SG16; TD640 SG20 planned',
  'FGMV-31 S 2024-04: SG20 (SG16); C115 SG20; TD640 SG20 planned',
  'FGMV-32 R 2024-06: SG16 (all SGs); C115 all SGs information; TD570 SG16',
  'FGMV-33 S 2024-06: SG16 (all SGs) (SCV); C115 all SGs SCV information; TD570 SG16',
  'FGMV-34 R 2024-06: SG20; TD640 SG20 planned',
  'FGMV-35 R 2024-06: SG20; TD640 SG20 planned',
  'FGMV-36 R 2024-06: SG16 SG20 (SG5); C115 SG16 SG20; TD570 SG16; TD640 SG20 planned',
  'FGMV-37 R 2024-06: SG20 (SG16) (SG13); C115 SG20 (SG13); TD570 SG16; TD640 SG20 planned',
  'FGMV-38 S 2024-06: SG16; C115 SG13; TD570 SG16',
  'none S 2024-06: SG16; C115 SG13; TD570 SG16',
  'FGMV-40 S 2024-06:',
  'FGMV-41 S 2024-06: SG20 (SG13) (SG16)',
  'none R 2024-06: SG20; TD640 SG20 planned',
  'none S 2024-06:',
  'none R none:',
  'FGMV-45 R 2024-06:',
  'none R 2024-06:',
  'none R 2024-06:',
  'none R none:',
  'none R none:',
  'none S none:',
  'none R none:',
  'FGMV-52 R none:',
]

/** Every contradiction: kind, references, clauses. The words of tracked changes are left out here. */
export const CONTRADICTIONS = [
  'missing-label  date | Annex 2',
  'missing-label  date | Annex 2',
  'missing-label  date | Annex 2',
  'missing-label  date | Annex 2',
  'missing-label  date | Annex 2',
  'missing-label FGMV-52 date | Annex 2',
  'kept-change | 5.1',
  'kept-change | 4.3',
  'kept-change | 4.3',
]

export const TO_LOOK_AT = [
  'other-subject TD640 | Annex 2 Annex 1',
  'no-suggestion FGMV-40 FGMV-45 FGMV-52 | Annex 2',
  'list C416 cited-not-listed | Annex 2',
  'list C417 cited-not-listed | Annex 2',
  'list C104 listed-not-cited | Annex 1',
  'list C114 listed-not-cited | Annex 1',
]
