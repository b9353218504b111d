/** Text made to be slow: a run of 10⁵ characters costs no more than other text of that length. */
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'

const LENGTH = 100_000
/** An honest text of this length takes a tenth; what is quadratic takes minutes. */
const LIMIT_MS = 5_000

const HEADS = [
  '1 General\n',
  '0\tActions for TSAG\n1. WP2-1: ',
  '7 Future Plans\n1. 11 March 2026: 13:00 – 15:00 ',
  '\tTD#\n\tTitle\n\tWP2\n\n\tTD1\n\tLS/r ',
  '\tWTSA action number\n\tAction\n\n\t2\n\ttext\n\n\tStatus: ',
  'JCA-X is authorized to ',
]

describe.for([
  ...[
    ' ',
    '\t',
    '\t\n',
    '\n\t',
    '(',
    ')',
    '[',
    '[from ',
    '“',
    '.',
    '. A',
    '-',
    '9',
    'a',
    'A ',
    '\u00a0',
    '😀',
  ],
  ...[
    'SG ',
    'SGs 1, 2 and ',
    'TD1-R',
    'TD1-R1, ',
    'C1 : ',
    'RG-DT-1, ',
    'RG-DT-1\n',
    '1.1.1.1.1 ',
    '26-30 January ',
    '30 November – 4 December ',
    'RG–',
    'will meet on ',
    '13:00 – ',
  ],
  ...[
    'Mr A B (C) ',
    'JCA-A, B, C and D ',
    'transition to ',
    'reply to ',
    '(reply to TSAG-LS4, ',
    'Annex A ',
    'Annex 1\n',
    'in . ',
  ],
  ...[
    'A asked for ',
    'TSAG 05-2025: ',
    'Technical Report ',
    'lanternsharbours ',
    '[bookmark: ',
    '12 calendar days before ',
    'of the ',
  ],
])('%j, over and over', part => {
  test.for(HEADS)('behind %j', head => {
    const text = head + part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH)
    const before = performance.now()
    readDocument(readText(text, 'x'))
    expect(performance.now() - before).toBeLessThan(LIMIT_MS)
  })
})
