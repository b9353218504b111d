import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findTimeline } from '../../src/core/issues/store.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const shown = async (line: string) => plainMessage((await office.say('TSB', line)).message)

describe('a role that changes hands', () => {
  test('is the new holder’s, and what the one before did stays theirs', async () => {
    await office.done('TSB', 'person add "Ada Okafor" role:"SG17 chair" account:slack:UADA0000')
    await office.done('SG13 chair', RAISE)
    await office.done('slack:UADA0000', 'issue propose ISG-1 SG17 covers trust')
    office.clock.set(Temporal.Instant.from('2026-03-02T09:00:00Z'))
    await office.done('TSB', 'person add "Ben Ruiz" role:"SG17 chair" account:slack:UBEN0000')
    expect(await office.refused('slack:UADA0000', 'issue propose ISG-1 Another way')).toContain(
      'You have no role here yet',
    )
    await office.done('slack:UBEN0000', 'issue position ISG-1 objects reason:"Not any more"')
    const acted = (await findTimeline(office.db, 1)).map(e => e.by.name)
    expect(acted).toEqual(['SG13 chair', 'Ada Okafor', 'Ben Ruiz'])
  })

  test('is shown with both, and with the time of each', async () => {
    expect(await shown('person list SG17')).not.toContain('Ada')
    const past = await shown('person list SG17 past:yes')
    expect(past).toMatch(/SG17 chair +Ada Okafor +2 February 2026 to 2 March 2026/)
    expect(past).toMatch(/SG17 chair +Ben Ruiz +since 2 March 2026/)
  })

  test('tells the new holder what is open in it', async () => {
    const notices = await office.db.notice.findMany({ where: { kind: 'handover' }, orderBy: { id: 'asc' } })
    const ben = await office.db.person.findFirstOrThrow({ where: { name: 'Ben Ruiz' } })
    expect(notices.at(-1)!.audience).toEqual([{ person: ben.id }])
  })

  test('of a vice-chair is held by several at a time', async () => {
    await office.done('TSB', 'person add "Cy" role:"SG17 vice-chair"')
    await office.done('TSB', 'person add "Di" role:"SG17 vicechair"')
    expect(await shown('person list SG17')).toMatch(/Cy[\s\S]*Di/)
  })

  test('ends without a successor, and its past stays', async () => {
    await office.done('TSB', 'person end name:"Cy" role:"SG17 vice-chair"')
    expect(await shown('person list SG17')).not.toContain('Cy')
    expect(await shown('person list SG17 past:yes')).toContain('Cy')
    expect(await office.refused('TSB', 'person end name:"Cy" role:"SG17 vice-chair"')).toBe(
      'Cy is not SG17 vice-chair.',
    )
    expect(await office.refused('TSB', 'person end name:"Nobody" role:"SG17 chair"')).toContain(
      'There is no person called "Nobody"',
    )
  })
})

describe('a person', () => {
  test('has accounts on both platforms and is the same on each', async () => {
    await office.done(
      'TSB',
      'person add "ada okafor" person:P-1 role:"SG5 chair" account:discord:80351110224678912',
    )
    expect(await office.done('discord:80351110224678912', 'me')).toBe(
      'You are Ada Okafor. Your role here: SG5 chair.',
    )
    expect(await office.done('slack:UADA0000', 'me')).toBe('You are Ada Okafor. Your role here: SG5 chair.')
    expect(
      await office.db.person.count({ where: { name: { contains: 'okafor', mode: 'insensitive' } } }),
    ).toBe(1)
  })

  test('keeps an account that somebody else is given', async () => {
    const before = await office.rows()
    expect(await office.refused('TSB', 'person add "Eve" account:slack:UADA0000')).toBe(
      'slack:UADA0000 already belongs to Ada Okafor; nothing was changed.',
    )
    expect(await office.rows()).toEqual(before)
  })

  test('sets the own zone, once known', async () => {
    await office.done('slack:UADA0000', 'me zone:Asia/Tokyo')
    expect((await office.db.person.findFirstOrThrow({ where: { name: 'Ada Okafor' } })).zone).toBe(
      'Asia/Tokyo',
    )
    expect(await office.refused('slack:UNOBODY', 'me zone:Asia/Tokyo')).toBe(
      'You are not registered yet. TSB can register you (/sg person add); then you can set your time zone.',
    )
    expect(await office.refused('slack:UADA0000', 'me zone:Mars/Olympus')).toContain(
      '"Mars/Olympus" is not a time zone',
    )
  })

  test('is added by an administrator of the bot, too', async () => {
    await office.done('slack:UADMIN', 'person add "Fay" role:"TSB" account:slack:UFAY0000')
    expect(await office.done('slack:UFAY0000', 'person add "Gus"')).toBe('Gus is registered without a role.')
  })
})

test('a channel is made a group’s by who leads it, and by nobody else', async () => {
  await office.done('slack:UBEN0000', 'here SG17')
  expect(await office.db.channel.findMany()).toMatchObject([
    { groupId: 'SG17', platform: 'slack', channel: 'C024BE91L' },
  ])
  expect(await office.refused('slack:UBEN0000', 'here SG13')).toMatch(
    /^Only TSB, the administrators of this bot, and the group's own/,
  )
})
