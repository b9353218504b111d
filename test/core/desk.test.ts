import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { command, everybody } from '../../src/core/commands/command.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

const broken = command({
  path: 'broken',
  summary: 'Fails after it wrote something',
  options: {},
  effect: 'change',
  who: everybody,
  async run(_, { tx, now }) {
    await tx.person.create({ data: { name: 'Nobody', since: now.toString() } })
    throw new Error('token xoxb-1234 did not work')
  },
})

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk([broken])
})
afterAll(() => office.close())

describe('an interaction that a platform delivers again', () => {
  test('acts once, and gets the same answer', async () => {
    const first = await office.say('SG13 chair', RAISE, 'once')
    const before = await office.rows()
    expect(await office.say('SG13 chair', RAISE, 'once')).toEqual(first)
    expect(first.message.summary).toBe('ISG-1 is raised: Trust, with SG13, SG17 and SG20.')
    expect(await office.rows()).toEqual(before)
  })

  test('at the same instant through two sockets acts once, too', async () => {
    const before = await office.rows()
    const line = 'issue comment ISG-1 hello'
    const answers = await Promise.all([1, 2, 3, 4].map(() => office.say('SG17 chair', line, 'at once')))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect((await office.rows()).IssueEvent).toBe(before.IssueEvent! + 1)
  })

  test('from another platform with the same id is another one', async () => {
    await office.done('TSB', 'person add "Ada" role:"SG17 chair" account:slack:UADA0000')
    const { refused } = await office.say('slack:UADA0000', 'issue comment ISG-1 again', 'at once')
    expect(refused).toBe(false)
    expect((await office.issue()).version).toBe(3)
  })

  test('after a refusal is tried again: nothing had happened', async () => {
    expect((await office.say('SG20 chair', 'issue position ISG-1 agrees', 'later')).refused).toBe(true)
    await office.done('SG13 chair', 'issue propose ISG-1 SG17 covers trust')
    expect((await office.say('SG20 chair', 'issue position ISG-1 agrees', 'later')).refused).toBe(false)
  })
})

describe('what is refused on the way leaves nothing behind:', () => {
  test.for([
    [
      'a person whose account is another’s',
      'TSB',
      'person add "Eve" role:"SG5 chair" account:slack:UADA0000',
      /slack:UADA0000 already belongs to Ada/,
    ],
    [
      'calls on an issue that WP2 has not taken up',
      'WP2 chair',
      'issue call ISG-1 dates:"4 March 2026, 11 March 2026" time:13:00–14:00',
      /was not brought to WP2/,
    ],
    [
      'a meeting called by a SG not concerned',
      'SG2 chair',
      'issue meet ISG-1 date:4 March 2026 time:13:00–14:00',
      /^Only a chair or vice-chair of an SG concerned/,
    ],
    [
      'a meeting called for a SG that does not exist',
      'SG13 chair',
      'issue meet ISG-1 date:4 March 2026 time:13:00–14:00 for:SG99',
      /no group SG99/,
    ],
    [
      'a conclusion with an action, of no issue',
      'WP2 chair',
      'issue conclude ISG-99 text:x action:y',
      /There is no issue ISG-99/,
    ],
    [
      'a conclusion with an action, too early',
      'WP2 chair',
      'issue conclude ISG-1 text:x action:y',
      /was not brought to WP2/,
    ],
    ['an issue of one SG', 'SG17 chair', 'issue raise topic:x summary:y with:SG17', /another one is missing/],
    [
      'a meeting whose deadline is after it',
      'WP2 chair',
      'meeting schedule WP2 date:4 March 2026 time:13:00–14:00 objective:x deadline:"5 March 2026"',
      /is not before the meeting/,
    ],
    [
      'a role in a group that does not exist',
      'TSB',
      'person add "Eve" role:"SG5 chair, SG99 chair"',
      /no group SG99/,
    ],
  ] as const)('%s', async ([, who, line, sentence]) => {
    const before = await office.rows()
    expect(await office.refused(who, line)).toMatch(sentence)
    expect(await office.rows()).toEqual(before)
  })
})

