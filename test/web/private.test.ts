import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, PUBLIC_URL, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  await site.sg('TSB', 'person add name:"Ana Duarte" role:"SG17 chair, RG-DT associate Rapporteur"')
})
afterAll(() => site.close())

const pathIn = (answer: string) =>
  /https:\/\/intersg\.example\.org(\/calendar\/p\/[\w-]+\.ics)/.exec(answer)![1]!
const ana = (line: string) => site.sg('SG17 chair', line)

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const tables = await site.db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`
  const rows = await Promise.all(
    tables.map(({ name }) => site.db.$queryRawUnsafe(`SELECT to_jsonb(t)::text AS row FROM "${name}" t`)),
  )
  return JSON.stringify(rows)
}

describe('a private address', () => {
  test('is shown once, works, and is nowhere in the database or the log', async () => {
    const shown = await ana('calendar')
    expect(shown).toContain('shown only this once')
    expect(shown).toContain(`webcal://intersg.example.org${pathIn(shown)}`)
    const secret = /p\/([\w-]+)\.ics/.exec(shown)![1]!
    expect(secret).toHaveLength(43)
    const answer = await site.get(pathIn(shown))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect((await site.get(pathIn(shown), { 'if-none-match': answer.headers.get('etag')! })).status).toBe(304)
    const stored = await everything()
    expect(stored).toContain('Ana Duarte')
    expect(stored).not.toContain(secret)
    expect(site.lines.join('\n')).not.toContain(secret)

    const asked = await ana('calendar')
    expect(asked).toContain('You have a private calendar address since 1 February 2026, 09:00 Geneva time.')
    expect(asked).not.toContain('/calendar/p/')
    expect(asked).toContain('New address: /sg calendar action:new')
    expect(asked).toContain('Revoke: /sg calendar action:revoke')
  })

  test('holds the groups of the roles held now, and what those who lead an SG are invited to', async () => {
    const path = pathIn(await ana('calendar action:new'))
    const groups = async () =>
      new Set(
        [...(await site.events(path)).values()].map(
          e => /RG-DT|WP2 e-meeting|WP2 interim/.exec(e.summary)![0],
        ),
      )
    expect(await groups()).toEqual(new Set(['RG-DT', 'WP2 interim']))
    site.wait({ minutes: 5 })
    const since = (await site.get(path)).headers.get('last-modified')!
    site.wait({ minutes: 5 })
    await site.sg('TSB', 'person add name:"Ana Duarte" person:P-1 role:"WP2 vice-chair"')
    expect((await site.get(path, { 'if-modified-since': since })).status).toBe(200)
    expect(await groups()).toEqual(new Set(['RG-DT', 'WP2 e-meeting', 'WP2 interim']))
    await site.sg('TSB', 'person end name:"Ana Duarte" role:"RG-DT associate Rapporteur"')
    expect(await groups()).toEqual(new Set(['WP2 e-meeting', 'WP2 interim']))
  })

  test('of TSB holds every group', async () => {
    await site.sg('TSB', 'person add name:"Bo Lind" role:TSB')
    const path = pathIn(await site.sg('TSB', 'calendar'))
    expect((await site.events(path)).size).toBeGreaterThan(10)
  })

  test('that was replaced, revoked or never was is the same nothing', async () => {
    const old = pathIn(await ana('calendar action:new'))
    const path = pathIn(await ana('calendar action:new'))
    expect((await site.get(path)).status).toBe(200)
    const seen = async (path: string) => {
      const { status, headers } = await site.get(path)
      const { date: _, ...rest } = Object.fromEntries(headers)
      return { status, rest, text: await (await site.get(path)).text() }
    }
    expect(await ana('calendar action:revoke')).toContain('is revoked')
    const never = await seen(`/calendar/p/${'A'.repeat(43)}.ics`)
    expect(never.status).toBe(404)
    expect(await seen(path)).toEqual(never)
    expect(await seen(old)).toEqual(never)
    expect(await seen('/nothing')).toEqual(never)
    expect(await ana('calendar action:revoke')).toContain('You have no private calendar address.')
  })

  test('is not shown again to a repeated delivery', async () => {
    const first = await site.execute('SG17 chair', 'calendar action:new', 'twice')
    const again = await site.execute('SG17 chair', 'calendar action:new', 'twice')
    expect(JSON.stringify(first)).toContain('/calendar/p/')
    expect(first.message).not.toHaveProperty('again')
    expect(JSON.stringify(again)).not.toContain('/calendar/p/')
    expect(again.message.summary).toContain('You have a private calendar address since')
    const addresses = await site.db.calendarAddress.findMany({
      where: { revoked: null, person: { name: 'Ana Duarte' } },
    })
    expect(addresses).toHaveLength(1)
  })

  test('is one, however many are asked for at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => ana('calendar action:new')))
    const addresses = await site.db.calendarAddress.findMany({
      where: { revoked: null, person: { name: 'Ana Duarte' } },
    })
    expect(addresses).toHaveLength(1)
  })
})

describe('/sg calendar', () => {
  test('shows the address of a group', async () => {
    expect(await ana('calendar RG-DT')).toContain(`${PUBLIC_URL}/calendar/rg-dt.ics`)
    expect(await ana('calendar "SG 20"')).toContain('webcal://intersg.example.org/calendar/sg20.ics')
    expect(await ana('calendar SG99')).toContain('There is no group SG99')
  })

  test('is answered to its author alone', async () => {
    expect((await site.execute('SG17 chair', 'calendar RG-DT', 'private')).answer).toBe('private')
  })

  test('gives somebody without a registration the groups, and no address of their own', async () => {
    expect(await site.sg('SG2 chair', 'calendar')).toContain(`${PUBLIC_URL}/calendar/wp2.ics`)
    expect(await site.sg('SG2 chair', 'calendar action:new')).toContain('TSB can add you')
  })

  test('says what the administrator sets where there is no public address', async () => {
    const closed = await openSite({ publicUrl: null })
    try {
      expect(await closed.sg('SG2 chair', 'calendar RG-DT')).toContain('INTERSG_URL')
    } finally {
      await closed.close()
    }
  })
})
