/** Dates that can only be ahead or past are held against now, and a year far away is asked about. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
  await office.done('SG13 chair', RAISE)
  await office.done('SG17 chair', 'issue escalate ISG-2 reason:"no way forward"')
  await office.done('WP2 chair', 'issue take-up ISG-2')
  await office.done('TSB', 'joint add JCA-X decision:continues until:"next TSAG meeting" source:TD1')
})
afterAll(() => office.close())

const raise = `${RAISE} respond-by:`
const record = 'meeting record RG-DT time:13:00-15:00 objective:O source:TD1 date:'
const series = 'meeting series RG-DT every:Wednesday time:13:00-15:00 objective:O until:"31 March 2026" from:'
const JOINT = 'joint set JCA-X source:TD1 field:'
const plan = (agreed: string) =>
  `plan load source:TD1 agreed:"${agreed}" plan:"group,kind,date,time,objective\nRG-DT,interim,9 June 2026,13:00–15:00,O"`

describe('is refused', () => {
  test.for<[string, string, RegExp]>([
    ['SG13 chair', `${raise}"1 February 2026"`, /respond-by: 1 February 2026 is in the past/],
    ['SG17 chair', 'issue extend ISG-1 to:"1 February 2026" reason:r', /1 February 2026 is in the past/],
    [
      'WP2 chair',
      'issue hand-back ISG-2 guidance:g respond-by:"1 February 2026"',
      /1 February 2026 is in the past/,
    ],
    ['RG-DT Rapporteur', `${record}"3 February 2026"`, /That meeting is not over yet/],
    [
      'RG-DT Rapporteur',
      `${series}"2 February 2026"`,
      /2 February 2026 is not ahead; the series can begin tomorrow/,
    ],
    ['TSB', plan('20 April 2062'), /20 April 2062/],
    ['TSB', plan('20 April 1962'), /20 April 1962 is more than 6 years ago; please check the year/],
    [
      'TSB',
      `${JOINT}clock-from value:2027-05`,
      /May 2027 is still ahead; such a date can be entered once it has come/,
    ],
    ['TSB', `${JOINT}until value:0202-12`, /0202-12 is not a date of this work/],
    ['TSB', `${JOINT}until value:9999`, /9999 is not a date of this work/],
    ['TSB', `${JOINT}clock-from value:20250501`, /"20250501" is no date/],
  ])('%s: %s', async ([who, line, words]) => {
    const before = await office.rows()
    expect(await office.refused(who, line)).toMatch(words)
    expect(await office.rows()).toEqual(before)
  })
})

describe('is asked about, and then taken', () => {
  test.for<[string, string, string]>([
    ['SG13 chair', `${raise}"31 December 9999"`, '31 December 9999 is more than 2 years from now'],
    [
      'SG17 chair',
      'issue extend ISG-1 to:"30 June 2062" reason:r',
      '30 June 2062 is more than 2 years from now',
    ],
    [
      'WP2 chair',
      'issue hand-back ISG-2 guidance:g respond-by:"30 June 2206"',
      '30 June 2206 is more than 2 years from now',
    ],
    ['RG-DT Rapporteur', `${record}"12 November 1925"`, '12 November 1925 is more than 6 years ago'],
  ])('%s: %s', async ([who, line, words]) => {
    const before = await office.rows()
    const { message } = await office.say(who, line)
    expect(message.summary).toContain(`${words}. Is the year right? Nothing has been changed.`)
    expect(JSON.stringify(message.blocks)).toContain('Go ahead')
    expect(await office.rows()).toEqual(before)
    await office.done(who, `${line} confirm:yes`)
  })

  test('two years ahead to the day need no question', async () => {
    await office.done('SG13 chair', `${raise}"2 February 2028"`)
    expect(await office.refused('SG13 chair', `${raise}"3 February 2028"`)).toContain('Is the year right?')
  })
})

test('no form asks for the answer to that question', async () => {
  const caller = { platform: 'terminal', account: 'SG13 chair' } as const
  const prepared = await office.desk.prepare({ path: 'issue raise', options: {}, ask: true }, caller)
  expect(prepared.kind === 'form' && prepared.form.fields.map(f => f.name)).not.toContain('confirm')
})