describe('what goes wrong on our side', () => {
  test('is one neutral sentence with a reference, which the log has with the reason', async () => {
    const before = await office.rows()
    const sentence = await office.refused('TSB', 'broken')
    const reference = /tell TSB this reference: ([0-9a-f]{8})\.$/.exec(sentence)?.[1]
    expect(reference).toBeDefined()
    expect(sentence).not.toContain('token')
    expect(office.logged.at(-1)).toMatchObject({
      message: 'a command failed',
      fields: { reference, path: 'broken', error: expect.stringContaining('did not work') },
    })
    expect(await office.rows()).toEqual(before)
  })
})

describe('who may not is told who may', () => {
  test.for([
    [
      'SG13 chair',
      'meeting schedule WP2 date:4 March 2026 time:13:00–14:00 objective:x',
      /^Only WP2's chair or vice-chair, and TSB, can do this\. Your role here: SG13 chair\.$/,
    ],
    [
      'WP2 chair',
      'meeting schedule RG-DT date:4 March 2026 time:13:00–14:00 objective:x',
      /^Only RG-DT's Rapporteur can do this\. Your role here: WP2 chair\.$/,
    ],
    [
      'WP2 chair',
      'meeting move MTG-2 date:14 May 2026 reason:x',
      /^Only RG-DT's Rapporteur can do this\. Your role here: WP2 chair\.$/,
    ],
    [
      'WP2 chair',
      'meeting cancel MTG-2 reason:x',
      /^Only RG-DT's Rapporteur or associate Rapporteur, and TSB, can do this\. Your role here: WP2 chair\.$/,
    ],
    [
      'SG13 chair',
      'issue take-up ISG-1',
      /^Only WP2's chair or vice-chair can do this\. Your role here: SG13 chair\.$/,
    ],
    [
      'RG-DT Rapporteur',
      RAISE,
      /^Only a chair or vice-chair of an SG, or TSB on behalf of one, can do this\./,
    ],
    [
      'slack:UNOBODY',
      'person add "Eve"',
      /^Only TSB and the administrators of this bot can do this\. You have no role here yet\. TSB can register you\.$/,
    ],
    ['SG13 chair', 'setting timeline 30', /^Only TSB and WP2's chair can change settings\./],
  ] as const)('%s: %s', async ([who, line, sentence]) => {
    expect(await office.refused(who, line)).toMatch(sentence)
  })

  test('and everybody may read', async () => {
    for (const line of [
      'issue list',
      'issue show ISG-1',
      'issue history ISG-1',
      'meeting next',
      'deadline list',
      'person list',
      'waiting',
      'me',
      'help',
      '',
    ])
      expect(await office.done('slack:UNOBODY', line)).not.toBe('')
  })
})

describe('somebody with roles in two SGs', () => {
  test('is asked for which, with a button for each, and the button does it', async () => {
    await office.done('TSB', 'person add "Two" role:"SG5 chair, SG11 vice-chair" account:slack:UTWO0000')
    const asked = await office.say('slack:UTWO0000', 'issue raise topic:"Energy" summary:"Who?" with:SG13')
    expect(asked).toMatchObject({ refused: true, answer: 'private' })
    expect(asked.message.summary).toBe('Which SG raises it? Add for:SG5 or for:SG11.')
    const [buttons] = asked.message.blocks.filter(b => b.kind === 'actions')
    expect(buttons!.actions.map(a => a.label)).toEqual(['SG5', 'SG11', 'Edit again'])
    const done = await office.desk.execute(
      buttons!.actions[1]!.invocation,
      { platform: 'slack', account: 'UTWO0000' },
      'pressed',
    )
    expect(done).toMatchObject({
      refused: false,
      message: { summary: 'ISG-2 is raised: Energy, with SG11 and SG13.' },
    })
    expect((await office.issue(2)).raisedBy).toEqual({
      person: expect.any(Number),
      name: 'Two',
      role: { kind: 'VICE_CHAIR', group: 'SG11' },
    })
  })
})
