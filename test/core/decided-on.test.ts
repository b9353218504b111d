/** People decide on what they saw: buttons and forms on an issue that changed since are asked again (FAULTS A1). */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../src/core/desk/port.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import { renderCard } from '../../src/core/issues/card.ts'
import { verbsFor } from '../../src/core/issues/lifecycle.ts'
import type { Action, Message } from '../../src/core/messages/message.ts'
import { toWords } from '../../src/core/text/spans.ts'
import { summaryOf } from '../support/summary.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'
import { rolesOf } from './issue-stories.ts'

const NOW = Temporal.Instant.from('2026-02-02T09:00:00Z')

let office: DeskHarness
beforeEach(async () => {
  await office?.close()
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
})
afterAll(() => office.close())

const buttonsOf = (message: Message): Action[] =>
  message.blocks.flatMap(block => (block.kind === 'actions' ? block.actions : []))

/** The button with this label, as the card shows it to somebody now. */
async function buttonOn(who: string, label: string): Promise<Action> {
  const state = await office.issue()
  const button = buttonsOf(renderCard(state, verbsFor(state, rolesOf(who)), { now: NOW })).find(
    b => b.label === label,
  )
  if (!button) throw new Error(`no button ${label}`)
  return button
}

/** Presses it, up to the form that it opens where it opens one; what this gives fills that in and sends it. */
async function open(
  who: string,
  { invocation }: Action,
): Promise<(filled?: Record<string, string>) => Promise<Reply>> {
  const { desk } = office
  const carried = await desk.unpack(await desk.pack(invocation, callerOf(who), 100))
  const prepared = await desk.prepare(carried!, callerOf(who))
  if (prepared.kind === 'refused') throw new Error(summaryOf(prepared.reply.message))
  const ready = prepared.kind === 'form' ? prepared.form.invocation : prepared.invocation
  return (filled = {}) => submit(who, ready, filled)
}

const press = async (who: string, button: Action): Promise<Reply> => (await open(who, button))()

const submit = (who: string, { path, options, seen }: Invocation, filled: Record<string, string>) =>
  office.desk.execute(
    { path, options: { ...options, ...filled }, pressed: true, ...(seen !== undefined && { seen }) },
    callerOf(who),
    crypto.randomUUID(),
  )

const go = (reply: Reply) => buttonsOf(reply.message).find(b => b.label === 'Do it anyway')!

