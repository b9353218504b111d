/** The record: each act is notified once, in the name of its author alone, and the sentences about its fate are true. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { render as renderForDiscord } from '../../src/bots/discord/render.ts'
import { render as renderForSlack } from '../../src/bots/slack/render.ts'
import { renderCard } from '../../src/core/issues/card.ts'
import { noticesFor } from '../../src/core/issues/follow-up.ts'
import { verbsFor } from '../../src/core/issues/lifecycle.ts'
import { type RecordedEntry, renderRecorded } from '../../src/core/issues/records.ts'
import { action, type Message } from '../../src/core/messages/message.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { fairShares } from '../../src/core/text/shares.ts'
import { toWords } from '../../src/core/text/spans.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'
import { acts, at, NOW, raised, refusal, rolesOf, type Story } from './issue-stories.ts'

const said = 'TSAG meeting, 28 January 2026'

/** The direct messages to each role about the last `count` events. */
const toldOf = ({ state, timeline }: Story, count: number, who: string) =>
  noticesFor(state, timeline.slice(-count), rolesOf(who), NOW)
    .notices.filter(n => n.kind === 'issue-told' || n.kind === 'issue-escalated')
    .map(n => [
      n.audience.map(to => ('role' in to ? `${to.role.group} ${to.role.kind}` : '')).join(', '),
      [n.data.event, ...((n.data.also as number[] | undefined) ?? [])],
    ])

describe('one act is told in one direct message', () => {
  test('that the raiser offers to coordinate, with the issue', () => {
    const offered = acts(raised(), 'SG13 chair', { do: 'offer' })
    expect(toldOf(offered, 2, 'SG13 chair')).toEqual([['SG17 CHAIR, SG20 CHAIR', [1, 2]]])
  })

  test('that an SG declines goes to the one that asked it, be it an SG or WP2', () => {
    const asked = acts(raised(), 'SG13 chair', { do: 'ask', to: 'SG20' })
    const declined = acts(asked, 'SG20 chair', { do: 'decline', reason: 'No time' })
    expect(toldOf(declined, 1, 'SG20 chair')).toEqual([['SG13 CHAIR', [3]]])
    const taken = acts(acts(raised(), 'SG13 chair', { do: 'escalate', reason: 'Stuck' }), 'WP2 chair', {
      do: 'take-up',
    })
    const proposed = acts(taken, 'WP2 chair', { do: 'ask', to: 'SG20' })
    const refused = acts(proposed, 'SG20 chair', { do: 'decline', reason: 'No time' })
    expect(toldOf(refused, 1, 'SG20 chair')).toEqual([
      ['WP2 CHAIR, WP2 VICE_CHAIR', [proposed.timeline.length + 1]],
    ])
  })

  test('that an SG outside is asked goes to it alone, and to the others with the issue', () => {
    const asked = acts(raised(), 'SG13 chair', { do: 'ask', to: 'SG2' })
    expect(toldOf(asked, 2, 'SG13 chair')).toEqual([
      ['SG17 CHAIR, SG20 CHAIR', [1, 2]],
      ['SG2 CHAIR', [2]],
    ])
  })

  test('the last agreement, with what it brings about', () => {
    const offered = acts(acts(raised(), 'SG13 chair', { do: 'offer' }), 'SG17 chair', { do: 'agree' })
    const agreed = acts(offered, 'SG20 chair', { do: 'agree' })
    expect(toldOf(agreed, 2, 'SG20 chair')).toEqual([['SG13 CHAIR', [5]]])
  })
})

describe('in person only for what one is to do', () => {
  const proposed = acts(raised(), 'SG17 chair', { do: 'propose', text: 'A' })
  const agreed = acts(proposed, 'SG13 chair', { do: 'position', position: 'agrees' })

  test('an objection is told to the SG that proposed, and to those still asked', () => {
    const objects = { do: 'position', position: 'objects', reason: 'No' } as const
    expect(toldOf(acts(proposed, 'SG20 chair', objects), 1, 'SG20 chair')).toEqual([
      ['SG17 CHAIR, SG13 CHAIR', [3]],
    ])
    expect(toldOf(acts(agreed, 'SG20 chair', objects), 1, 'SG20 chair')).toEqual([['SG17 CHAIR', [4]]])
  })

  test('an agreement is told to none, and WP2 alone hears of an issue brought to it', () => {
    expect(toldOf(agreed, 1, 'SG13 chair')).toEqual([])
    const brought = acts(agreed, 'SG20 chair', { do: 'escalate', reason: 'x' })
    expect(toldOf(brought, 1, 'SG20 chair')).toEqual([['WP2 CHAIR, WP2 VICE_CHAIR', [4]]])
  })

  test('a chair whose SG has no channel gets the news in person', () => {
    const brought = acts(agreed, 'SG20 chair', { do: 'escalate', reason: 'x' })
    const { notices } = noticesFor(brought.state, brought.timeline.slice(-1), rolesOf('SG20 chair'), NOW)
    expect(notices.find(n => n.kind === 'issue-news')!.audience).toEqual(
      ['SG13', 'SG17'].map(group => ({ role: { kind: 'CHAIR', group }, unlessChannel: true })),
    )
  })
})

