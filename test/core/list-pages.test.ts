/** No list is cut without a way to the rest. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import type { Message } from '../../src/core/messages/message.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { pageOfList } from '../../src/core/messages/turn-pages.ts'
import { callerOf, type DeskHarness, openDesk } from './desk-harness.ts'

/** Reading commands without pages, by what they show: a new one is looked at before it is added here. */
const WHOLE: Record<string, readonly RegExp[]> = {
  'one entry': [/ show$/, /^meeting next$/, /^web proposal$/],
  'a file': [/ export$/, / draft$/, /^report part$/, /^meeting calendar$/],
  'a fixed text': [/^help$/, /^plan template$/, /^meeting rules$/],
  'a few numbers or groups': [/^document totals$/, /^lead-role check$/],
  'one’s own sessions, of which there are at most 20': [/^web sessions$/],
}

test('a command that lists something has pages, or shows something bounded', () => {
  const without = COMMANDS.filter(c => c.effect === 'read' && !('page' in c.options)).map(c => c.path)
  const bounded = Object.values(WHOLE).flat()
  expect(without.filter(path => !bounded.some(form => form.test(path)))).toEqual([])
})

test.for([
  [0, 1, 1, 1],
  [15, 1, 1, 1],
  [16, 1, 1, 2],
  [16, 2, 2, 2],
  [16, 9, 2, 2],
] as const)('of %s lines, page %s wanted: page %s of %s', ([total, wanted, number, pages]) => {
  expect(pageOfList(total, wanted)).toMatchObject({ number, pages })
})

describe('every line is on one of the pages', () => {
  const MANY = 90
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    const at = office.clock.now().toString()
    const by = { name: 'TSB', role: { kind: 'TSB', group: null } }
    const numbers = Array.from({ length: MANY }, (_, i) => i + 1)
    await office.done('SG13 chair', 'issue raise topic:"Matter 1." summary:x with:SG17')
    const state = await office.issue(1)
    const { db } = office
    for (const n of numbers.slice(1)) {
      const topic = `Matter ${n}.`
      await db.issue.create({
        data: {
          id: n,
          topic,
          stage: 'chairs',
          state: { ...state, id: n, topic } as never,
          raisedAt: at,
          changedAt: at,
        },
      })
    }
    await db.person.createMany({
      data: numbers.map(n => ({ id: 1000 + n, name: `Holder ${n}.`, since: at })),
    })
    await db.role.createMany({
      data: numbers.map(n => ({
        personId: 1000 + n,
        kind: 'VICE_CHAIR' as const,
        groupId: 'SG17',
        since: at,
      })),
    })
    await db.adminChange.createMany({
      data: numbers.flatMap(n => [
        { at, by, personId: 1000 + n, data: { kind: 'registered' } },
        { at, by, setting: 'timeline', data: { kind: 'setting-set', value: `${n}.`, before: '1' } },
      ]),
    })
    await db.contribution.createMany({
      data: numbers.map(n => ({
        meetingId: 2,
        title: `Gap ${n}.`,
        source: 'x',
        late: false,
        by,
        account: '',
        at,
      })),
    })
    await db.meetingChange.createMany({
      data: numbers.map(n => ({
        meetingId: 2,
        kind: 'CONFIRMED' as const,
        at,
        by,
        reason: `Why ${n}.`,
      })),
    })
  })
  afterAll(() => office.close())

  /** A list from one page to the next, as its buttons lead. */
  async function read(first: Invocation): Promise<string> {
    const texts: string[] = []
    const seen = new Set<string>()
    const wanted = [first]
    for (const next of wanted) {
      const key = JSON.stringify(next)
      if (seen.has(key)) continue
      seen.add(key)
      const { message } = await office.desk.execute(next, callerOf('TSB'), crypto.randomUUID())
      texts.push(plainMessage(message))
      wanted.push(...turnsOf(message))
    }
    return texts.join('\n')
  }
  const turnsOf = ({ blocks }: Message): Invocation[] =>
    blocks.flatMap(b =>
      b.kind === 'actions' ? b.actions.flatMap(a => (a.invocation.options.page ? [a.invocation] : [])) : [],
    )

  test.for<[string, Record<string, string>, (n: number) => string]>([
    ['issue list', {}, n => `Matter ${n}.`],
    ['person list', {}, n => `Holder ${n}.`],
    ['person list', { group: 'SG17' }, n => `Holder ${n}.`],
    ['person history', {}, n => `Holder ${n}. was registered`],
    ['setting', { name: 'history' }, n => `became ${n}.;`],
    ['setting', { name: 'history', value: 'timeline' }, n => `became ${n}.;`],
    ['contribution list', { meeting: 'MTG-2' }, n => `Gap ${n}.`],
    ['meeting show', { meeting: 'MTG-2' }, n => `Why ${n}.`],
  ])('%s %j', async ([path, options, words]) => {
    const all = await read({ path, options })
    const missing = Array.from({ length: MANY }, (_, i) => words(i + 1)).filter(w => !all.includes(w))
    expect(missing).toEqual([])
  })
})
