import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Log } from '../../src/core/log.ts'
import { createRoutes, listenerRoute } from '../../src/web/routes.ts'
import { createWebServer, type WebServer } from '../../src/web/server.ts'

/** As they were before any server was made. */
const GLOBALS = [globalThis.Request, globalThis.Response]

let lines: string[]
let web: WebServer
let port: number
let gate: PromiseWithResolvers<void>
let entered: PromiseWithResolvers<void>

const keep = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`)
const log: Log = { debug: keep, info: keep, warn: keep, error: keep }

beforeEach(async () => {
  lines = []
  gate = Promise.withResolvers()
  entered = Promise.withResolvers()
  web = createWebServer({ log })
  const routes = createRoutes()
    .get('/hello/:name', c => c.text(`Hello, ${c.req.param('name')} é`))
    .get('/slow', async c => {
      entered.resolve()
      await gate.promise
      return c.text('at last')
    })
    .get('/broken/:secret', () => {
      throw new Error('the database is gone')
    })
    .get('/away', () => {
      throw new Error(
        "\nInvalid `prisma.group.findUnique()` invocation:\n\nCan't reach database server at 10.0.0.7:5432",
      )
    })
  web.mount(
    routes,
    listenerRoute('/post', (_, response) => void response.end('taken')),
  )
  port = await web.listen(0, '127.0.0.1')
})
afterEach(() => web.stop())

const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${port}${path}`, { method })

/** Everything that comes back on the connection until it is closed. */
async function readAll(socket: Socket): Promise<string> {
  let answer = ''
  socket.setEncoding('utf8').on('data', part => {
    answer += part
  })
  await once(socket, 'close')
  return answer
}

/** Sends exactly these words, and leaves the connection open on our side. */
function send(words: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(words)
  return readAll(socket)
}

describe('a route', () => {
  test('gets the parts of its path, decoded', async () => {
    expect(await (await ask('/hello/Ana%20D')).text()).toBe('Hello, Ana D é')
    expect((await ask('/hello/Ana?x=/slow')).status).toBe(200)
  })

  test('answers HEAD without the text', async () => {
    const answer = await ask('/hello/x', 'HEAD')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('')
  })

  test('that does not exist is 404, and a method it does not take 405', async () => {
    for (const path of ['/', '/hello', '/hello/a/b', '//hello/x']) {
      const answer = await ask(path)
      expect(answer.status, path).toBe(404)
      expect(await answer.text()).toBe('There is nothing at this address.\n')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
    const put = await ask('/hello/x', 'PUT')
    expect(put.status).toBe(405)
    expect(put.headers.get('allow')).toBe('GET, HEAD')
    expect(await put.text()).toBe('This address takes GET and HEAD only.\n')
    const get = await ask('/post')
    expect(get.status).toBe(405)
    expect(get.headers.get('allow')).toBe('POST')
    expect(await (await ask('/post', 'POST')).text()).toBe('taken')
  })

  test('that fails answers one plain sentence, and its address is not in the log', async () => {
    const answer = await ask('/broken/my-secret')
    expect(answer.status).toBe(500)
    expect(await answer.text()).toBe('Something went wrong on our side. Please try again later.\n')
    expect(lines.join('\n')).toContain('the database is gone')
    expect(lines.join('\n')).not.toContain('my-secret')
  })

  test('that needs the database while it is away says so, and when to ask again; the log has one line', async () => {
    const answer = await ask('/away')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60'])
    expect(await answer.text()).toBe(
      'The database can’t be reached at the moment. Please try again in a few minutes.\n',
    )
    expect(lines.at(-1)).toBe(
      'web: a request failed {"error":"Can\'t reach database server at 10.0.0.7:5432"}',
    )
  })

  test('can be added while the server listens, and removed again', async () => {
    expect((await ask('/more')).status).toBe(404)
    const unmount = web.mount(createRoutes().get('/more', c => c.body(null, 204)))
    expect((await ask('/more')).status).toBe(204)
    unmount()
    expect((await ask('/more')).status).toBe(404)
  })
})

test('refuses what is no request, and lives on', async () => {
  const close = 'Host: x\r\nConnection: close\r\n\r\n'
  expect(await send(`OPTIONS * HTTP/1.1\r\n${close}`)).toMatch(/^HTTP\/1.1 400 /)
  expect(await send('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
  expect(await send('GET /hello/x HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1.1 400 /,
  )
  expect(await send(`GET http://x/hello/y HTTP/1.1\r\n${close}`)).toContain('Hello, y')
  expect((await ask('/hello/x')).status).toBe(200)
})

test('takes no large headers', async () => {
  const header = `X-Long: ${'x'.repeat(9_000)}`
  expect(await send(`GET /hello/x HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /)
})

test.for(['GET /hello/x', 'POST /hello/x', 'POST /nowhere'])(
  'reads no body for %s: the connection ends with the answer',
  async line => {
    const answer = await send(`${line} HTTP/1.1\r\nHost: x\r\nContent-Length: 300000000\r\n\r\nx`)
    expect(answer).toMatch(/^HTTP\/1.1 (200|404|405) /)
    expect(answer.toLowerCase()).toContain('connection: close')
  },
)

test('a stop waits for what is being answered, and takes nothing more', async () => {
  await ask('/hello/x')
  const slow = ask('/slow')
  await entered.promise
  const stopped = web.stop()
  await expect(ask('/hello/x')).rejects.toThrow()
  gate.resolve()
  expect(await (await slow).text()).toBe('at last')
  await stopped
})

test('names a port that another program uses', async () => {
  const other = createWebServer({ log })
  await expect(other.listen(port, '127.0.0.1')).rejects.toThrow(
    `intersg can't listen on 127.0.0.1, port ${port}: another program uses it.`,
  )
  await other.stop()
})

test('leaves the process’s own Request and Response alone', () => {
  expect([globalThis.Request, globalThis.Response]).toEqual(GLOBALS)
})