describe('answers to an offer are asked of those who have not given them', () => {
  const offered = acts(raised(), 'SG13 chair', { do: 'offer' })
  const objected = acts(offered, 'SG20 chair', { do: 'object', reason: 'x' })
  const agreed = acts(objected, 'SG17 chair', { do: 'agree' })
  const answers = (story: Story, who: string) =>
    verbsFor(story.state, rolesOf(who)).filter(v => v === 'agree' || v === 'object')

  test.for<[string, Story, string, string[]]>([
    ['a silent SG may agree or object', offered, 'SG17 chair', ['agree', 'object']],
    ['one that objected may come to agree', objected, 'SG20 chair', ['agree']],
    ['one that agreed is not asked again', agreed, 'SG17 chair', []],
    ['the one that offers is not asked', offered, 'SG13 chair', []],
  ])('%s', ([, story, who, expected]) => expect(answers(story, who)).toEqual(expected))

  test('an SG that joins later is asked about what stands, on the card, too', () => {
    const stands = acts(agreed, 'SG20 chair', { do: 'agree' })
    expect(stands.state.coordination.coordinator?.group).toBe('SG13')
    const joined = acts(stands, 'SG2 chair', { do: 'join', reason: 'x' })
    expect(answers(joined, 'SG2 chair')).toEqual(['agree', 'object'])
    expect(answers(joined, 'SG17 chair')).toEqual([])
  })

  test('a position that was taken is not asked for again; an objection may be given up', () => {
    const may = (story: Story, who: string) => verbsFor(story.state, rolesOf(who)).includes('position')
    const taken = acts(at('chairs'), 'SG17 vice-chair', { do: 'position', position: 'agrees' })
    expect([may(taken, 'SG17 vice-chair'), may(taken, 'SG17 chair'), may(taken, 'SG20 chair')]).toEqual([
      false,
      true,
      true,
    ])
    const against = acts(at('chairs'), 'SG17 chair', { do: 'position', position: 'objects', reason: 'x' })
    expect(may(against, 'SG17 chair')).toBe(true)
  })
})

describe('the card says in whose name something was', () => {
  const card = (story: Story) => plainMessage(renderCard(story.state, [], { now: NOW })).replace(/ +/g, ' ')
  const brought = acts(at('chairs'), 'TSB', { do: 'escalate', reason: 'as agreed', said }, NOW, 'SG20')
  const disowned = acts(acts(brought, 'WP2 chair', { do: 'take-up' }), 'SG20 chair', {
    do: 'disown',
    entry: brought.state.version,
  })

  test('while it waits, after it was denied, and after it was let stand', () => {
    expect(card(brought)).toContain('by SG20 (recorded by TSB for SG20, not yet confirmed): as agreed')
    const denied = "by SG20 (recorded by TSB; not in SG20's name, as SG20 says): as agreed"
    expect(card(disowned)).toContain(denied)
    const stands = acts(disowned, 'TSB', { do: 'resolve', entry: brought.state.version, takesBack: false })
    expect(card(stands)).toContain(denied)
    const confirmed = acts(brought, 'SG20 chair', { do: 'confirm', entries: [brought.state.version] })
    expect(card(confirmed)).toContain('Brought to WP2 by SG20: as agreed')
  })

  test('an issue that TSB raised for an SG that says it did not is not "withdrawn" by it', () => {
    const recorded = raised({ said, by: { name: 'Tess Moreau', role: { kind: 'TSB', group: null } } })
    const denied = card(acts(recorded, 'SG13 chair', { do: 'disown', entry: 1 }))
    expect(denied).toContain("closed: it was not raised in SG13's name")
    expect(denied).toContain("(recorded by Tess Moreau (TSB), not in SG13's name, as SG13 says)")
  })
})

