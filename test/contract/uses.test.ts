import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { CALENDAR, openHarness } from '../support/harness.ts'

const PLATFORMS: Platform[] = ['slack', 'discord']

describe.each(PLATFORMS)('the three uses, on %s', platform => {
  it('an issue is raised through the form, seen by all, and brought to WP2 with its history', async () => {
    const world = await openHarness({ platforms: [platform], at: '2026-04-20T09:00', apart: CALENDAR })
    await world.channels('SG13', 'SG17', 'SG20', 'WP2')
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    const carmen = await world.person('Carmen Ruiz', 'SG20 chair')
    const dai = await world.person('Dai Nakamura', 'WP2 chair')
    const groups = ['SG13', 'SG17', 'SG20', 'WP2']

    // Discord's forms have room for five fields; what is given with the command is not asked again.
    const { form } = await ada.try(
      `issue raise show-to:WP2${platform === 'discord' ? ' documents:TD301' : ''}`,
    )
    const sgs = form!.fields.find(f => f.name === 'with')!.choices!
    expect(sgs.filter(c => /^SG20\b/.test(c))).toHaveLength(1)
    const raised = await ada.fill(form!, {
      topic: 'Trust',
      summary: 'Trust is studied in three SGs;\nwho covers what?',
      with: 'SG17,SG20',
      coordinator: 'SG17',
      ...(platform === 'slack' && { documents: 'TD301' }),
    })
    expect(raised.private).toBe(true)
    expect(raised.shown!.text).toContain('ISG-1 Trust: Ada Okafor (SG13 chair) raised the issue for SG13')

    for (const group of groups) {
      const { text } = await world.card(group, 'ISG-1')
      expect(text).toMatch(/SGs concerned\W+SG13, SG17 and SG20/)
      expect(text).toMatch(/Documents\W+TD301/)
      expect(text).toContain('who covers what?')
      expect(text).toContain('whether SG17 would coordinate')
    }
    await bo.isTold('raised the issue for SG13, with SG17 and SG20')
    await carmen.isTold('raised the issue for SG13, with SG17 and SG20')
    for (const group of groups) await world.adds(group, 'asked, for SG13, whether SG17 would coordinate')

    // The button on the card asks for the reason; who may not is told who may.
    const card = await world.card('SG20', 'ISG-1')
    const asked = await carmen.press(card, 'Escalate to WP2')
    expect(asked.form!.fields.map(f => [f.name, f.required])).toContainEqual(['reason', true])
    const done = await carmen.fill(asked.form!, { reason: 'The scopes overlap and we did not agree' })
    expect(done.shown!.text).toContain('brought the issue to WP2 for SG20')

    const told = await dai.isTold(
      'Carmen Ruiz (SG20 chair) brought the issue to WP2 for SG20: The scopes overlap',
    )
    expect(told.text).toContain('What happened so far')
    expect(told.text).toContain('20 April 2026: Ada Okafor (SG13 chair) raised the issue for SG13')
    // The SGs concerned read it in their channels: one post for the act.
    for (const group of groups)
      await world.adds(
        group,
        /brought the issue to WP2 for SG20: The scopes overlap.*on the agenda of WP2's meeting on 25 May 2026/s,
      )
    expect((await world.card('SG13', 'ISG-1')).text).toContain('brought to WP2, not taken up yet')

    const next = await dai.type('meeting next WP2')
    expect(next).toContain('Monday 25 May 2026')
    const reference = /MTG-\d+/.exec(next)![0]
    expect(await ada.type(`meeting agenda ${reference}`)).toMatch(
      /25 May 2026, 14:00–16:00[\s\S]*ISG-1: Trust/,
    )
    await world.end()
  })

  it('a group is reminded of its deadline, and people ask when it meets next', async () => {
    const world = await openHarness({ platforms: [platform], at: '2026-04-20T09:00' })
    await world.channels('RG-DT')
    const rosa = await world.person('Rosa Lima', 'RG-DT Rapporteur')
    const next = await rosa.type('meeting next RG-DT')
    expect(next).toContain('Wednesday 13 May 2026')
    expect(next).toMatch(/7 May 2026, 23:59 Geneva time \([^;]+; stated, 6 days before/)
    await world.at('2026-05-06T10:00')
    for (const words of ['in 14 days', 'in 7 days', 'in 3 days'])
      await world.says(
        'RG-DT',
        `Contributions to the RG-DT interim RG meeting of 13 May 2026 are due ${words}`,
      )
    await world.says('RG-DT', /are due tomorrow: by 7 May 2026.*RG-DT interim RG meeting is in 7 days/s)
    expect(await rosa.type('deadline list')).toMatch(/7 May 2026, 23:59 Geneva time \(37 hours left/)
    // A stranger may read too.
    expect(await world.stranger('Nina').type('meeting next')).toContain('RG-DT')
    await world.end()
  })
})

describe.each<Platform>([...PLATFORMS, 'terminal'])('what a person is told, on %s', platform => {
  it('a new chair is welcomed once, and what can wait comes in one message a day', async () => {
    const world = await openHarness({ platforms: [platform], at: '2026-04-20T10:00', apart: CALENDAR })
    await world.channels('SG13', 'SG17')
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    const inbox = () => world.chats[platform]!.directMessages(bo.account)
    const welcome = inbox()
    expect(welcome).toHaveLength(1)
    expect(welcome[0]!.text).toContain('you are SG17 chair now')
    expect(welcome[0]!.text).toMatch(/issue position\W+says where your SG stands on a proposal/)

    const { form } = await bo.try('prefer')
    expect(form!.title).toBe('Your preferences')
    const saved = await bo.fill(form!, { digest: 'on' })
    expect(saved.shown!.text).toContain('What can wait comes in one message at 09:00')
    await ada.type('issue raise topic:Trust summary:x with:SG17')
    await ada.type('issue propose ISG-1 text:"One definition"')
    for (const group of ['SG13', 'SG17']) await world.adds(group, 'proposed a way forward: One definition')
    await world.at('2026-04-21T08:59')
    await world.quiet()
    await world.at('2026-04-21T09:00')
    const digest = await bo.isTold('Your daily digest: 2 messages')
    expect(digest.text).toContain('proposed a way forward: One definition')
    expect(digest.text).toMatch(/issue position/)
    expect(inbox()).toHaveLength(2)

    // Turned off, each message comes at once again.
    await bo.type('prefer digest:off')
    await ada.type('issue propose ISG-1 text:"Another one"')
    for (const group of ['SG13', 'SG17']) await world.adds(group, 'proposed a way forward: Another one')
    const told = await bo.isTold('proposed a way forward: Another one')
    if (platform === 'terminal') {
      // Its messages name the commands that are buttons elsewhere.
      expect(told.text).toContain('/sg issue mute issue:ISG-1')
      expect(await bo.type('issue mute ISG-1')).toContain('no more direct messages')
      expect(await bo.type('issue unmute ISG-1')).toContain('again')
    } else {
      const muted = await bo.press(told, 'Mute this issue')
      expect((await bo.press(told, 'Mute this issue')).shown!.text).toContain('no more direct messages')
      expect((await bo.press(muted, 'Unmute this issue')).shown!.text).toContain('again')
    }
    await world.end()
  })
})
