/**
 * Faults of libraries for which the bots have code of their own (docs/decisions/0008, 0016, 0017). A test that fails here
 * means that the installed version no longer has the fault: then our code may go.
 */
import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { HTTPReceiver, isValidSlackRequest, LogLevel } from '@slack/bolt'
import { escapeMarkdown } from 'discord.js'
import { expect, test } from 'vitest'

/** Runs a file of this folder in a process of its own, and returns what it wrote and how it ended. */
async function runAlone(file: string): Promise<{ out: string; code: number }> {
  const script = join(import.meta.dirname, file)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script])
  let out = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', part => {
      out += part
    })
  const [code] = await once(child, 'exit')
  return { out, code }
}

test('Slack’s Socket Mode client ends the process when Slack fails once during a refresh', async () => {
  const { out, code } = await runAlone('library-faults-refresh.ts')
  expect(out).toMatch(/^connected\n/)
  expect(out).not.toContain('connected again')
  expect(code).toBe(1)
})

test('a signed body of null ends the process inside Bolt’s receiver', async () => {
  const { out, code } = await runAlone('library-faults-null.ts')
  expect(out).toMatch(/^sent\n[\s\S]*TypeError: .*null/)
  expect(out).not.toContain('answered')
  expect(code).toBe(1)
})

test('Bolt’s receiver reads the whole body of a request without a signature', async () => {
  const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} }
  const logger = { ...quiet, getLevel: () => LogLevel.ERROR }
  const receiver = new HTTPReceiver({ signingSecret: 'secret', logger })
  const server = createServer(receiver.requestListener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const [length, half] = [2_000_000, 'a'.repeat(1_000_000)]
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  socket.write(`POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${half}`)
  const [request] = await once(server, 'request')
  while (request.socket.bytesRead < half.length) await once(request, 'data')
  expect(request.socket.destroyed).toBe(false)
  socket.write(half)
  expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1.1 401 /)
  socket.destroy()
  server.close()
})

test('Bolt’s check of the signature accepts a timestamp of tomorrow', async () => {
  const nowMilliseconds = Temporal.Instant.from('2026-11-21T09:00:00Z').epochMilliseconds
  const tomorrow = nowMilliseconds / 1000 + 86_400
  const signature = createHmac('sha256', 'secret').update(`v0:${tomorrow}:text=help`).digest('hex')
  const headers = { 'x-slack-signature': `v0=${signature}`, 'x-slack-request-timestamp': tomorrow }
  expect(isValidSlackRequest({ signingSecret: 'secret', body: 'text=help', headers, nowMilliseconds })).toBe(
    true,
  )
})

test.for(['<@80351110224678912>', '<t:1700000000:F>', '<#80351110224678912>', '<:party:1>', '@everyone'])(
  'discord.js’s escapeMarkdown leaves %s active',
  text => {
    const all = { heading: true, bulletedList: true, numberedList: true, maskedLink: true }
    expect(escapeMarkdown(text, all)).toBe(text)
  },
)

test('discord.js’s escapeMarkdown leaves small print and quotations active', () => {
  expect(escapeMarkdown('-# small')).toBe('-# small')
  expect(escapeMarkdown('> quoted')).toBe('> quoted')
})
