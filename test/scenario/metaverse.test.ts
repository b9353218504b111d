import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import { CALENDAR, openHarness } from '../support/harness.ts'

// The protocol map of the metaverse, Q.PMV: SG11, SG20, SG21 and others. The SGs concerned change; no SG decides for
// others.
describe.each(['slack', 'discord', 'terminal'] as const)('metaverse, on %s', (platform: Platform) => {
  it('lets SGs join, leave and be added, and be taken up again after it was withdrawn', async () => {
    const world = await openHarness({ platforms: [platform], at: '2026-02-16T10:00', apart: CALENDAR })
    await world.channels('SG11', 'SG12', 'SG20', 'SG21', 'SG2', 'WP2')
    const ivo = await world.person('Ivo Petrov', 'SG11 chair')
    const lea = await world.person('Lea Brandt', 'SG12 chair')
    const carmen = await world.person('Carmen Ruiz', 'SG20 chair')
    const kofi = await world.person('Kofi Mensah', 'SG21 chair')
    const filip = await world.person('Filip Novak', 'SG2 chair')
    const inRooms = async (rooms: string[], words: string | RegExp) => {
      for (const room of rooms) await world.adds(room, words)
    }

    await ivo.type('issue raise topic:"Q.PMV" summary:"One protocol map" with:SG12,SG20 coordinator:SG20')
    // One message says both.
    for (const chair of [lea, carmen])
      await chair.isTold(
        /raised the issue for SG11, with SG12 and SG20\. .* asked, for SG11, whether SG20 would/,
      )
    await inRooms(['SG11', 'SG12', 'SG20'], 'asked, for SG11, whether SG20 would coordinate')
    await carmen.type('coordination accept ISG-1')
    await inRooms(['SG11', 'SG12', 'SG20'], 'accepted the coordination for SG20')
    // It stands when every other SG concerned has agreed.
    expect(await ivo.type('issue show ISG-1')).toContain('SG20 accepts; SG11 agrees; silent: SG12')
    await lea.type('coordination agree ISG-1')
    await carmen.isTold('Agreed by all SGs concerned: SG20 coordinates')
    await inRooms(
      ['SG11', 'SG12', 'SG20'],
      /SG12 agrees that SG20 coordinates\..*Agreed by all SGs concerned: SG20 coordinates/s,
    )

    // SG21 joins of its own will; its channel has the card from then on.
    await kofi.type('issue join ISG-1 "The avatars are ours"')
    await inRooms(['SG11', 'SG12', 'SG20', 'SG21'], 'joined for SG21: The avatars are ours')
    if (platform !== 'terminal') expect((await world.card('SG21', 'ISG-1')).text).toContain('SG21')

    // SG12 is not concerned; its card stays current, and its channel hears nothing more.
    expect(await ivo.type('issue leave ISG-1 "Not ours"')).toContain(
      'other than the one that raised the issue',
    )
    await lea.type('issue leave ISG-1 "No quality aspects in it"')
    await inRooms(['SG11', 'SG12', 'SG20', 'SG21'], 'said that SG12 is not concerned: No quality')
    for (const room of platform === 'terminal' ? [] : ['SG12', 'SG21']) {
      const { text } = await world.card(room, 'ISG-1')
      expect(text).toMatch(/Not concerned\W+SG12/)
      expect(text).toMatch(/SGs concerned\W+SG11, SG20 and SG21/)
    }

    // The SG that coordinates may add another, with a reason; it may not close, nor decide for others.
    await carmen.type('issue add ISG-1 SG2 "Identifiers of avatars"')
    await filip.isTold('added SG2: Identifiers of avatars')
    await inRooms(['SG11', 'SG20', 'SG21'], 'added SG2: Identifiers of avatars')
    await inRooms(['SG2'], 'added SG2: Identifiers of avatars')
    expect(await carmen.type('issue conclude ISG-1 text:"Done"')).toContain("WP2's chair or vice-chair")
    expect(await carmen.type('issue withdraw ISG-1 "Done"')).toContain('the SG that raised the issue')
    expect(await carmen.type('issue position ISG-1 agrees for:SG11')).toContain(
      "can't act for SG11 on this issue",
    )
    const { form } = await carmen.try('issue meet ISG-1')
    expect(form?.fields.map(f => f.name)).toEqual(expect.arrayContaining(['date', 'time']))

    // An ad-hoc meeting of the SGs concerned, with its own reminders.
    expect(await carmen.type('issue meet ISG-1 date:"4 March 2026" time:13:30–14:30')).toContain(
      'called an ad-hoc meeting: 4 March 2026, 13:30–14:30 Geneva time (CET)',
    )
    for (const chair of [ivo, kofi, filip]) await chair.isTold('called an ad-hoc meeting: 4 March 2026')
    await inRooms(['SG11', 'SG20', 'SG21', 'SG2'], 'called an ad-hoc meeting')
    const concerned = ['SG11', 'SG20', 'SG21', 'SG2']
    // It is named: the other chairs are told in person, the channels in the thread, and Carmen has her answer.
    await carmen.type('meeting rename MTG-10 Two layers')
    for (const chair of [ivo, kofi, filip]) await chair.isTold('title set to “Two layers”')
    await inRooms([...concerned], 'title set to “Two layers”')
    for (const [at, words] of [
      [
        '2026-02-25T09:00',
        'The SG20 ad-hoc meeting “Two layers” on ISG-1 Q.PMV (SG11, SG20, SG21, SG2) is in 7 days: 4 March 2026, 13:30–14:30 Geneva time (CET)',
      ],
      ['2026-03-03T09:00', 'ad-hoc meeting “Two layers” on ISG-1 Q.PMV (SG11, SG20, SG21, SG2) is tomorrow'],
      ['2026-03-04T12:30', 'ad-hoc meeting “Two layers” on ISG-1 Q.PMV (SG11, SG20, SG21, SG2) is in 1 hour'],
    ] as const) {
      await world.quiet()
      await world.at(at)
      for (const group of concerned) await world.says(group, words)
      await world.quiet()
    }

    // Ivo takes it back, Kofi takes it up again: from then on it is SG21's to withdraw.
    expect(await ivo.type('issue withdraw ISG-1 "The map is in Q.PMV itself"')).toContain('“Two layers”')
    await ivo.type('issue withdraw ISG-1 "The map is in Q.PMV itself" meetings:keep')
    await inRooms(['SG11', 'SG20', 'SG21', 'SG2'], 'withdrew the issue')
    for (const chair of [carmen, kofi, filip]) await chair.isTold('stays: ISG-1 is withdrawn')
    await inRooms(['SG11', 'SG20', 'SG21', 'SG2'], 'stays: ISG-1 is withdrawn')
    expect(await carmen.type('issue propose ISG-1 text:"All of it"')).toContain(
      'ISG-1 was withdrawn; an SG concerned can resume it',
    )
    expect(await lea.type('issue resume ISG-1 "Why not"')).toContain('an SG concerned')
    await kofi.type('issue resume ISG-1 "Two layers are still open"')
    for (const chair of [ivo, carmen, filip]) await chair.isTold('resumed the issue for SG21')
    await inRooms(['SG11', 'SG20', 'SG21', 'SG2'], 'resumed the issue for SG21')
    expect(await ivo.type('issue withdraw ISG-1 "Still"')).toContain('the SG that raised the issue')
    if (platform !== 'terminal')
      expect((await world.card('SG12', 'ISG-1')).text).toContain('between the chairs concerned')
    await world.end()
  })
})