describe('outcomes of calls and ad-hoc meetings', () => {
  const times = { meeting: 10, starts: '2026-02-01T09:00:00Z', ends: '2026-02-01T10:00:00Z' }
  const outcome = { do: 'outcome', meeting: 10, outcome: 'aligned' } as const
  const adHoc = (stage: Story['state']['stage']) => {
    const story = at(stage === 'withdrawn' || stage === 'solved' ? 'chairs' : stage)
    return acts(story, 'SG17 chair', { do: 'meet', ...times })
  }

  test.for(['chairs', 'escalated', 'wp2'] as const)('at %s by the SG that called it and by TSB', stage => {
    for (const who of ['SG17 chair', 'SG17 vice-chair', 'TSB', 'SG17 TSB'])
      expect(acts(adHoc(stage), who, outcome).state.calls[0]?.outcome).toBe('aligned')
    for (const who of ['SG20 chair', 'WP2 chair', 'SG20 TSB'])
      expect(refusal(adHoc(stage), who, outcome).code).toBe('not-allowed')
  })

  test('that TSB recorded as said elsewhere are those of whoever called the meeting', () => {
    const called = acts(at('wp2'), 'WP2 chair', { do: 'call', ...times })
    const groupOf = (story: Story) => acts(story, 'TSB', { ...outcome, said }).state.unconfirmed.at(-1)?.group
    expect([groupOf(adHoc('chairs')), groupOf(called)]).toEqual(['SG17', 'WP2'])
  })

  test('after closing, and by an SG that has left since', () => {
    const withdrawn = acts(adHoc('chairs'), 'SG13 chair', { do: 'withdraw', reason: 'x' })
    expect(acts(withdrawn, 'SG17 chair', outcome).state.calls[0]?.outcome).toBe('aligned')
    const left = acts(adHoc('chairs'), 'SG17 chair', { do: 'leave', reason: 'x' })
    expect(acts(left, 'SG17 chair', outcome).state.calls[0]?.outcome).toBe('aligned')
    const concluded = acts(
      acts(acts(at('wp2'), 'WP2 chair', { do: 'call', ...times }), 'WP2 chair', {
        do: 'conclude',
        text: 'x',
      }),
      'TSB',
      outcome,
    )
    expect(concluded.state.calls[0]?.outcome).toBe('aligned')
  })
})

describe('everything from one meeting is put to a chair in one message', () => {
  const entry = (i: number, words: string): RecordedEntry => ({
    ref: { issue: i, number: 1 },
    group: 'SG20',
    said,
    about: `ISG-${i} ${'A long topic '.repeat(5)}, 28 January 2026`,
    words,
    whole: action(`History of ISG-${i}`, 'issue history', { issue: `ISG-${i}` }),
    disown: action(`Not in our name: ISG-${i}/1`, 'issue disown', { issue: `ISG-${i}`, entry: '1' }),
  })
  const labels = (message: Message) =>
    message.blocks.flatMap(b => (b.kind === 'actions' ? b.actions.map(a => a.label) : []))

  test('whose entries are all shown on every platform before they are confirmed', () => {
    const entries = Array.from({ length: 12 }, (_, i) => entry(i + 1, `“${'word '.repeat(800)}”`))
    const message = renderRecorded('SG20', entries, 15)
    for (const shown of [
      JSON.stringify(renderForSlack(message)),
      JSON.stringify(renderForDiscord(message, [])),
    ])
      for (const { about } of entries) expect(shown).toContain(about.slice(0, 20))
    // The platforms had to leave out nothing themselves.
    for (const shown of [renderForSlack(message), renderForDiscord(message, [])])
      expect(JSON.stringify(shown)).not.toContain('Shortened here."')
    expect(plainMessage(message)).toContain('3 more are shown when these are confirmed.')
    expect(labels(message)).toContain('History of ISG-1')
  })

  test('short entries stay whole beside a long one, which has a button to the whole', () => {
    const message = renderRecorded('SG20', [entry(1, 'SG20 agrees.'), entry(2, 'x'.repeat(5000))])
    expect(labels(message)).toEqual([
      'Confirm all',
      'Not in our name: ISG-1/1',
      'Not in our name: ISG-2/1',
      'History of ISG-2',
    ])
    expect(plainMessage(message)).toContain('SG20 agrees.')
    expect(plainMessage(message)).toContain('Shortened here: ISG-2/1.')
  })

  test.for<[string[], number, string[]]>([
    [['ab', 'cd'], 4, ['ab', 'cd']],
    [['ab', 'cdefgh'], 6, ['ab', 'cde…']],
    [['abcdef', 'abcdef'], 6, ['ab…', 'ab…']],
    [['🙂🙂🙂', 'a'], 3, ['🙂…', 'a']],
    [[], 5, []],
  ])('shares of %j in %i characters', ([texts, most, shown]) =>
    expect(fairShares(texts, most).map(s => s.text)).toEqual(shown),
  )
})

