/** Slack in this process, and commands as it sends them over HTTP, signed. */
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { SlackChat } from '../test/fakes/slack/chat.ts'
import type { FakeSlack, Sight } from '../test/fakes/slack/server.ts'
import { rest } from './measure.ts'

export const SECRET = 'signing-secret-of-the-bench'

export interface CommandTimes {
  /** From the request to its acknowledgement, in ms. */
  acknowledged: number
  /** To the answer that people see. */
  answered: number
}

export interface SlackDriver {
  slack: FakeSlack
  account: string
  /** Sends so many commands at once; done when all are acknowledged and, with `answers`, answered. */
  wave(port: number, text: string, count: number, answers: boolean): Promise<CommandTimes[]>
  stop(): Promise<void>
}

export async function openSlack(): Promise<SlackDriver> {
  const chat = new SlackChat()
  const { slack } = chat
  await slack.start()
  const account = chat.account('Ana')
  const channel = chat.channel('lobby')
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const awaited = new Map<string, (at: number) => void>()
  slack.saw = (sight: Sight) => {
    const at = performance.now()
    if (sight.kind === 'message' && sight.final && sight.by) awaited.get(sight.by)?.(at)
  }

  async function command(port: number, text: string, answers: boolean): Promise<CommandTimes> {
    const address = slack.address('command', account, channel)
    const payload = chat.commandPayload(account, channel, text, slack.trigger(account), slack.urlOf(address))
    const body = new URLSearchParams(payload as Record<string, string>).toString()
    const stamp = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000))
    const signature = createHmac('sha256', SECRET).update(`v0:${stamp}:${body}`).digest('hex')
    const answer = Promise.withResolvers<number>()
    awaited.set(address.id, answer.resolve)
    const begun = performance.now()
    await post(port, body, { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${signature}` })
    const acknowledged = performance.now() - begun
    const answered = answers ? (await answer.promise) - begun : Number.NaN
    awaited.delete(address.id)
    slack.addresses.delete(address.id)
    return { acknowledged, answered }
  }

  function post(port: number, body: string, headers: Record<string, string>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const sent = request({
      port,
      host: '127.0.0.1',
      path: '/slack/events',
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
    })
    sent.on('error', reject)
    sent.on('response', response => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
      )
    })
    sent.end(body)
    return promise
  }

  return {
    slack,
    account,
    async wave(port, text, count, answers) {
      const all = await Promise.all(Array.from({ length: count }, () => command(port, text, answers)))
      // The fake keeps everything for tests to look at; here it would only grow.
      slack.calls.length = 0
      slack.sights.length = 0
      slack.workspace.messages.length = 0
      slack.triggers.clear()
      await rest(count)
      return all
    },
    async stop() {
      agent.destroy()
      await slack.stop()
    },
  }
}
