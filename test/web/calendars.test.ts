import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRenderer } from '../../src/web/calendars.ts'
import { entry, feed } from '../core/calendars/parse.ts'
import { openSite, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

/** The reference in an answer: "MTG-12". */
const reference = (answer: string) => /MTG-\d+/.exec(answer)![0]

const schedule = async (date: string, more = '') =>
  reference(
    await site.sg(
      'RG-DT Rapporteur',
      `meeting schedule RG-DT date:${date} time:13:00–15:00 objective:"progress, the; ToR" ${more}`,
    ),
  )

describe('the calendar of a group', () => {
  test('holds its plan, at the right instants', async () => {
    const answer = await site.get('/calendar/rg-dt.ics')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const events = [...(await site.events('/calendar/rg-dt.ics')).values()]
    const meetings = events.filter(e => !e.allDay)
    expect(meetings.map(e => [e.summary, e.starts])).toEqual([
      ['RG-DT interim RG meeting', '2026-03-11T12:00:00Z'],
      ['RG-DT interim RG meeting', '2026-05-13T11:00:00Z'],
      ['RG-DT interim RG meeting', '2026-07-22T11:00:00Z'],
      ['RG-DT interim RG meeting', '2026-09-09T11:00:00Z'],
    ])
    expect(events.filter(e => e.allDay).map(e => e.starts)).toEqual([
      '2026-03-04',
      '2026-05-07',
      '2026-07-15',
      '2026-09-02',
    ])
  })

  test('follows a meeting through schedule, move and cancel under one UID', async () => {
    const ref = await schedule('2026-06-10')
    const [uid, deadline] = [`${ref}@intersg`, `${ref}-deadline@intersg`]
    const now = async () => {
      const events = await site.events('/calendar/rg-dt.ics')
      return { meeting: events.get(uid)!, deadline: events.get(deadline)! }
    }
    const first = await now()
    expect(first.meeting).toMatchObject({ sequence: 0, status: 'TENTATIVE', starts: '2026-06-10T11:00:00Z' })
    expect(first.meeting.description).toContain('progress, the; ToR')
    expect(first.deadline).toMatchObject({ sequence: 0, status: 'CONFIRMED', starts: '2026-06-03' })

    site.wait({ hours: 5 })
    await site.sg('RG-DT Rapporteur', `meeting move ${ref} date:2026-12-02 reason:"clash, with SG13"`)
    const second = await now()
    expect(second.meeting).toMatchObject({ sequence: 1, status: 'TENTATIVE', starts: '2026-12-02T12:00:00Z' })
    expect(second.meeting.description).toContain(
      'Moved on 1 February 2026 from 10 June 2026, 13:00–15:00 Geneva time (CEST): clash, with SG13',
    )
    expect(second.deadline).toMatchObject({ sequence: 1, starts: '2026-11-25' })
    expect(second.meeting.stamp).toBe('2026-02-01T13:00:00Z')

    await site.sg('RG-DT Rapporteur', `meeting cancel ${ref} reason:"nothing came in"`)
    const third = await now()
    expect(third.meeting).toMatchObject({
      sequence: 2,
      status: 'CANCELLED',
      starts: '2026-12-02T12:00:00Z',
      summary: 'Cancelled: RG-DT interim RG meeting',
    })
    expect(third.meeting.description).toContain('Cancelled on 1 February 2026: nothing came in')
    expect(third.deadline).toMatchObject({ sequence: 2, status: 'CANCELLED' })
  })

  test('holds the meetings to which it is called', async () => {
    const called = await site.db.meeting.create({
      data: {
        groupId: 'SG17',
        kind: 'AD_HOC',
        startsAt: '2026-04-01T12:00:00.000Z',
        endsAt: '2026-04-01T13:00:00.000Z',
        objective: 'trust',
        status: 'SCHEDULED',
        source: 'SG17 chair',
        groups: ['SG13', 'SG17', 'SG20'],
      },
    })
    for (const group of ['sg13', 'sg17', 'SG20'])
      expect([...(await site.events(`/calendar/${group}.ics`)).keys()]).toEqual([`MTG-${called.id}@intersg`])
    expect((await site.events('/calendar/sg2.ics')).size).toBe(0)
  })

  test('says nothing of what groups talk about among themselves', async () => {
    const { id } = await site.db.meeting.create({
      data: {
        groupId: 'SG11',
        kind: 'AD_HOC',
        startsAt: '2026-04-02T12:00:00.000Z',
        endsAt: '2026-04-02T13:00:00.000Z',
        title: 'Overlap with Question 7',
        objective: 'settle the overlap',
        status: 'SCHEDULED',
        source: 'SG11 chair',
        groups: ['SG11', 'SG16'],
      },
    })
    await site.sg('SG11 chair', `meeting cancel MTG-${id} reason:"they fell out"`)
    for (const path of [`/calendar/mtg-${id}.ics`, '/calendar/sg11.ics', '/calendar/sg16.ics']) {
      const text = (await (await site.get(path)).text()).replaceAll('\r\n ', '')
      expect(text, path).toContain('Cancelled: busy')
      expect(text, path).not.toMatch(/overlap|fell out/i)
    }
  })

  test('names nobody who acted', async () => {
    await site.sg('TSB', 'person add name:"Quentin Xylander" role:"RG-DT Rapporteur"')
    const ref = await schedule('2026-06-17')
    await site.sg('RG-DT Rapporteur', `meeting cancel ${ref} reason:"no input"`)
    expect(await (await site.get('/calendar/rg-dt.ics')).text()).not.toContain('Xylander')
  })

  test('of a group that never was is not there', async () => {
    for (const path of [
      '/calendar/sg99.ics',
      '/calendar/x.ics',
      '/calendar/mtg-999999.ics',
      '/calendar/%E0.ics',
    ])
      expect((await site.get(path)).status, path).toBe(404)
  })
})

test('the calendar of one meeting holds it alone', async () => {
  const events = await site.events('/calendar/mtg-2.ics')
  expect([...events.keys()]).toEqual(['MTG-2@intersg', 'MTG-2-deadline@intersg'])
  expect((await site.get('/calendar/mtg-2.ics')).headers.get('content-disposition')).toContain('mtg-2.ics')
})

describe('who has the calendar already', () => {
  const PATH = '/calendar/wp2.ics'
  /** Each a week later than the one before, so that none overlaps another. */
  const days = Array.from({ length: 5 }, (_, i) => Temporal.PlainDate.from('2026-11-04').add({ weeks: i }))
  const change = async () => {
    const before = (await site.events(PATH)).size
    const answer = await site.sg(
      'WP2 chair',
      `meeting schedule WP2 date:${days.shift()} time:14:00–16:00 objective:"one more" kind:e-meeting deadline:none`,
    )
    expect((await site.events(PATH)).size, answer).toBe(before + 1)
  }

  test('is told so in a word, by entity tag', async () => {
    site.wait({ minutes: 5 })
    const first = await site.get(PATH)
    const etag = first.headers.get('etag')!
    expect(etag).toMatch(/^"[\w-]{43}"$/)
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await site.get(PATH, { 'if-none-match': tag })
      expect(again.status, tag).toBe(304)
      expect(await again.text()).toBe('')
      expect(again.headers.get('etag')).toBe(etag)
    }
    expect((await site.get(PATH, { 'if-none-match': '"other"' })).status).toBe(200)
    await change()
    const changed = await site.get(PATH, { 'if-none-match': etag })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
    expect(await changed.text()).toContain('one more')
  })

  test('is told so by time, once a time tells the versions apart', async () => {
    await change()
    expect((await site.get(PATH)).headers.get('last-modified')).toBeNull()
    site.wait({ minutes: 2 })
    const since = (await site.get(PATH)).headers.get('last-modified')!
    expect(since).toMatch(/^\w{3}, \d\d \w{3} 2026 \d\d:\d\d:\d\d GMT$/)
    expect((await site.get(PATH, { 'if-modified-since': since })).status).toBe(304)
    expect((await site.get(PATH, { 'if-modified-since': 'yesterday' })).status).toBe(200)
    // An entity tag is believed before a time.
    const both = { 'if-modified-since': since, 'if-none-match': '"other"' }
    expect((await site.get(PATH, both)).status).toBe(200)
    await change()
    expect((await site.get(PATH, { 'if-modified-since': since })).status).toBe(200)
    site.wait({ minutes: 2 })
    expect((await site.get(PATH, { 'if-modified-since': since })).status).toBe(200)
  })

  test('a version is rendered once, and the least recently used one is dropped', () => {
    const render = createRenderer(2)
    const feeds = [1, 2, 3].map(id => feed(entry({ id })))
    const first = render(feeds[0]!)
    expect(render(feed(entry({ id: 1 })))).toBe(first)
    render(feeds[1]!)
    expect(render(feeds[0]!)).toBe(first)
    render(feeds[2]!)
    expect(render(feeds[0]!)).toBe(first)
    // The second was dropped for the third, and is the same when it is rendered again.
    expect(render(feeds[1]!).etag).toMatch(/^"/)
    expect(render(feeds[0]!)).toEqual(first)
  })

  test('HEAD is the same without the text', async () => {
    const [get, head] = [await site.get(PATH), await site.get(PATH, {}, 'HEAD')]
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'))
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
  })
})

test('keeps a year and the month back, and that is a change', async () => {
  const future = await openSite({ at: '2027-03-15T08:00:00Z' })
  try {
    const row = (startsAt: string) =>
      future.db.meeting.create({
        data: {
          groupId: 'SG5',
          kind: 'AD_HOC',
          startsAt,
          endsAt: startsAt,
          objective: 'x',
          status: 'SCHEDULED',
          source: 'x',
          groups: ['SG5'],
        },
      })
    await row('2026-02-28T22:30:00.000Z')
    const kept = await row('2026-03-01T08:00:00.000Z')
    const first = await future.get('/calendar/sg5.ics')
    const since = first.headers.get('last-modified')!
    expect([...(await future.events('/calendar/sg5.ics')).keys()]).toEqual([`MTG-${kept.id}@intersg`])
    future.wait({ days: 16 })
    expect((await future.get('/calendar/sg5.ics', { 'if-modified-since': since })).status).toBe(304)
    future.wait({ days: 1 })
    const later = await future.get('/calendar/sg5.ics', { 'if-modified-since': since })
    expect(later.status).toBe(200)
    expect((await future.events('/calendar/sg5.ics')).size).toBe(0)
  } finally {
    await future.close()
  }
})
