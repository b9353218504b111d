import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Log } from '../../src/core/log.ts'
import { createWebServer, type WebServer } from '../../src/web/server.ts'

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
  web.mount(
    { path: '/hello/:name', answer: ({ params }) => ({ status: 200, body: `Hello, ${params.name} é` }) },
    {
      path: '/slow',
      answer: async () => {
        entered.resolve()
        await gate.promise
        return { status: 200, body: 'at last' }
      },
    },
    {
      path: '/broken/:secret',
      answer: () => {
        throw new Error('the database is gone')
      },
    },
    { path: '/post', method: 'POST', listener: (_, response) => void response.end('taken') },
  )
  port = await web.listen(0, '127.0.0.1')
})
afterEach(() => web.stop())

const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${port}${path}`, { method })

/** What is answered to exactly these words. */
async function send(words: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(words)
  let answer = ''
  socket.setEncoding('utf8').on('data', part => {
    answer += part
  })
  await once(socket, 'close')
  return answer
}

describe('a route', () => {
  test('gets the parts of its path, decoded', async () => {
    expect(await (await ask('/hello/Ana%20D')).text()).toBe('Hello, Ana D é')
    expect((await ask('/hello/Ana?x=/slow')).status).toBe(200)
  })

  test('answers HEAD with the length and without the text', async () => {
    const answer = await ask('/hello/x', 'HEAD')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-length')).toBe('11')
    expect(await answer.text()).toBe('')
  })

  test('that is not there is 404, and a method it does not take 405', async () => {
    for (const path of ['/', '/hello', '/hello/a/b', '/hello/%E0%A4%A', '//hello/x'])
      expect((await ask(path)).status, path).toBe(404)
    const put = await ask('/hello/x', 'PUT')
    expect(put.status).toBe(405)
    expect(put.headers.get('allow')).toBe('GET, HEAD')
    const get = await ask('/post')
    expect(get.status).toBe(405)
    expect(get.headers.get('allow')).toBe('POST')
    expect(await (await ask('/post', 'POST')).text()).toBe('taken')
  })

  test('that fails is one plain sentence, and in the log without the address', async () => {
    const answer = await ask('/broken/my-secret')
    expect(answer.status).toBe(500)
    expect(await answer.text()).toBe('Something went wrong on our side. Please try again later.\n')
    expect(lines.join('\n')).toContain('the database is gone')
    expect(lines.join('\n')).not.toContain('my-secret')
  })

  test('is gone once it is taken away', async () => {
    const unmount = web.mount({ path: '/more', answer: () => ({ status: 204 }) })
    expect((await ask('/more')).status).toBe(204)
    unmount()
    expect((await ask('/more')).status).toBe(404)
  })
})

test('what is no request is refused, and the server lives on', async () => {
  expect(await send('OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
  expect(await send('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
  expect(await send('GET http://x/hello/y HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain(
    'Hello, y',
  )
  expect((await ask('/hello/x')).status).toBe(200)
})

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

test('a port that another program uses is named', async () => {
  const other = createWebServer({ log })
  await expect(other.listen(port, '127.0.0.1')).rejects.toThrow(
    `intersg can't listen on port ${port}: another program uses it.`,
  )
  await other.stop()
})
