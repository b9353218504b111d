import { describe, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { CALENDAR, openHarness, type Person, REGISTER } from '../support/harness.ts'

// Trust and trustworthiness, January 2026: SG13, SG17 and SG20 (TD164R3, clause 3.1.3). SG17 asks in TD301 to be lead SG
// on trust, SG20 objects, and no agreement is reached. Separately WP2 concludes that TSAG be asked to entrust the
// coordination of WTSA Action 8 to SG17.
describe.each(['slack', 'discord', 'terminal'] as const)('trust, on %s', (platform: Platform) => {
  it('keeps the objection on the request, and asks TSAG to entrust the coordination of Action 8', async ({
    expect,
  }) => {
    const world = await openHarness({ platforms: [platform], at: '2026-02-16T10:00', apart: CALENDAR })
    await world.channels('SG13', 'SG17', 'SG20', 'WP2')
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    const carmen = await world.person('Carmen Ruiz', 'SG20 chair')
    const dai = await world.person('Dai Nakamura', 'WP2 chair')
    const tess = await world.person('Tess Moreau', 'TSB')
    let issue = 'ISG-1'
    const everywhere = async (
      words: string | RegExp,
      groups = ['SG13', 'SG17', 'SG20', 'WP2'],
      of = issue,
    ) => {
      for (const group of groups) await world.adds(group, words, of)
    }
    const sgs = ['SG13', 'SG17', 'SG20']

    // SG17's request is raised between the chairs; WP2's channel has nothing of it yet.
    await bo.type(
      'issue raise topic:"Lead SG on trust" summary:"SG17 asks to be lead SG on trust" with:SG13,SG20 documents:TD301',
    )
    for (const chair of [ada, carmen]) await chair.isTold('raised the issue for SG17')
    await bo.type('issue propose ISG-1 text:"SG17 is proposed as lead SG on trust."')
    for (const chair of [ada, carmen]) await chair.isTold('proposed a way forward')
    await everywhere('proposed a way forward', sgs)
    await ada.type('issue position ISG-1 agrees')
    await everywhere('SG13 agrees with proposal 1', sgs)
    expect(await carmen.type('issue position ISG-1 objects')).toContain('needs a reason')

    // In the room SG20 objected and made its statement, and a delegation asked for its own. TSB records it.
    const said = 'WP2 session, 16 February 2026'
    const recorded = `recorded by Tess Moreau (TSB) for SG20 from “${said}”; not yet confirmed`
    const objection = 'It is premature to designate a single lead SG on trust'
    await tess.type(`issue position ISG-1 objects reason:"${objection}" for:SG20 said:"${said}"`)
    // The objection is for the SG that proposed; SG13 has agreed, and reads it in its channel.
    await bo.isTold(`SG20 objects to proposal 1: ${objection}`)
    await everywhere(`SG20 objects to proposal 1: ${objection}. (${recorded})`, sgs)
    const statement = 'SG20 <develops> its *own* Recommendations & says so'
    await tess.type(`statement make ISG-1 text:"${statement}" for:SG20 said:"${said}" confirm:yes`)
    await dai.isTold(recorded)
    await everywhere(recorded, sgs)
    const onSubject = 'meeting:MTG-3 subject:"clause 3.1.3"'
    await tess.type(`statement make ${onSubject} text:"Trust is layered" for:SG20 said:"${said}" confirm:yes`)
    await dai.isTold('STM-1')
    await tess.type(
      `statement make ${onSubject} text:"A survey was proposed" delegation:"Russian Federation" confirm:yes`,
    )
    await dai.isTold('Russian Federation put a statement on record, entered by Tess Moreau (TSB)')

    // Carmen confirms all of it from one message; the delegation's statement needs no confirmation.
    await world.at('2026-02-16T10:15')
    const asked = await carmen.isTold('TSB recorded 3 entries for SG20 from')
    if (platform === 'terminal') await carmen.type('issue confirm entries:"ISG-1/4, ISG-1/5, STM-1" for:SG20')
    else await carmen.press(asked, 'Confirm all')
    await tess.isTold('confirmed what was recorded for SG20')
    for (const person of [tess, dai])
      await person.isTold(/recorded by Tess Moreau \(TSB\) for SG20 from .*now confirmed/)
    await everywhere('confirmed what was recorded for SG20', sgs)
    expect(await carmen.type('issue history ISG-1')).toContain('now confirmed')
    const kept = await tess.type('statement list meeting:MTG-3')
    for (const words of ['Trust is layered', 'A survey was proposed']) expect(kept).toContain(words)
    expect(await tess.type('statement list issue:ISG-1')).toContain(statement)

    await carmen.type('issue escalate ISG-1 reason:"We did not agree"')
    await dai.isTold('brought the issue to WP2')
    // One act, one post: it also says on which agenda the issue is.
    await everywhere(/brought the issue to WP2 for SG20: We did not agree.*WP2's meeting on 25 May 2026/s)
    await dai.type('wp2 take-up ISG-1')
    await everywhere('took up the issue')

    // No agreement: that stays on record.
    const slip = await dai.type('wp2 conclude ISG-1 text:"No agreement was reached on a lead SG on trust."')
    expect(slip).toContain('47 characters, word for word')
    await dai.type('wp2 conclude ISG-1 text:"No agreement was reached on a lead SG on trust." confirm:yes')
    await tess.isTold('WP2 concluded: No agreement')
    await everywhere('WP2 concluded: No agreement was reached')
    if (platform !== 'terminal') expect((await world.card('SG20', 'ISG-1')).text).toContain(objection)

    // Separately, the coordination of WTSA Action 8.
    issue = 'ISG-2'
    await ada.type(
      'issue raise topic:"WTSA Action 8" summary:"Coordination of the work on trust" with:SG17,SG20 show-to:WP2',
    )
    for (const chair of [bo, carmen]) await chair.isTold('raised the issue for SG13')
    await ada.type('issue escalate ISG-2 reason:"For TSAG"')
    await dai.isTold('brought the issue to WP2')
    await everywhere(/brought the issue to WP2 for SG13.*WP2's meeting on 25 May 2026/s)
    await dai.type('wp2 take-up ISG-2')
    await everywhere('took up the issue')
    const concluded = await dai.type(
      'wp2 conclude ISG-2 text:"Each SG works in its scope." action:"Entrust the coordination of Action 8 to SG17" entrust:SG17 confirm:yes',
    )
    expect(concluded).toContain('Action ACT-1: Entrust the coordination of Action 8 to SG17')
    await tess.isTold('WP2 concluded: Each SG')
    await everywhere('Proposed to TSAG: to entrust the coordination to SG17.')
    const card = async () => (await ada.type('issue show ISG-2')).replaceAll(/\s+/g, ' ')
    expect(await card()).toContain('proposed to TSAG: to entrust it to SG17 (ACT-1)')
    expect(await card()).not.toContain('objects')

    await tess.type('coordination outcome ISG-2 entrusted source:TSAG-R4')
    await bo.isTold('TSAG entrusted the coordination to SG17 (TSAG-R4)')
    await everywhere('TSAG entrusted the coordination to SG17')
    expect(await card()).toContain('SG17 coordinates, entrusted by TSAG (TSAG-R4)')

    // How many direct messages each of them got about the issues: nothing that only repeats the channel.
    const chat = world.chats[platform]!
    const count = (person: Person, words: RegExp) =>
      chat.directMessages(person.account).filter(m => words.test(m.text) && !REGISTER.test(m.text)).length
    const everybody = { SG13: ada, SG17: bo, SG20: carmen, WP2: dai, TSB: tess }
    const table = Object.entries(everybody).map(([role, person]) => [
      role,
      count(person, /^ISG-1 /),
      count(person, /^ISG-2 /),
      count(person, /^(?!ISG-)(?!.*(MTG-\d+|e-meeting).*(due|cancel))/i),
    ])
    expect(table).toEqual([
      // role, the lead on trust (nine steps), the coordination of Action 8 (five steps), statements and records
      ['SG13', 2, 0, 0],
      ['SG17', 1, 2, 0],
      ['SG20', 2, 1, 1],
      ['WP2', 2, 1, 3],
      ['TSB', 2, 1, 1],
    ])
    // SG17's chair: four at most, and each is something to do, in words that no channel has.
    const told = chat.directMessages(bo.account).filter(m => !REGISTER.test(m.text))
    expect(told.length).toBeLessThanOrEqual(4)
    if (platform !== 'terminal') {
      const groups = ['SG13', 'SG17', 'SG20', 'WP2']
      const rooms = Object.fromEntries(groups.map(group => [group, world.posts(group).map(m => m.text)]))
      for (const message of told) {
        // That SG17 coordinates now is said without a button: how it does that is its own.
        const acts = message.buttons.filter(b => !['History', 'Mute this issue'].includes(b))
        if (!message.text.includes('entrusted the coordination to SG17')) expect(acts).not.toEqual([])
        for (const texts of Object.values(rooms)) expect(texts).not.toContain(message.text)
      }
      // One post in the thread for each act, under one card for each issue.
      expect(Object.entries(rooms).map(([group, texts]) => [group, texts.length])).toEqual([
        // Two cards, and one post for each act that concerns it.
        ['SG13', 15],
        ['SG17', 15],
        ['SG20', 15],
        ['WP2', 10],
      ])
    }
    await world.end()
  })
})
