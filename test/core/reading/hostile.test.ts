/** Text made to be slow costs no more than a few times an honest text of that length. */
import { beforeAll, describe, expect, test } from 'vitest'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import { cost } from '../../support/processor-time.ts'

const LENGTH = 30_000
/** The slowest of these takes four times as long as an honest text; what is quadratic takes hundreds of times as long. */
const MOST_TIMES = 10

const HONEST = `1\tGeneral
WP2 met on 26-30 January 2026. It considered TD1-R1, C12 and the liaison statement TSAG-LS4 from SG17.
2\tActions for TSAG
1. WP2-1: TSAG is invited to approve the terms of reference of JCA-MV in TD177 (Annex 1).
7\tFuture Plans
1. 11 March 2026: 13:00 – 15:00 Geneva time, RG-DT, contributions are due 12 calendar days before.
`

const read = (text: string) => readDocument(readText(text, 'x'))
const long = (part: string) => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH)

let honestMs: number
beforeAll(() => {
  honestMs = cost(() => read(long(HONEST)), { times: 5 })
})

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
    const text = head + long(part)
    const ms = cost(() => read(text), { times: 3, floorMs: MOST_TIMES * honestMs })
    expect(ms / honestMs).toBeLessThan(MOST_TIMES)
  })
})
