/** Lists that the database reads by its indexes: what is in them, and in which order. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { summaryOf } from '../support/summary.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness

beforeAll(async () => {
  office = await openDesk()
  const raise = (topic: string, more = '') =>
    office.done('SG13 chair', `issue raise topic:"${topic}" summary:"Who covers what?" with:SG17,SG20${more}`)
  await raise('Trust in AI')
  await raise('Trustworthiness of IoT/SC&C, Q7/17', ' coordinator:SG20')
  await raise('Q&A: "quantum-safe" keys | and more')
  await raise("Proposal of Côte d'Ivoire")
  await raise('Straße und København')
  await raise('Доверие, ΟΔΌΣ')
  await raise('电子签名提案 ガス')
  await raise('كِتَاب, हिन्दी, 서울특별시')
  await raise('İSTANBUL')
})
afterAll(() => office.close())

describe('issue list text:', () => {
  test.each([
    ['trust', ['ISG-2', 'ISG-1']],
    ['TRUST ai', ['ISG-1']],
    ['ai trust', ['ISG-1']],
    ['quantum-safe', ['ISG-3']],
    ['q&a', ['ISG-3']],
    ['sc&c', ['ISG-2']],
    ['17', ['ISG-2']],
    ["keys' | !trust:*", []],
    ['worth', []],
    ['!', []],
    // Without regard to accents, case and forms of characters, in every script.
    ["cote d'ivoire", ['ISG-4']],
    ['CÔTE', ['ISG-4']],
    ['co\u0302te', ['ISG-4']],
    ['ｉｖｏｉｒｅ', ['ISG-4']],
    ['strasse', ['ISG-5']],
    ['STRASSE', ['ISG-5']],
    ['kobenhavn', ['ISG-5']],
    ['доверие', ['ISG-6']],
    ['ДОВЕРИЕ', ['ISG-6']],
    ['οδος', ['ISG-6']],
    ['签名', ['ISG-7']],
    ['ガス', ['ISG-7']],
    ['ｶﾞｽ', ['ISG-7']],
    ['كتاب', ['ISG-8']],
    ['हिन्दी', ['ISG-8']],
    ['서울', ['ISG-8']],
    ['istanbul', ['ISG-9']],
    ['\u0301', []],
  ])('%s finds %j', async (words, expected) => {
    const { message } = await office.say('SG17 chair', `issue list text:"${words}"`)
    expect([...summaryOf(message).matchAll(/ISG-\d+/g)].map(m => m[0])).toEqual(expected)
  })

  test('looks among those of an SG and in a state', async () => {
    await office.done('SG13 chair', 'issue withdraw ISG-1 reason:"It is settled."')
    const list = (line: string) => office.done('SG17 chair', `issue list ${line}`)
    expect(await list('text:trust')).not.toContain('ISG-1')
    expect(await list('text:trust state:withdrawn')).toContain('ISG-1')
    expect(await list('SG20 text:trust state:all')).toMatch(/ISG-2.*ISG-1/)
    expect(await list('SG5 text:trust state:all')).toBe('No issues of SG5 with “trust” in the topic.')
    await office.done('SG13 chair', 'issue resume ISG-1 reason:"It is not."')
  })

  test('finds a word that only old issues have, behind many new ones', async () => {
    const at = office.clock.now().add({ hours: 1 }).toString()
    const state = { ...(await office.issue(1)), topic: 'Spectrum' }
    await office.db.issue.createMany({
      data: Array.from({ length: 400 }, () => ({
        topic: 'Spectrum',
        stage: 'chairs',
        state: state as never,
        raisedAt: at,
        changedAt: at,
      })),
    })
    expect(await office.done('SG17 chair', 'issue list text:quantum')).toContain('ISG-3')
    await office.db.issue.deleteMany({ where: { topic: 'Spectrum' } })
  })
})

test('an offer to coordinate waits for the SG that was asked and the others concerned, and for no other', async () => {
  expect(await office.done('SG20 chair', 'waiting')).toContain('whether SG20 coordinates')
  expect(await office.done('SG2 chair', 'waiting')).toContain('Nothing is waiting for you')
})

describe('meetings', () => {
  test('the next one of every group that has one, the soonest first', async () => {
    const summary = await office.done('TSB', 'meeting next')
    expect(summary).toMatch(/^Next meetings: RG-DT on 11 March 2026.*; WP2 on 25 May 2026[^;]*$/)
  })

  test('one that is under way is next until it ends', async () => {
    const begins =
      'meeting schedule WP2 kind:"e-meeting" date:"3 February 2026" until:"6 February 2026" time:09:00-17:00'
    await office.done('TSB', `${begins} objective:"A long one" reason:"It takes days." confirm:yes`)
    office.clock.set(Temporal.Instant.from('2026-02-05T22:00:00Z'))
    expect(await office.done('TSB', 'meeting next')).toMatch(/^Next meetings: WP2 on 3 February 2026/)
    expect(await office.done('TSB', 'meeting next WP2')).toContain('3 February 2026')
    office.clock.set(Temporal.Instant.from('2026-02-06T22:00:00Z'))
    expect(await office.done('TSB', 'meeting next WP2')).toContain('25 May 2026')
  })

  test('none lasts longer than 31 days, so that what is under way is found near today', async () => {
    const begins =
      'meeting schedule WP2 kind:"e-meeting" date:"1 March 2026" time:09:00-17:00 objective:"Too long"'
    expect(
      await office.refused('TSB', `${begins} until:"2 April 2026" reason:"Why not?" confirm:yes`),
    ).toContain('A meeting can last at most 31 days.')
  })

  test('deadlines in their order, those that are not yet a date last', async () => {
    const { message } = await office.say('TSB', 'deadline list')
    const table = message.blocks.find(b => b.kind === 'table')!
    const refs = table.rows.map(r => r.at(-1))
    expect(refs).toEqual(['MTG-1', 'MTG-2', 'MTG-4', 'MTG-6', 'MTG-7', 'MTG-9'])
  })
})
