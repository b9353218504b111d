/** In whose name: what TSB recorded is marked until it is confirmed, and settles nothing before (FAULTS A4, A15). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replay } from '../../src/core/issues/apply.ts'
import type { IssueCommand } from '../../src/core/issues/rules.ts'
import type { Message } from '../../src/core/messages/message.ts'
import { toWords } from '../../src/core/text/spans.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'
import { acts, at, kinds, NOW, raised, refusal, type Story } from './issue-stories.ts'

const said = 'TSAG meeting, 28 January 2026'
const tsb = (story: Story, command: IssueCommand, group?: string) => acts(story, 'TSB', command, NOW, group)
const confirm = (story: Story, who: string, ...entries: number[]) =>
  acts(story, who, { do: 'confirm', entries })

const proposed = acts(raised(), 'SG13 chair', { do: 'propose', text: 'A way out' })
const agree: IssueCommand = { do: 'position', position: 'agrees', said }

describe('nothing is settled by an unconfirmed word:', () => {
  test('a solution waits for the SG whose agreement TSB recorded', () => {
    const both = tsb(acts(proposed, 'SG17 chair', { do: 'position', position: 'agrees' }), agree, 'SG20')
    expect(both.state).toMatchObject({ stage: 'chairs', positions: { SG20: { unconfirmed: 4 } } })
    const story = confirm(both, 'SG20 vice-chair', 4)
    expect(kinds(story).slice(-2)).toEqual(['confirmed', 'solved'])
    expect(replay(story.timeline, 1)).toEqual(story.state)
  })

  test('and for the SG whose proposal TSB recorded', () => {
    const recorded = tsb(raised(), { do: 'propose', text: 'x', said }, 'SG17')
    const agreed = ['SG13 chair', 'SG20 chair'].reduce(
      (s, who) => acts(s, who, { do: 'position', position: 'agrees' }),
      recorded,
    )
    expect(agreed.state.stage).toBe('chairs')
    expect(confirm(agreed, 'SG17 chair', 2).state.stage).toBe('solved')
  })

  test('a coordination waits, too', () => {
    const offered = tsb(raised(), { do: 'offer', said }, 'SG17')
    const agreed = ['SG13 chair', 'SG20 chair'].reduce((s, who) => acts(s, who, { do: 'agree' }), offered)
    expect(agreed.state.coordination.coordinator).toBeUndefined()
    expect(confirm(agreed, 'SG17 chair', 2).state.coordination.coordinator?.group).toBe('SG17')
  })

  test('a conclusion waits for WP2', () => {
    const recorded = tsb(at('wp2'), { do: 'conclude', text: 'Each in its scope', said })
    expect(recorded.state).toMatchObject({ stage: 'wp2', pendingConclusion: { text: 'Each in its scope' } })
    const number = recorded.state.version
    expect(refusal(recorded, 'SG13 chair', { do: 'confirm', entries: [number] }).code).toBe('not-allowed')
    expect(confirm(recorded, 'WP2 vice-chair', number).state).toMatchObject({
      stage: 'concluded',
      conclusion: { text: 'Each in its scope' },
    })
  })
})

describe('what can be undone takes effect at once, marked', () => {
  test('brought to WP2 and taken up', () => {
    const brought = tsb(proposed, { do: 'escalate', reason: 'as agreed', said }, 'SG20')
    expect(brought.state).toMatchObject({ stage: 'escalated', unconfirmed: [{ group: 'SG20', said }] })
    expect(tsb(brought, { do: 'take-up', said }).state.stage).toBe('wp2')
  })

  test('TSB says where it was said, and for whom', () => {
    const escalate: IssueCommand = { do: 'escalate', reason: 'x' }
    expect(refusal(proposed, 'TSB', escalate, NOW, 'SG20').code).toBe('said-missing')
    expect(refusal(proposed, 'TSB', { ...escalate, said }).code).toBe('which-group')
    expect(refusal(proposed, 'SG20 chair', { ...escalate, said }).code).toBe('said-own')
    expect(refusal(proposed, 'SG17 TSB', { ...escalate, said }, NOW, 'SG20').code).toBe('not-for')
  })
})

describe('not in our name', () => {
  const brought = tsb(proposed, { do: 'escalate', reason: 'x', said }, 'SG20')

  test.each<[string, Story, string, Partial<Story['state']>]>([
    ['an escalation', brought, 'SG20 chair', { stage: 'chairs' }],
    ['an issue', raised({ said, by: { name: 'TSB' } }), 'SG13 chair', { stage: 'withdrawn' }],
    ['a position', tsb(proposed, agree, 'SG20'), 'SG20 chair', { positions: proposed.state.positions }],
    [
      'a proposal, with the positions on the one before',
      tsb(proposed, { do: 'propose', text: 'B', said }, 'SG17'),
      'SG17 chair',
      { proposal: proposed.state.proposal!, positions: proposed.state.positions },
    ],
    ['a take-up', tsb(at('escalated'), { do: 'take-up', said }), 'WP2 chair', { stage: 'escalated' }],
    ['an offer', tsb(raised(), { do: 'offer', said }, 'SG17'), 'SG17 chair', { coordination: {} }],
  ])('takes back %s on which nobody has acted', (_, story, who, state) => {
    const entry = story.state.version
    const after = acts(story, who, { do: 'disown', entry })
    expect(after.state).toMatchObject({ ...state, disowned: [entry], unconfirmed: [] })
    expect(replay(after.timeline, 1)).toEqual(after.state)
  })

  test('where others have acted on it, WP2 or TSB decides', () => {
    const taken = acts(brought, 'WP2 chair', { do: 'take-up' })
    const disowned = acts(taken, 'SG20 chair', { do: 'disown', entry: 3, reason: 'We did not say so' })
    expect(disowned.state).toMatchObject({ stage: 'wp2', disputed: [{ number: 3 }] })
    expect(refusal(disowned, 'SG20 chair', { do: 'resolve', entry: 3, takesBack: true }).code).toBe(
      'not-allowed',
    )
    expect(acts(disowned, 'TSB', { do: 'resolve', entry: 3, takesBack: true }).state).toMatchObject({
      stage: 'chairs',
      disputed: [],
    })
    expect(acts(disowned, 'WP2 chair', { do: 'resolve', entry: 3, takesBack: false }).state.stage).toBe('wp2')
  })

  test('is for those in whose name it is', () => {
    for (const who of ['SG17 chair', 'WP2 chair'])
      expect(refusal(brought, who, { do: 'disown', entry: 3 }).code).toBe('not-allowed')
  })
})

describe('at the desk', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
  })
  afterAll(() => office.close())

  const text = (message: Message) => toWords(message.summary)
  const buttons = (message: Message) =>
    message.blocks.flatMap(block => (block.kind === 'actions' ? block.actions : []))

  test('what TSB recorded is never under the SG’s own name, and is put to its chair at once', async () => {
    expect(await office.refused('TSB', RAISE)).toMatch(/Which SG raises it\?/)
    const raise = `issue raise topic:Trust summary:"Who covers what?" with:SG17,SG20 for:SG13 said:"${said}"`
    expect(await office.done('TSB', raise)).toContain(
      `recorded by TSB for SG13 from “${said}”; not yet confirmed`,
    )
    expect(await office.refused('TSB', 'issue escalate ISG-1 reason:"as agreed" for:SG20')).toContain('said:')
    const escalated = await office.done(
      'TSB',
      `issue escalate ISG-1 reason:"as agreed" for:SG20 said:"${said}"`,
    )
    expect(escalated).toContain(
      `SG20 brought the issue to WP2: as agreed. (recorded by TSB for SG20 from “${said}”; not yet confirmed)`,
    )
    await office.done('TSB', `statement make ISG-1 "SG20 objects" for:SG20 said:"${said}" confirm:yes`)
    const card = await office.say('SG20 chair', 'issue show ISG-1')
    expect(JSON.stringify(card.message)).toContain(
      'Brought to WP2 by SG20 (recorded by TSB for SG20, not yet confirmed)',
    )

    const planned = await office.db.notice.findMany({
      where: { kind: 'records-to-confirm', state: 'PLANNED' },
    })
    expect(planned.map(n => [(n.data as { group: string }).group, n.audience])).toEqual([
      ['SG13', [{ role: { kind: 'CHAIR', group: 'SG13' } }]],
      ['SG20', [{ role: { kind: 'CHAIR', group: 'SG20' } }]],
    ])
    const waiting = await office.say('SG20 chair', 'waiting')
    expect(text(waiting.message)).toContain('2 entries that TSB recorded for SG20 from')

    const asked = await office.say('SG20 chair', 'issue confirm')
    const all = buttons(asked.message).find(b => b.label === 'Confirm all')!
    expect(all.invocation.options).toEqual({ entries: 'ISG-1/2, ISG-1/4', for: 'SG20' })
    // An entry that is recorded after the message was shown is not confirmed by its button.
    await office.done('TSB', `issue propose ISG-1 text:"Another" for:SG20 said:"${said}"`)
    const answer = await office.desk.execute(
      { ...all.invocation, pressed: true },
      { platform: 'terminal', account: 'SG20 chair' },
      'all',
    )
    expect(text(answer.message)).toBe('Confirmed: ISG-1/2 and ISG-1/4. 1 other entry waits for you.')
    expect((await office.issue()).unconfirmed.map(e => e.number)).toEqual([1, 5])
    const history = JSON.stringify((await office.say('SG13 chair', 'issue history ISG-1')).message)
    expect(history).toContain(`recorded by TSB for SG20 from “${said}”; now confirmed`)
  })

  test('the approved report confirms all that was said at its meeting, and numbers the action', async () => {
    await office.done('WP2 chair', 'wp2 take-up ISG-1')
    await office.done(
      'TSB',
      `wp2 conclude ISG-1 text:"Each in its scope" action:"Note it" said:"${said}" confirm:yes`,
    )
    expect((await office.issue()).stage).toBe('wp2')
    expect(await office.refused('SG13 chair', `issue confirm said:"${said}" source:TD164R3`)).toContain(
      'Only TSB',
    )
    expect(await office.done('TSB', `issue confirm said:"${said}" source:TD164R3`)).toMatch(
      /^TD164R3 confirms ISG-1\/1, ISG-1\/5 and ISG-1\/\d+\.$/,
    )
    expect(await office.issue()).toMatchObject({
      stage: 'concluded',
      unconfirmed: [],
      conclusion: { action: { number: 'ACT-1', text: 'Note it' } },
    })
  })

  test('a delegation’s statement shows who recorded it and needs no confirmation', async () => {
    const line = 'statement make ISG-1 "We reserve our position" delegation:"Russian Federation" confirm:yes'
    expect(await office.refused('SG13 chair', line)).toContain("TSB and WP2's chair for a delegation")
    expect(await office.done('TSB', line)).toContain(
      'Russian Federation put a statement on record, entered by TSB: “We reserve our position”',
    )
    expect((await office.issue()).unconfirmed).toEqual([])
    const told = await office.db.notice.findFirst({ where: { kind: 'issue-told' }, orderBy: { id: 'desc' } })
    expect(told?.audience).toEqual(
      expect.arrayContaining([
        { role: { kind: 'TSB', group: null } },
        { role: { kind: 'CHAIR', group: 'WP2' } },
      ]),
    )
  })
})

describe('statements', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    await office.done('SG13 chair', RAISE)
  })
  afterAll(() => office.close())

  const listed = async (line: string) => JSON.stringify((await office.say('TSB', line)).message.blocks)

  test('are on an issue or on a subject of a meeting, and listed by each and by period', async () => {
    await office.done('SG20 chair', 'statement make ISG-1 "On the issue" meeting:MTG-3 confirm:yes')
    await office.done(
      'SG20 vice-chair',
      'statement make meeting:MTG-3 subject:"clause 3.1.3" text:"On the clause" confirm:yes',
    )
    office.clock.set(Temporal.Instant.from('2026-02-04T09:00:00Z'))
    await office.done('SG17 chair', 'statement make ISG-1 "Two days later" confirm:yes')
    expect(await listed('statement list issue:ISG-1')).not.toContain('On the clause')
    const ofMeeting = await listed('statement list meeting:MTG-3')
    for (const words of ['On the issue', 'On the clause']) expect(ofMeeting).toContain(words)
    expect(ofMeeting).not.toContain('Two days later')
    const period = await listed('statement list from:"3 February 2026" until:"4 February 2026"')
    expect(period).toContain('Two days later')
    expect(period).not.toContain('On the clause')
    const made = await office.db.notice.findMany({ where: { kind: 'statement-made' } })
    expect(made.map(n => JSON.stringify(n.audience))).toEqual([expect.stringContaining('"kind":"TSB"')])
  })

  test('on a subject, recorded by TSB for an SG, wait for that SG', async () => {
    const line = `statement make meeting:MTG-3 subject:"closing session" text:"SG17 notes it" for:SG17`
    expect(await office.refused('TSB', `${line} confirm:yes`)).toContain(
      'The option said: is missing: the meeting or session at which it was said',
    )
    expect(await office.refused('SG20 chair', `${line} confirm:yes`)).toContain('Only')
    const made = await office.done('TSB', `${line} said:"${said}" confirm:yes`)
    expect(made).toContain(`recorded by TSB for SG17 from “${said}”; not yet confirmed`)
    expect(await office.done('SG17 chair', 'waiting')).toContain(
      `1 entry that TSB recorded for SG17 from “${said}”, not yet confirmed`,
    )
    expect(await office.refused('SG20 chair', 'statement confirm STM-2')).toContain('Only')
    expect(await office.done('SG17 chair', 'statement disown STM-2')).toContain("not in SG17's name")
    expect(await office.refused('SG17 chair', 'statement confirm STM-2')).toContain('does not wait')
    for (const who of ['TSB', 'SG20 chair'])
      expect(await office.refused(who, 'statement confirm STM-9')).toBe('There is no statement STM-9.')
  })

  test('of a delegation on a subject need no confirmation', async () => {
    expect(
      await office.done(
        'WP2 chair',
        'statement make meeting:MTG-3 subject:"clause 3" text:"We reserve" delegation:"Russian Federation" confirm:yes',
      ),
    ).toMatch(/Russian Federation put a statement on record, entered by WP2 chair: “We reserve”/)
  })
})
