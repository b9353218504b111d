import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newAddress } from '../../src/core/feeds/addresses.ts'
import { personalFeed } from '../../src/core/feeds/reading.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('TSB', 'person add "Ada Okafor" role:"SG17 chair" account:slack:UADA')
  await office.done('TSB', 'person add "Bo Lindqvist" role:"SG20 vice-chair" account:slack:UBO')
  await office.done('TSB', 'person add "Cai Wen" role:"SG5 TSB" account:slack:UCAI')
})
afterAll(() => office.close())

/** Parts of a page that may follow the meetings: empty ones come last. */
const OTHER_PARTS = ['Contributions due', 'Waiting for you', 'Open issues', 'Registers']

/** The meetings of somebody's calendar, and those of their page. */
async function shownTo(account: string) {
  const { personId } = await office.db.account.findUniqueOrThrow({
    where: { platform_account: { platform: 'slack', account } },
  })
  const now = office.clock.now()
  const feed = await personalFeed(office.db, await newAddress(office.db, personId, now), now)
  let page = ''
  await office.desk.home(callerOf(`slack:${account}`), async message => {
    page = plainMessage(message)
  })
  const from = page.indexOf('Coming meetings')
  const next = OTHER_PARTS.map(title => page.indexOf(title, from)).filter(at => at >= 0)
  const meetings = page.slice(from, Math.min(...next))
  return {
    calendar: feed!.entries.map(e => `MTG-${e.meeting.id}`),
    page: [...new Set(meetings.match(/MTG-\d+/g) ?? [])],
    changed: feed!.changed,
  }
}

describe('the calendar and the page of somebody', () => {
  test('who leads an SG hold the coordination e-meetings, to which they bring issues', async () => {
    for (const account of ['UADA', 'UBO']) {
      const { calendar, page } = await shownTo(account)
      expect(calendar).toEqual(['MTG-3', 'MTG-5', 'MTG-8'])
      expect(page).toEqual(calendar)
    }
  })

  test('who supports an SG do not', async () => {
    expect(await shownTo('UCAI')).toMatchObject({ calendar: [], page: [] })
  })

  test('hold the ad-hoc meetings and calls to which their SG is called, and not those of others', async () => {
    await office.done('SG13 chair', RAISE)
    await office.done('SG13 chair', 'issue meet ISG-1 date:"12 February 2026" time:13:00–14:00')
    await office.done('SG20 chair', 'issue escalate ISG-1 "no agreement"')
    await office.done('WP2 chair', 'issue take-up ISG-1')
    await office.done('WP2 chair', 'issue call ISG-1 dates:"19 February 2026" time:13:00–14:00')
    for (const account of ['UADA', 'UBO']) {
      const { calendar, page } = await shownTo(account)
      expect(calendar).toEqual(['MTG-10', 'MTG-11', 'MTG-3', 'MTG-5', 'MTG-8'])
      expect(page).toEqual(calendar)
    }
    expect(await shownTo('UCAI')).toMatchObject({ calendar: [], page: [] })
  })

  test('follow the groups they follow, at that instant', async () => {
    office.clock.set(Temporal.Instant.from('2026-08-20T10:00:00Z'))
    await office.done('slack:UCAI', 'follow RG-DT')
    const { calendar, page, changed } = await shownTo('UCAI')
    expect(calendar).toEqual(['MTG-1', 'MTG-2', 'MTG-4', 'MTG-6'])
    expect(page).toEqual(['MTG-6'])
    office.clock.set(Temporal.Instant.from('2026-08-20T11:00:00Z'))
    await office.done('slack:UCAI', 'unfollow RG-DT')
    const left = await shownTo('UCAI')
    expect(left.calendar).toEqual([])
    expect(left.changed.since(changed).total('minutes')).toBe(60)
  })

  test.each([
    ['RG-DT', 'You do not follow RG-DT; nothing was changed.'],
    ['SG99', /^There is no group SG99\./],
  ])('can’t leave a group that is not followed: %s', async (group, sentence) => {
    expect(await office.refused('slack:UCAI', `unfollow ${group}`)).toMatch(sentence)
  })
})
