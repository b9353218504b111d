/**
 * Hostile text in every way in: commands, forms, buttons and lines. No internal error, nothing written by what is
 * refused. Seeded: `npm run fuzz` runs longer, and INTERSG_FUZZ="<seed> <runs>" repeats a run.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import type { Reply } from '../../src/core/desk/port.ts'
import { formatLine } from '../../src/core/grammar/grammar.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

const [SEED = 20260420, RUNS = 400] = (process.env.INTERSG_FUZZ ?? '').split(' ').filter(Boolean).map(Number)

/** A small generator with a seed (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const HOSTILE = [
  '\0',
  '\ud800',
  '\u202e',
  '\u200b',
  '\x1b]0;x\x07',
  'A\nISG-99 Fake: solved',
  '\'; DROP TABLE "Issue"; --',
  '%',
  '_%\\',
  '{{7*7}}',
  '<@U1> <!channel> @everyone',
  '"'.repeat(99),
  '('.repeat(400),
  'x'.repeat(501),
  'é'.repeat(4001),
  '9'.repeat(300),
  '-1',
  '0',
  '1e9',
  '999999999',
  '2147483648',
  'NaN',
  '__proto__',
  'constructor',
  '29 February 2027',
  '1 January 0000',
  '31 December 9999',
  '25:99–26:00',
  '02:30–03:15',
  'SG99, RG-ÿ, , WP2',
  'slack:U0000000A, discord:1',
  '👩‍👩‍👧‍👦'.repeat(50),
  '\ufdd0slack:U1\ufdd1TSB\ufdd2',
  'draft 00000000-0000-0000-0000-000000000000',
  'draft x',
]
const ROLES = [
  'TSB',
  'SG17 chair',
  'SG13 chair',
  'WP2 chair',
  'RG-DT Rapporteur',
  'slack:UNOBODY0',
  'slack:UADMIN',
]

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
})
afterAll(() => office.close())

const catalog = COMMANDS.map(toSpec)

test('hostile text makes no internal error and no half-written row', async () => {
  const random = createRandom(SEED)
  const pick = <T>(of: readonly T[]): T => of[random(of.length)]!

  function invent(): Invocation {
    const spec = pick(catalog)
    const options: Record<string, string> = {}
    for (const option of spec.options)
      if (option.required ? random(10) > 0 : random(3) === 0)
        options[option.name] = random(3) === 0 ? pick(HOSTILE) : option.example
    if (random(20) === 0) options[pick(HOSTILE)] = pick(HOSTILE)
    return {
      path: spec.path,
      options,
      ...(random(9) === 0 && { ask: true as const }),
      ...(random(9) === 0 && { seen: pick([0, 1, 7, 999_999_999]) }),
    }
  }

  async function give(invocation: Invocation, who: string): Promise<Reply | undefined> {
    const caller = callerOf(who)
    const { desk } = office
    switch (random(5)) {
      case 0: {
        const read = desk.read(
          random(2) === 0 ? formatLine(invocation) : `${invocation.path} ${pick(HOSTILE)}`,
        )
        return 'refused' in read ? read.refused : desk.execute(read.invocation, caller, crypto.randomUUID())
      }
      case 1: {
        const unpacked = await desk.unpack(await desk.pack(invocation, caller, pick([1, 100, 2000])))
        return unpacked && desk.execute(unpacked, caller, crypto.randomUUID())
      }
      case 2: {
        const prepared = await desk.prepare(invocation, caller, pick([1, 5, 100]))
        await desk.check(invocation, caller)
        return prepared.kind === 'refused' ? prepared.reply : undefined
      }
      case 3:
        for (const name of Object.keys(invocation.options))
          await desk.complete(invocation.path, name, pick(HOSTILE), caller)
        await desk.unpack(pick(HOSTILE))
        return undefined
      default:
        return desk.execute(invocation, caller, crypto.randomUUID())
    }
  }

  for (let run = 0; run < RUNS; run++) {
    const [invocation, who] = [invent(), pick(ROLES)]
    const where = `seed ${SEED}, run ${run}: ${who}: ${JSON.stringify(invocation).slice(0, 300)}`
    const counted = run % 8 === 0 ? await office.rows() : undefined
    const reply = await give(invocation, who).catch(error => {
      throw new Error(where, { cause: error })
    })
    expect(reply?.failed, `${where} ${JSON.stringify(office.logged.at(-1))}`).toBeUndefined()
    if (counted && reply?.refused) {
      // A text too long for a button is kept for it; that is no fact.
      const { Draft: _, ...facts } = await office.rows()
      const { Draft: __, ...before } = counted
      expect(facts, where).toEqual(before)
    }
  }
  expect(office.logged).toEqual([])
}, 600_000)