describe('a position is taken on the proposal that was shown', () => {
  test('an old button on another proposal asks again, with both, and one press goes on', async () => {
    await office.done('SG13 chair', 'issue propose ISG-1 A')
    const agree = await buttonOn('SG17 chair', 'Agree')
    await office.done('SG13 chair', 'issue propose ISG-1 B')
    const asked = await press('SG17 chair', agree)
    expect(asked.refused).toBe(true)
    expect(summaryOf(asked.message)).toBe(
      'ISG-1 has changed. You were shown: proposal 1 by SG13: “A” Now it is: proposal 2 by SG13: “B” Nothing has been done. Do you still want this?',
    )
    expect((await office.issue()).positions.SG17).toBeUndefined()
    expect((await press('SG17 chair', go(asked))).refused).toBe(false)
    expect((await office.issue()).positions.SG17?.position).toBe('agrees')
  })

  test('so does a form that was open', async () => {
    await office.done('SG13 chair', 'issue propose ISG-1 A')
    const prepared = await office.desk.prepare(
      { path: 'issue position', options: { issue: 'ISG-1' } },
      callerOf('SG17 chair'),
    )
    if (prepared.kind !== 'form') throw new Error(prepared.kind)
    expect(prepared.form).toMatchObject({ title: 'Position on ISG-1', submit: 'Take position' })
    expect(toWords(prepared.form.about!)).toBe('proposal 1 by SG13: “A”')
    await office.done('SG13 chair', 'issue propose ISG-1 B')
    const asked = await submit('SG17 chair', prepared.form.invocation, { position: 'agrees' })
    expect(summaryOf(asked.message)).toContain('Now it is: proposal 2 by SG13: “B”')
    expect((await office.issue()).stage).toBe('chairs')
  })

  test('a comment, a statement or another’s position makes no button stale', async () => {
    await office.done('SG13 chair', 'issue propose ISG-1 A')
    const agree = await buttonOn('SG17 chair', 'Agree')
    await office.done('SG20 chair', 'issue comment ISG-1 "One thing"')
    await office.done('SG20 chair', 'issue statement ISG-1 "For the record" confirm:yes')
    await office.done('SG20 chair', 'issue position ISG-1 abstains')
    expect((await press('SG17 chair', agree)).refused).toBe(false)
    expect((await office.issue()).stage).toBe('solved')
  })

  test('a button from before versions were named asks once, about what stands', async () => {
    await office.done('SG13 chair', 'issue propose ISG-1 A')
    const asked = await press('SG17 chair', {
      label: 'Take a position',
      invocation: { path: 'issue position', options: { issue: 'ISG-1', position: 'agrees' } },
    })
    expect(summaryOf(asked.message)).toContain('It would now act on proposal 1 by SG13: “A”')
    expect((await press('SG17 chair', go(asked))).refused).toBe(false)
  })

  test('what is typed acts on what stands, and says on which proposal', async () => {
    await office.done('SG13 chair', 'issue propose ISG-1 A')
    expect(await office.done('SG17 chair', 'issue position ISG-1 agrees')).toBe(
      'ISG-1 Trust: SG17 agrees with proposal 1. It is about proposal 1 by SG13: “A”',
    )
  })

  test('an objection asks for its words, an agreement is one press', async () => {
    await office.done('SG13 chair', 'issue propose ISG-1 A')
    const caller = callerOf('SG17 chair')
    for (const [label, kind] of [
      ['Agree', 'run'],
      ['Abstain', 'run'],
      ['Agree with comments', 'form'],
      ['Object', 'form'],
    ] as const) {
      const { invocation } = await buttonOn('SG17 chair', label)
      const carried = await office.desk.unpack(await office.desk.pack(invocation, caller, 100))
      const prepared = await office.desk.prepare(carried!, caller)
      expect([label, prepared.kind]).toEqual([label, kind])
      if (prepared.kind === 'form') expect(prepared.form.fields.map(f => f.name)).toEqual(['reason'])
    }
  })

  test('of a long proposal the form has the beginning and the way to the whole', async () => {
    await office.done('SG13 chair', `issue propose ISG-1 "${'word '.repeat(400)}"`)
    const prepared = await office.desk.prepare(
      { path: 'issue position', options: { issue: 'ISG-1' } },
      callerOf('SG17 chair'),
    )
    const about = prepared.kind === 'form' ? toWords(prepared.form.about!) : ''
    expect(about).toMatch(
      /^proposal 1 by SG13: “word word .+…” \(1999 characters; the whole: \/sg issue history/,
    )
  })
})

describe('the same of every act that decides about something shown:', () => {
  test.each<[string, string, string, string[], Record<string, string>]>([
    ['escalate', 'SG20 chair', 'Escalate to WP2', ['SG17 chair: issue escalate ISG-1 x'], { reason: 'x' }],
    ['withdraw', 'SG13 chair', 'Withdraw', ['SG17 chair: issue escalate ISG-1 x'], { reason: 'x' }],
    [
      'agree that SG17 coordinates',
      'SG20 chair',
      'Agree that SG17 coordinates',
      ['SG17 chair: coordination withdraw ISG-1 x', 'SG17 chair: coordination offer ISG-1'],
      {},
    ],
  ])('%s', async (_, who, label, between, filled) => {
    await office.done('SG17 chair', 'coordination offer ISG-1')
    const send = await open(who, await buttonOn(who, label))
    for (const step of between) {
      const [by, line] = step.split(': ') as [string, string]
      await office.done(by, line)
    }
    const asked = await send(filled)
    expect(asked.refused).toBe(true)
    expect(summaryOf(asked.message)).toMatch(/ISG-1 has changed\./)
  })

  test('TSAG’s answer names what was proposed to it', async () => {
    const conclude = async (to: string) =>
      office.done('WP2 chair', `wp2 conclude ISG-1 text:x entrust:${to} confirm:yes`)
    await office.done('SG20 chair', 'issue escalate ISG-1 x')
    await office.done('WP2 chair', 'wp2 take-up ISG-1')
    await conclude('SG17')
    const prepared = await office.desk.prepare(
      { path: 'coordination outcome', options: { issue: 'ISG-1' } },
      callerOf('TSB'),
    )
    if (prepared.kind !== 'form') throw new Error(prepared.kind)
    await office.done('WP2 chair', 'issue reopen ISG-1 x')
    await conclude('SG20')
    const asked = await submit('TSB', prepared.form.invocation, { outcome: 'entrusted', source: 'TSAG-R4' })
    expect(summaryOf(asked.message)).toBe(
      'ISG-1 has changed. You were shown: the proposal to TSAG to entrust the coordination to SG17. Now it is: the proposal to TSAG to entrust the coordination to SG20. Nothing has been done. Do you still want this?',
    )
    expect((await office.issue()).coordination.coordinator).toBeUndefined()
  })

  test('a conclusion names the proposal and the positions', async () => {
    await office.done('SG13 chair', 'issue propose ISG-1 A')
    await office.done('SG20 chair', 'issue escalate ISG-1 x')
    await office.done('WP2 chair', 'wp2 take-up ISG-1')
    const conclude = await open('WP2 chair', await buttonOn('WP2 chair', 'Conclude'))
    await office.done('SG20 chair', 'issue position ISG-1 objects x')
    const asked = await conclude({ text: 'Each in its scope', confirm: 'yes' })
    expect(summaryOf(asked.message)).toContain('Positions: SG13 agrees, SG20 objects.')
    expect((await office.issue()).stage).toBe('wp2')
  })
})

test('a statement and a conclusion are shown back with their length, and count once confirmed', async () => {
  const text = 'SG20 keeps developing Recommendations.'
  const asked = await office.say('SG20 chair', `statement make ISG-1 "${text}"`)
  expect(asked.refused).toBe(true)
  expect(summaryOf(asked.message)).toBe(
    `The statement of SG20 on ISG-1 Trust, 38 characters, word for word: “${text}” Nothing is on the record yet. Is it complete and right?`,
  )
  expect((await office.issue()).statements).toBe(0)
  const yes = buttonsOf(asked.message).find(b => b.label === 'Yes, on the record')!
  expect((await press('SG20 chair', yes)).refused).toBe(false)
  expect((await office.issue()).statements).toBe(1)

  await office.done('SG20 chair', 'issue escalate ISG-1 x')
  await office.done('WP2 chair', 'wp2 take-up ISG-1')
  const whole = 'wp2 conclude ISG-1 text:ok meeting:MTG-3 action:"Entrust it" entrust:SG17'
  expect(summaryOf((await office.say('WP2 chair', whole)).message)).toBe(
    'The conclusion of WP2 on ISG-1 Trust at MTG-3, 2 characters, word for word: “ok” Action for TSAG: “Entrust it” Proposed to TSAG: to entrust the coordination to SG17. Nothing is on the record yet. Is it complete and right?',
  )
  const slip = await office.say('WP2 chair', 'wp2 conclude ISG-1 text:ok')
  expect(summaryOf(slip.message)).toContain(
    'The conclusion of WP2 on ISG-1 Trust, without a meeting, 2 characters',
  )
  // The answer decides on what the question showed: it is one press, and not asked again.
  const sure = buttonsOf(slip.message).find(b => b.label === 'Yes, on the record')!
  expect((await press('WP2 chair', sure)).refused).toBe(false)
  expect(await office.done('WP2 vice-chair', 'wp2 correct ISG-1 "Each in its scope" confirm:yes')).toContain(
    'corrected the conclusion (entry 6) for WP2. It reads: Each in its scope',
  )
  const history = await office.say('SG13 chair', 'issue history ISG-1')
  expect(JSON.stringify(history.message)).toContain('WP2 concluded: ok.')
  expect(await office.issue()).toMatchObject({ conclusion: { text: 'Each in its scope', corrections: 1 } })
})

test('refused commands use up no number', async () => {
  await office.refused('SG13 chair', 'issue raise topic:T summary:S with:SG13')
  await office.refused('SG17 chair', 'issue meet ISG-1 date:"4 February 2026" time:03:00-04:00')
  await office.done('SG13 chair', RAISE)
  expect((await office.db.issue.findMany({ select: { id: true } })).map(i => i.id).toSorted()).toEqual([1, 2])
  await office.done('SG17 chair', 'issue meet ISG-1 date:"18 February 2026" time:13:00-14:00')
  const meetings = await office.db.meeting.findMany({ orderBy: { id: 'desc' }, take: 2 })
  expect(meetings[0]!.id - meetings[1]!.id).toBe(1)
})

describe('what people have learnt keeps working', () => {
  test('lead: is answered with the difference and taken as coordinator:', async () => {
    const said = await office.done('SG17 chair', 'issue raise topic:T summary:x with:SG13,SG20 lead:SG17')
    expect(said).toContain('“lead:” was read as “coordinator:”.')
    expect(said).toContain('SG17 has offered to coordinate; silent: SG13 and SG20')
    expect((await office.issue(2)).coordination.coordinator).toBeUndefined()
  })

  test('earlier paths are the same commands', async () => {
    await office.done('SG13 chair', 'issue lead ISG-1 SG17')
    await office.done('SG17 chair', 'issue lead ISG-1 SG17')
    await office.done('SG20 chair', 'issue escalate ISG-1 x')
    await office.done('WP2 chair', 'issue take-up ISG-1')
    await office.done('WP2 chair', 'issue hand-back ISG-1 guidance:x')
    expect((await office.issue()).coordination.offer).toMatchObject({ group: 'SG17', accepted: true })
    expect(await office.refused('WP2 chair', 'issue call ISG-1 dates:"6 May 2026" time:13:00-14:00')).toMatch(
      /^ISG-1 is with the chairs concerned; WP2 handed it back on 2 February 2026\.$/,
    )
  })
})
