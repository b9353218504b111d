import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { systemClock } from '../../src/clock.ts'
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import type { WebDesk } from '../../src/core/desk/port.ts'
import { apiRoutes } from '../../src/web/api/routes.ts'
import {
  faultSchema,
  issuesSchema,
  meetingSchema,
  meetingsSchema,
  registerSchemas,
  registersSchema,
  wholeIssueSchema,
} from '../../src/web/api/schemas.ts'
import { freePort } from '../process/program.ts'
import { openSite, PUBLIC_URL, type Site } from './site.ts'

let site: Site
let token: string
beforeAll(async () => {
  site = await openSite()
  await site.sg('TSB', 'person add "Ada Okafor" role:"SG13 chair" account:slack:UADA')
  await site.sg('SG13 chair', 'issue raise topic:Trust summary:"Who covers what?" with:SG17,SG20')
  await site.sg(
    'TSB',
    'document add document:TD9 title:"Report of RG-DT" marks:"WP2, (RG-DT)" meeting:"TSAG 01-2026"',
  )
  token = await tokenOf('SG13 chair')
})
afterAll(() => site.close())

const tokenOf = async (role: string): Promise<string> => {
  const answer = await site.sg(role, 'web token "SG13 dashboard"')
  return /Token:\s+([\w-]{43})/.exec(answer)![1]!
}

async function ask<T>(path: string, schema: z.ZodType<T>, as = token): Promise<T & { status: number }> {
  const answer = await site.get(`/api/v1${path}`, { authorization: `Bearer ${as}` })
  return { ...schema.parse(await answer.json()), status: answer.status }
}

test('while the database is away, a program is told to ask later, in the form of every fault', async () => {
  const db = openDatabase(`postgres://intersg:x@127.0.0.1:${await freePort()}/intersg`)
  // Without the owner of the token, the desk is not asked.
  const desk = {} as WebDesk
  const routes = apiRoutes({ db, clock: systemClock, desk, publicUrl: PUBLIC_URL })
  const answer = await routes.request('/api/v1/issues', { headers: { authorization: `Bearer ${token}` } })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60'])
  expect(faultSchema.parse(await answer.json()).code).toBe('database-away')
  await closeDatabase(db)
})

