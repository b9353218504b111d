/** Slack's HTTP mode and calendars on one server. */
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Mount } from '../../src/bots/manifest.ts'
import { listenerRoute } from '../../src/web/routes.ts'
import { SlackChat } from '../fakes/slack/chat.ts'
import { openSite, type Site } from './site.ts'

const signingSecret = 'shhh-signing'
let site: Site
let chat: SlackChat

beforeEach(async () => {
  site = await openSite()
  chat = new SlackChat()
  const mount: Mount = (path, listener) => site.web.mount(listenerRoute(path, listener))
  chat.useHttp({ signingSecret, mount })
  await chat.start(site.app.desk)
})
afterEach(async () => {
  await chat.stop()
  await site.close()
})

function send(line: string, secret = signingSecret) {
  const [ana, room] = [chat.account('ana'), chat.channel('sg17')]
  const address = chat.slack.address('command', ana, room)
  const payload = chat.commandPayload(ana, room, line, chat.slack.trigger(ana), chat.slack.urlOf(address))
  const body = new URLSearchParams(payload as Record<string, string>).toString()
  const stamp = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000))
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`
  return fetch(`${site.address}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': signature,
    },
    body,
  })
}

test('answers a signed command, with calendars beside it', async () => {
  expect((await send('calendar RG-DT')).status).toBe(200)
  await chat.slack.until(() => chat.slack.sights.length === 1)
  expect(JSON.stringify(chat.slack.workspace.messages)).toContain('/calendar/rg-dt.ics')
  expect((await site.get('/calendar/rg-dt.ics')).status).toBe(200)
})

test('refuses what Slack has not signed', async () => {
  expect((await send('calendar RG-DT', 'another-secret')).status).toBe(401)
  expect((await fetch(`${site.address}/slack/events`, { method: 'POST', body: 'x' })).status).toBe(401)
  expect((await site.get('/slack/events')).status).toBe(405)
  expect(chat.slack.workspace.messages).toEqual([])
})

test('leaves calendars alone when it stops', async () => {
  await chat.bot.stop()
  expect((await send('calendar RG-DT')).status).toBe(404)
  expect((await site.get('/calendar/rg-dt.ics')).status).toBe(200)
})