describe('at the desk', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    await office.done('SG17 chair', 'issue raise topic:Trust summary:x with:SG13,SG20 coordinator:SG20')
  })
  afterAll(() => office.close())

  const planned = async (kind: string) => {
    const rows = await office.db.notice.findMany({ where: { kind }, orderBy: { id: 'asc' } })
    return rows.map(r => JSON.stringify(r.audience))
  }

  test('each chair gets one message on an issue that is raised with the question who coordinates', async () => {
    expect(await planned('issue-told')).toHaveLength(1)
  })

  test('a restored meeting is in the timeline of its issue, and all who were invited are notified', async () => {
    await office.done('SG17 chair', 'issue meet ISG-1 date:"18 February 2026" time:10:00–11:00')
    const { id } = await office.db.meeting.findFirstOrThrow({ orderBy: { id: 'desc' } })
    await office.done('SG17 chair', `meeting cancel MTG-${id} reason:slip`)
    expect(await office.refused('TSB', `wp2 outcome ISG-1 MTG-${id} x`)).toContain('restores it.')
    await office.done('TSB', `meeting restore MTG-${id} reason:"it is needed"`)
    expect(await office.issue()).toMatchObject({ calls: [{ meeting: id, calledBy: 'SG17' }] })
    const history = plainMessage((await office.say('SG13 chair', 'issue history ISG-1')).message)
    expect(history).toContain(
      `TSB restored MTG-${id} of 18 February 2026, 10:00–11:00 Geneva time (CET), which had been cancelled: it is needed`,
    )
    const [told] = await planned('meeting-restored')
    for (const sg of ['SG13', 'SG17', 'SG20']) expect(told).toContain(`"group":"${sg}"`)
    await office.done('TSB', `meeting cancel MTG-${id} reason:"after all"`)
  })

  test('statements on a subject come to the chair with the rest, and are confirmed with it', async () => {
    const record = `for:SG20 said:"${said}" confirm:yes`
    await office.done('TSB', `statement make meeting:MTG-3 subject:"clause 3" text:"We object" ${record}`)
    await office.done('TSB', `statement make ISG-1 text:"We object" ${record}`)
    expect(await planned('records-to-confirm')).toHaveLength(2)
    const live = { kind: 'records-to-confirm', state: 'PLANNED' as const }
    expect(await office.db.notice.count({ where: live })).toBe(1)
    expect((await planned('statement-made')).join()).not.toContain('SG20')
    const asked = plainMessage((await office.say('SG20 chair', 'issue confirm')).message)
    expect(asked).toContain('TSB recorded 2 entries for SG20')
    const number = (await office.issue()).version
    expect(await office.refused('SG17 chair', 'issue confirm entries:STM-1')).toContain('Only the chair')
    expect(await office.done('SG20 chair', `issue confirm entries:"ISG-1/${number}, STM-1"`)).toBe(
      `Confirmed: ISG-1/${number} and STM-1.`,
    )
    expect(await office.refused('SG20 chair', 'issue confirm entries:STM-1')).toContain('None of these')
  })

  test('what no longer waits does not bar the rest', async () => {
    for (const words of ['One', 'Two'])
      await office.done('TSB', `issue propose ISG-1 text:${words} for:SG20 said:"${said}"`)
    const { version } = await office.issue()
    await office.done('SG20 chair', `issue disown ISG-1 ${version}`)
    expect(
      await office.done('SG20 chair', `issue confirm entries:"ISG-1/${version - 1}, ISG-1/${version}"`),
    ).toBe(`Confirmed: ISG-1/${version - 1}. ISG-1/${version} did not wait any more.`)
  })

  test('an issue that was not brought in the name of its SG is not "handed back", and its calls are asked about', async () => {
    await office.done('TSB', `issue escalate ISG-1 reason:x for:SG20 said:"${said}"`)
    const entry = (await office.issue()).unconfirmed.at(-1)!.number
    await office.done('WP2 chair', 'wp2 take-up ISG-1')
    await office.done('WP2 chair', 'wp2 call ISG-1 dates:"18 February 2026" time:14:00–15:00')
    await office.done('SG20 chair', `issue disown ISG-1 ${entry}`)
    const resolve = `issue resolve ISG-1 ${entry} "take back"`
    expect(await office.refused('TSB', resolve)).toMatch(/^The WP2 call of 18 February 2026/)
    await office.done('TSB', `${resolve} meetings:cancel`)
    expect((await office.issue()).stage).toBe('chairs')
    const cancelled = await office.db.meetingChange.findFirstOrThrow({
      where: { kind: 'CANCELLED' },
      orderBy: { id: 'desc' },
    })
    expect(cancelled.reason).toBe('ISG-1 is no longer with WP2')
    const agenda = plainMessage((await office.say('WP2 chair', 'meeting agenda MTG-3')).message)
    expect(toWords(agenda)).toContain('Trust (not brought by the SG in whose name it was)')
  })
})