describe('data for programs', () => {
  test('fit their schemas', async () => {
    expect((await ask('/registers', registersSchema)).registers).toContainEqual({
      name: 'documents',
      title: 'Documents',
      path: '/registers/documents',
      entries: 1,
      filters: ['group', 'state', 'meeting'],
    })
    const documents = registerSchemas.get('documents')!
    const { entries } = await ask(
      '/registers/documents?group=WP2',
      documents.entries as z.ZodType<{ entries: object[] }>,
    )
    expect(entries).toMatchObject([
      {
        key: 'T25-TSAG-TD9',
        reference: 'TSAG-TD9',
        fields: {
          title: 'Report of RG-DT',
          marks: [
            { group: 'WP2', bracketed: false },
            { group: 'RG-DT', bracketed: true },
          ],
        },
        url: `${PUBLIC_URL}/registers/documents/T25-TSAG-TD9`,
      },
    ])
    const { history } = await ask(
      '/registers/documents/TD9',
      documents.wholeEntry as z.ZodType<{ history: object[] }>,
    )
    expect(history).toMatchObject([{ version: 1, by: { name: 'TSB' }, source: null }])
    const { meetings } = await ask('/meetings?year=2026&group=RG-DT', meetingsSchema)
    expect(meetings.map(m => m.starts)).toEqual([
      '2026-03-11T12:00:00Z',
      '2026-05-13T11:00:00Z',
      '2026-07-22T11:00:00Z',
      '2026-09-09T11:00:00Z',
    ])
    expect(await ask('/meetings/MTG-2', meetingSchema)).toMatchObject({ reference: 'MTG-2', group: 'RG-DT' })
    expect((await ask('/issues?text=trust', issuesSchema)).issues).toMatchObject([
      { reference: 'ISG-1', stage: 'chairs' },
    ])
    expect((await ask('/issues/ISG-1', wholeIssueSchema)).timeline).toMatchObject([
      {
        number: 1,
        kind: 'raised',
        words: 'Ada Okafor (SG13 chair) raised the issue for SG13, with SG17 and SG20.',
      },
    ])
  })

  test.for([
    ['/issues/ISG-99', 404, 'There is no issue ISG-99; the last one is ISG-1. /sg issue list shows all.'],
    ['/registers/nonsense', 404, 'There is no such register; the page of registers lists them all.'],
    [
      '/registers/documents?state=nonsense',
      400,
      '“nonsense” is not one of the values of state: available, reserved, not yet available, withdrawn.',
    ],
    ['/meetings?page=1000000000', 404, 'There is no page 1000000000 of this list.'],
    [
      '/nonsense',
      404,
      'There is nothing at this address; /api/v1/openapi.json describes the addresses that exist.',
    ],
    ['/issues?page=9999', 404, 'There is no page 9999 of this list.'],
  ] as const)('%s → %i', async ([path, status, fault]) => {
    expect(await ask(path, faultSchema)).toMatchObject({ status, fault })
  })

  test('need a token that is good now, and that is shown once', async () => {
    for (const as of ['', 'nonsense', 'x'.repeat(43)])
      expect(await ask('/issues', faultSchema, as)).toMatchObject({ status: 401, code: 'no-token' })
    const other = await tokenOf('SG13 chair')
    expect(JSON.stringify(await site.db.webAccess.findMany())).not.toContain(other)
    expect(JSON.stringify(await site.db.interaction.findMany())).not.toContain(other)
    const reference = /WEB-\d+/.exec(await site.sg('SG13 chair', 'web sessions'))![0]
    await site.sg('SG13 chair', `web revoke ${reference}`)
    expect(await ask('/issues', faultSchema, other)).toMatchObject({ status: 401 })
    expect((await ask('/issues', issuesSchema)).status).toBe(200)
  })

  test('a token opens no page, and a session gives no data', async () => {
    expect((await site.get('/', { cookie: `intersg-session=${token}` })).status).toBe(401)
  })

  test('are described, each path with its answer', async () => {
    const description = (await (await site.get('/api/v1/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, { get: { responses: Record<string, { content: object }> } }>
      components: { schemas: Record<string, object> }
    }
    expect(description.openapi).toBe('3.1.0')
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining(['/issues/{reference}', '/registers/liaison-statements/{key}']),
    )
    const named = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)].map(m => m[1]!)
    expect(named.length).toBeGreaterThan(20)
    const there = Object.keys(description.components.schemas).map(id => `#/components/schemas/${id}`)
    expect([...new Set(named)].filter(reference => !there.includes(reference))).toEqual([])
    expect(JSON.stringify(description)).not.toContain('"$id"')
    for (const { get } of Object.values(description.paths))
      expect(Object.keys(get.responses)).toEqual(['200', '400', '401', '403', '404', '429'])
  })
})

