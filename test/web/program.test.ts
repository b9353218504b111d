/** The program as it is started, with its port. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'

const ROOT = join(import.meta.dirname, '../..')
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Starts it with some lines at its input; resolves when it has said that it serves. */
async function start(env: Record<string, string>, lines: string) {
  const database = await createTestDatabase()
  ends.push(() => database.close())
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.mjs'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATABASE_URL: database.url, INTERSG_CLOCK: '2026-02-01T09:00', ...env },
  })
  const exited = once(child, 'exit')
  ends.push(async () => {
    child.kill('SIGKILL')
    await exited
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', part => {
      said += part
    })
  child.stdin.end(lines)
  return { child, exited, said: () => said }
}

test('serves calendars on its port, with their public address in the chat, until it is stopped', async () => {
  const port = await freePort()
  const env = { PORT: String(port), INTERSG_URL: 'https://intersg.example.org/sg/' }
  const { child, exited, said } = await start(env, '/sg calendar RG-DT\n')
  await expect.poll(said).toContain('https://intersg.example.org/sg/calendar/rg-dt.ics')
  expect(said()).toContain(
    `Pages and calendars are served on port ${port}, at https://intersg.example.org/sg.`,
  )
  const answer = await fetch(`http://127.0.0.1:${port}/calendar/rg-dt.ics`)
  expect(await answer.text()).toContain('UID:MTG-1@intersg')
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})

test('without a public address pages open on this machine; figures have a port of their own, and both say that it lives', async () => {
  const [port, figures] = [await freePort(), await freePort()]
  const env = { PORT: String(port), INTERSG_METRICS_PORT: String(figures) }
  const { child, exited, said } = await start(env, '/sg web\n')
  await expect.poll(said).toContain('The link works only on the machine')
  expect(said()).toContain(`Pages and calendars are served on port ${port}, at http://127.0.0.1:${port}.`)
  const [link] = /http:\S+\/sign-in\/[\w-]+/.exec(said())!
  expect(await (await fetch(link)).text()).toContain('Sign in')
  const origin = `http://127.0.0.1:${port}`
  const signedIn = await fetch(link, { method: 'POST', redirect: 'manual', headers: { origin } })
  expect(signedIn.headers.get('set-cookie')).toContain('HttpOnly; SameSite=Lax')
  const ask = async (on: number, path: string) => (await fetch(`http://127.0.0.1:${on}${path}`)).status
  for (const path of ['/healthz', '/readyz'])
    expect([await ask(port, path), await ask(figures, path)]).toEqual([200, 200])
  expect(await ask(port, '/metrics')).toBe(404)
  expect(await ask(figures, '/metrics')).toBe(200)
  expect(await ask(figures, '/calendar/rg-dt.ics')).toBe(404)
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
})

test('without a port it ends with its input', async () => {
  const { exited, said } = await start({}, '/sg calendar RG-DT\n')
  expect((await exited)[0]).toBe(1)
  expect(said()).toContain('INTERSG_URL')
})
