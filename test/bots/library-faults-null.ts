/** Run by library-faults.test.ts in a process of its own: Bolt's receiver, and a signed request whose body is `null`. */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HTTPReceiver } from '@slack/bolt'

const receiver = new HTTPReceiver({ signingSecret: 'secret' })
const server = createServer(receiver.requestListener).listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
const timestamp = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000))
const signature = createHmac('sha256', 'secret').update(`v0:${timestamp}:null`).digest('hex')
console.log('sent')
const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
  method: 'POST',
  body: 'null',
  headers: {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  },
})
console.log('answered', answer.status)
process.exit(0)