describe('the Model Context Protocol', () => {
  /** One call of a tool; its text, and whether it was refused. */
  async function call(name: string, given: object): Promise<{ text: string; refused: boolean }> {
    const { result } = await request('tools/call', { name, arguments: given })
    const { content, isError } = result as { content: [{ text: string }]; isError?: boolean }
    return { text: content[0].text, refused: isError ?? false }
  }

  async function request(
    method: string,
    params: object,
    as = token,
  ): Promise<{ result: unknown; status: number }> {
    const answer = await fetch(`${site.address}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-06-18',
        authorization: `Bearer ${as}`,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    const text = await answer.text()
    if (answer.status !== 200) return { result: text, status: answer.status }
    const data = /^data: (.*)$/m.exec(text)?.[1] ?? text
    return { ...(JSON.parse(data) as { result: unknown }), status: answer.status }
  }

  test('offers the commands in three tools', async () => {
    const { result } = await request('tools/list', {})
    expect((result as { tools: { name: string }[] }).tools.map(t => t.name)).toEqual([
      'list_commands',
      'read',
      'propose',
    ])
    const { text } = await call('list_commands', {})
    expect(text).toContain('meeting next (reads): ')
    expect(text).toContain('issue comment (changes): ')
    expect(text).not.toContain('web token')
  })

  test('reads at once, with the rights of the owner', async () => {
    expect(await call('read', { command: 'meeting next', options: { group: 'RG-DT' } })).toMatchObject({
      refused: false,
      text: expect.stringContaining('RG-DT meets next on Wednesday 11 March 2026'),
    })
    expect(await call('read', { command: 'issue show', options: { issue: 'ISG-99' } })).toMatchObject({
      refused: true,
      text: expect.stringContaining('There is no issue ISG-99; the last one is ISG-1.'),
    })
  })

  test('passes files on: text in the answer, others as bytes', async () => {
    expect((await call('read', { command: 'document export' })).text).toContain('document,title,source,state')
    const { result } = await request('tools/call', {
      name: 'read',
      arguments: { command: 'document export', options: { format: 'xlsx' } },
    })
    const [, file] = (result as { content: { resource?: Record<string, string> }[] }).content
    expect(file?.resource).toMatchObject({
      uri: 'file:///documents.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
    expect(atob(file!.resource!.blob!).startsWith('PK')).toBe(true)
  })

  test('changes nothing by itself: a person gets the command and gives it in chat', async () => {
    const before = await site.sg('SG13 chair', 'issue history ISG-1')
    const comment = { command: 'issue comment', options: { issue: 'ISG-1', text: 'We look into it.' } }
    expect(await call('read', comment)).toMatchObject({
      refused: true,
      text: expect.stringContaining('use the tool propose'),
    })
    const { text } = await call('propose', comment)
    expect(text).toBe(
      `Nothing is changed. PROP-1 waits for Ada Okafor, who decides in chat: ${PUBLIC_URL}/proposals/PROP-1`,
    )
    expect(await site.sg('SG13 chair', 'issue history ISG-1')).toBe(before)
    expect(await site.db.notice.count({ where: { kind: 'command-proposed' } })).toBe(1)
    // Only its owner sees it.
    expect(await site.sg('SG17 chair', 'web proposal PROP-1')).toContain('There is no proposal PROP-1')
    const shown = await site.execute('SG13 chair', 'web proposal PROP-1', 'shown')
    const [button] = shown.message.blocks.flatMap(b => (b.kind === 'actions' ? b.actions : []))
    expect(button).toMatchObject({
      label: 'Do this',
      invocation: { path: 'issue comment', options: comment.options },
    })
    await site.app.desk.execute(
      button!.invocation,
      { platform: 'terminal', account: 'SG13 chair' },
      'pressed',
    )
    expect(await site.sg('SG13 chair', 'issue history ISG-1')).toContain('We look into it.')
  })

  test.for([
    [
      'propose',
      { command: 'issue comment', options: { issue: 'nonsense', text: 'x' } },
      'is not a reference to an issue',
    ],
    ['propose', { command: 'meeting next' }, 'use the tool read'],
    ['propose', { command: 'web token', options: { label: 'more' } }, 'There is no command “web token” here'],
    ['read', { command: 'calendar' }, 'There is no command “calendar” here'],
    [
      'propose',
      { command: 'meeting schedule', options: { group: 'RG-DT', date: 'never', time: '25', colour: 'red' } },
      'meeting schedule has no option “colour”; it has group, ',
    ],
    [
      'propose',
      { command: 'meeting schedule', options: { group: 'RG-DT', date: 'never', time: '25', objective: 'x' } },
      /"never" is not a date.* "25"/s,
    ],
    [
      'read',
      { command: 'meeting next', options: { grp: 'RG-DT' } },
      'meeting next has no option “grp”; it has group',
    ],
    ['read', { command: 'nonsense' }, 'the tool list_commands names them all'],
  ] as const)('%s %j is refused', async ([tool, given, words]) => {
    const { text, refused } = await call(tool, given)
    if (typeof words === 'string') expect(text).toContain(words)
    else expect(text).toMatch(words)
    expect(refused).toBe(true)
  })

  test.for([
    ['a'.repeat(300_000), 413],
    ['nonsense', 400],
  ] as const)('a body that can’t be read gets a status: %s…', async ([body, status]) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    }
    const answer = await fetch(`${site.address}/mcp`, { method: 'POST', headers, body })
    expect(answer.status).toBe(status)
  })

  test('wants a token', async () => {
    expect(await request('tools/list', {}, 'nonsense')).toMatchObject({ status: 401 })
  })
})
