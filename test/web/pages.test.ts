import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, PUBLIC_URL, type Site } from './site.ts'

let site: Site
let cookie: string
beforeAll(async () => {
  site = await openSite()
  for (const line of STORY) await site.sg(...line)
  cookie = await signIn('TSB')
})
afterAll(() => site.close())

const STORY: [role: string, line: string][] = [
  ['TSB', 'person add "Ada Okafor" role:"SG13 chair"'],
  ['TSB', 'person add "Bo Lindqvist" role:"SG17 chair"'],
  ['SG13 chair', 'issue raise topic:"Trust <b>& more</b>" summary:"Who covers what?" with:SG17,SG20'],
  ['SG17 chair', 'issue meet ISG-1 date:2026-03-04 time:13:00-14:00'],
  [
    'TSB',
    'document add document:TD9 title:"Report of RG-DT" marks:"WP2, (RG-DT)" meeting:"TSAG 01-2026" state:available',
  ],
  [
    'TSB',
    'liaison add TSAG-LS90 direction:outgoing subject:Trust addressees:"SG13 (action, 2026-05-01), SG17 (comment, 2026-06)"',
  ],
  ['TSB', 'liaison later TSAG-LS90 by:SG17 date:2026-07-02'],
  ['TSB', 'owed add group:SG17 matter:"WTSA Action 8" to:WP2 meetings:"2026-05, 2026-09"'],
  ['TSB', 'joint add JCA-X decision:continues clock-from:2025-05 until:"two years + 2028-12-31"'],
  ['TSB', 'document add document:TD10 title:"Agenda" marks:"WP2" meeting:"TSAG 01-2026" state:reserved'],
]

/** The path of the personal link that `/sg web` answers with. */
const linkOf = async (role: string): Promise<string> => {
  const answer = await site.sg(role, 'web')
  return /https:\/\/intersg\.example\.org(\/sign-in\/[\w-]+)/.exec(answer)![1]!
}

const press = (path: string, headers: Record<string, string> = { origin: PUBLIC_URL }) =>
  fetch(site.address + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

async function signIn(role: string): Promise<string> {
  const answer = await press(await linkOf(role))
  expect(answer.status).toBe(303)
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

const page = async (path: string, as = cookie) => {
  const answer = await site.get(path, { cookie: as })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

describe('signing in', () => {
  test('only the button uses a link up, and only once', async () => {
    const link = await linkOf('SG13 chair')
    for (let i = 0; i < 3; i++) {
      const shown = await site.get(link)
      expect(shown.status).toBe(200)
      expect(shown.headers.get('set-cookie')).toBeNull()
    }
    const used = await press(link)
    expect(used.status).toBe(303)
    expect(used.headers.get('location')).toBe('/')
    expect(used.headers.get('set-cookie')).toMatch(
      /^intersg-session=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    const again = await press(link)
    expect(again.status).toBe(410)
    expect(await again.text()).toContain('This link was used already; each opens one browser, once.')
  })

  test('of two presses at once one opens a session', async () => {
    const link = await linkOf('SG13 chair')
    const answers = await Promise.all([press(link), press(link), press(link)])
    expect(answers.map(a => a.status).toSorted()).toEqual([303, 410, 410])
  })

  test('a button on the page of another site does nothing', async () => {
    const link = await linkOf('SG13 chair')
    const foreign = await press(link, { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' })
    expect(foreign.status).toBe(403)
    expect((await press(link)).status).toBe(303)
  })

  test('a link that expired, and one that never was, say so', async () => {
    const link = await linkOf('SG13 chair')
    site.wait({ minutes: 16 })
    const late = await press(link)
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('This link has expired; each works for 15 minutes.')
    const never = await site.get(`/sign-in/${'x'.repeat(43)}`)
    expect(never.status).toBe(404)
    expect(await never.text()).toContain('There is no such link.')
  })

  test('without a session no page shows anything, and each says how to get one', async () => {
    for (const path of ['/', '/issues/ISG-1', '/registers/documents', '/readings'])
      for (const as of ['', 'intersg-session=nonsense', `intersg-session=${'x'.repeat(43)}`]) {
        const { status, text } = await page(path, as)
        expect(status).toBe(401)
        expect(text).toContain('web link')
        expect(text).not.toContain('Trust')
      }
  })

  test('a session is listed, and ends by its button, by a command, and by itself', async () => {
    const own = await signIn('SG17 chair')
    expect((await page('/', own)).text).toContain('You are Bo Lindqvist.')
    expect(await site.sg('SG17 chair', 'web sessions')).toMatch(
      /WEB-\d+, a session of a browser of terminal:SG17 chair/,
    )
    const out = await press('/sign-out', { origin: PUBLIC_URL, cookie: own })
    expect(out.headers.get('set-cookie')).toContain('intersg-session=;')
    expect((await page('/', own)).status).toBe(401)

    const other = await signIn('SG17 chair')
    const listed = await site.sg('SG17 chair', 'web sessions')
    const reference = /WEB-\d+/.exec(listed)![0]
    // Only its owner can end it.
    expect(await site.sg('SG13 chair', `web revoke ${reference}`)).toContain('is none of your sessions')
    expect((await page('/', other)).status).toBe(200)
    await site.sg('SG17 chair', `web revoke ${reference}`)
    expect((await page('/', other)).status).toBe(401)

    const last = await signIn('SG17 chair')
    expect(await site.sg('SG17 chair', 'web revoke all')).toContain('have ended: 1')
    expect((await page('/', last)).status).toBe(401)
  })

  test('secrets are kept as digests only', async () => {
    const link = await linkOf('SG13 chair')
    const own = await signIn('SG13 chair')
    const kept = JSON.stringify(await site.db.webAccess.findMany())
    expect(kept).not.toContain(link.split('/').at(-1))
    expect(kept).not.toContain(own.split('=').at(-1))
  })
})

describe('a page', () => {
  test('lets nothing in from elsewhere, and no script at all', async () => {
    const { headers, text } = await page('/')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(text).not.toMatch(/<script|\son\w+=|style=/)
    for (const [, address] of text.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^[/#]/)
  })

  test('shows what people wrote as they wrote it', async () => {
    const { text } = await page('/issues/ISG-1')
    expect(text).toContain('Trust &lt;b&gt;&amp; more&lt;/b&gt;')
    expect(text).not.toContain('<b>')
    expect(text).toContain('The issue</h2>')
    expect(text).not.toContain('Summary:')
  })

  test.for([
    ['/issues/ISG-99', 404, 'There is no issue ISG-99;'],
    ['/issues/nonsense', 404, 'is not a reference to an issue'],
    ['/meetings/MTG-99', 404, 'There is no meeting MTG-99;'],
    ['/readings/READ-9', 404, 'There is no reading READ-9'],
    ['/proposals/PROP-9', 404, 'There is no proposal PROP-9'],
    ['/meetings/%00', 400, 'character'],
    ['/registers/documents/TD%0099', 400, 'character'],
    [`/issues/${'9'.repeat(600)}`, 400, 'the limit is 500'],
    ['/issues?page=two', 404, '“two” is no page; write a number, like 2.'],
    ['/registers/nonsense', 404, 'There is no such register'],
    ['/registers/documents/TD99', 404, 'TSAG-TD99 is not in the register of documents.'],
    ['/registers/documents/nonsense', 400, 'is no document; write it like TD326'],
    ['/registers/documents?page=1000000000', 404, 'There is no page 1000000000 of this list.'],
    ['/registers/documents?page=7', 404, 'There is no page 7: this list has one page.'],
    ['/registers/documents?state=nonsense', 400, 'is not one of the values of state'],
    ['/registers/documents?meeting=nonsense', 400, 'is no TSAG meeting'],
    ['/registers/documents?sort=nonsense', 400, 'can’t be sorted by “nonsense”'],
    ['/registers/documents?words=%E2%80%A6', 400, 'There is no word in'],
    ['/registers/documents?find=%00', 400, 'character'],
    ['/registers/documents?group=', 200, '2 entries.'],
    ['/issues?state=nonsense', 400, 'is not one of the choices for state'],
    ['/issues?page=0', 404, 'There is no page 0; the first one is page 1.'],
    ['/issues?page=999999', 404, 'Lists of issues go on to page 40'],
    ['/issues?group=SG99', 400, 'There is no study group SG99'],
    ['/calendar?year=99999', 400, 'is no year; write it like 2026'],
    ['/calendar?group=nonsense', 400, 'There is no group NONSENSE'],
    ['/documents?meeting=never', 400, 'is no TSAG meeting'],
    ['/owed?page=9', 404, 'There is no page 9 of liaison statements.'],
  ] as const)('%s → %i: %s', async ([path, status, sentence]) => {
    const shown = await page(path)
    expect(withoutTags(shown.text)).toContain(sentence)
    expect(shown.status).toBe(status)
    expect(site.lines.filter(line => line.includes('failed'))).toEqual([])
  })

  test('shows times in Geneva, and in the zone of its reader', async () => {
    expect((await page('/calendar')).text).not.toContain('21:00–23:00')
    await site.sg('SG13 chair', 'me zone:Asia/Tokyo')
    const { text } = await page('/calendar', await signIn('SG13 chair'))
    expect(withoutTags(text)).toContain(
      'Wednesday 11 March 2026, 13:00–15:00 (CET) · 11 March 2026, 21:00–23:00 Asia/Tokyo',
    )
  })

  test('names the command that changes what it shows', async () => {
    expect((await page('/issues/ISG-1', await signIn('SG17 chair'))).text).toContain(
      'value="/sg issue propose issue:ISG-1"',
    )
    expect((await page('/registers/documents/TD9')).text).toContain(
      'value="/sg document set document:TSAG-TD9"',
    )
  })

  test('a waiting item is one line, and its reference a link', async () => {
    await site.sg('SG13 chair', 'issue raise topic:Roles summary:"Who does what?" with:SG20')
    await site.sg('SG13 chair', 'issue propose ISG-2 "SG20 does."')
    const { text } = await page('/', await signIn('SG20 chair'))
    const [, waiting] = /Waiting for you<\/h2>(.*?)<\/ul>/s.exec(text)!
    const lines = waiting!.split('<li>').slice(1).map(withoutTags)
    expect(lines).toContainEqual(expect.stringMatching(/^ISG-2 Roles.+position/))
    expect(waiting).toContain('<a class="ref" href="/issues/ISG-2">ISG-2</a>')
  })

  test.for([
    ['/owed', 'SG17 owes WP2 a report on WTSA Action 8 at its meeting of 21 September 2026'],
    ['/owed', 'owes by 1 May 2026'],
    ['/registers/liaison-statements', 'SG13 (action, by 1 May 2026), SG17 (comment, by June 2026)'],
    ['/registers/liaison-statements/TSAG-LS90', 'SG17 (2 July 2026)'],
    ['/registers/report-backs', 'WP2, May 2026, September 2026'],
    ['/registers/joint-activities', '31 December 2028 or, if earlier, end of its two years'],
    ['/registers/joint-activities/JCA-X', 'It ends by May 2027 at the latest.'],
    ['/joint-activities', 'Its two years began in May 2025.'],
    ['/registers/groups', 'Broadband cable and TV10 March 202225 October 2024'],
  ])('writes dates for people: %s, %s', async ([path, words]) => {
    const text = withoutTags((await page(path!)).text)
    expect(text).toContain(words)
    expect(/\b20\d\d-\d\d\b/.exec(text)).toBeNull()
  })

  test('finds, filters and sorts the entries of a register by its address', async () => {
    const keys = async (query: string) =>
      [...(await page(`/registers/documents${query}`)).text.matchAll(/>TSAG-(TD\d+)</g)].map(m => m[1])
    expect(await keys('')).toEqual(['TD9', 'TD10'])
    expect(await keys('?sort=-key')).toEqual(['TD10', 'TD9'])
    expect(await keys('?sort=title')).toEqual(['TD10', 'TD9'])
    expect(await keys('?words=repo')).toEqual(['TD9'])
    expect(await keys('?state=reserved')).toEqual(['TD10'])
    expect(await keys('?group=RG-DT')).toEqual(['TD9'])
    expect(await keys('?find=td1')).toEqual(['TD10'])
    expect((await page('/registers/documents?sort=-title')).text).toContain(
      '<option value="-title" selected>Title, in reverse</option>',
    )
    expect((await page('/registers/deliverables')).text).toContain(
      '<option value="key" selected>Number</option>',
    )
  })

  test('counts the documents of a meeting in the three meanings', async () => {
    const { text } = await page('/documents')
    expect(text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')).toContain('all 2 3 1')
  })

  test('keeps the label of a proposal that says the same as the summary', async () => {
    const raised = await site.sg(
      'SG13 chair',
      'issue raise topic:"Same words" summary:"One text for both" with:SG17',
    )
    const [issue] = /ISG-\d+/.exec(raised)!
    await site.sg('SG13 chair', `issue propose ${issue} text:"One text for both"`)
    const { text } = await page(`/issues/${issue}`)
    expect(text).toContain('Proposal 1, by SG13:')
    expect(text.match(/The issue<\/h2>/g)).toHaveLength(1)
    expect(text.indexOf('Proposal 1, by SG13:')).toBeLessThan(text.indexOf('The issue</h2>'))
  })
})

describe('who reads', () => {
  test('the subject of an ad-hoc meeting is for those who take part', async () => {
    const { text } = await page('/meetings/MTG-10')
    expect(text).toContain('Trust')
    await site.db.person.create({
      data: {
        name: 'Xu Yan',
        since: new Date(),
        accounts: { create: { platform: 'slack', account: 'UXUYAN' } },
      },
    })
    const secret = await makeSession('slack', 'UXUYAN')
    const other = await page('/meetings/MTG-10', secret)
    expect(other.status).toBe(200)
    expect(other.text).toContain('known to the groups that take part')
    expect(other.text).not.toContain('Trust')
    const list = await page('/calendar', secret)
    expect(list.text).toContain('known to the groups that take part')
    expect(list.text).not.toContain('Trust')
  })

  test('somebody who is not registered, as the setting says at each request', async () => {
    const stranger = await makeSession('slack', 'USTRANGER')
    expect((await page('/issues', stranger)).status).toBe(200)
    await site.sg('TSB', 'setting readers registered')
    const refused = await page('/issues', stranger)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('Only registered people may')
    await site.sg('TSB', 'setting readers everybody')
    expect((await page('/readings', stranger)).status).toBe(403)
  })

  test('an account that is unlinked reads no more', async () => {
    await site.sg('TSB', 'person add "Carmen Ruiz" role:"SG20 chair" account:slack:UCARMEN')
    const carmen = await makeSession('slack', 'UCARMEN')
    expect((await page('/', carmen)).text).toContain('You are Carmen Ruiz.')
    await site.sg('TSB', 'person unlink slack:UCARMEN')
    expect((await page('/', carmen)).status).toBe(401)
  })

  /** A session of an account on a platform that this site isn't connected to. */
  async function makeSession(platform: string, account: string): Promise<string> {
    const invocation = { path: 'web link', options: {} }
    const { message } = await site.app.desk.execute(invocation, { platform, account }, crypto.randomUUID())
    const path = /\/sign-in\/[\w-]+/.exec(JSON.stringify(message))![0]
    return (await press(path)).headers.get('set-cookie')!.split(';')[0]!
  }
})

/** The text that a reader sees. */
const withoutTags = (markup: string): string =>
  markup
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")

test('answers in chat link to the page that shows the same', async () => {
  expect(await site.sg('TSB', 'issue show ISG-1')).toContain(`${PUBLIC_URL}/issues/ISG-1`)
  expect(await site.sg('TSB', 'document list state:reserved')).toContain(
    `${PUBLIC_URL}/registers/documents?state=reserved`,
  )
  expect(await site.sg('TSB', 'meeting next RG-DT')).toContain(`${PUBLIC_URL}/calendar?group=RG-DT`)
})
