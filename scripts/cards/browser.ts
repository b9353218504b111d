/**
 * A headless Chromium, spoken to through its own pipe: one start for all pictures. Its option --screenshot was
 * rejected: the picture is as high as the window, which is not known before, with a blank strip at its end.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  // The same letters wherever they are drawn with the same fonts.
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--remote-debugging-pipe',
]

const WIDTH = 640
const SCALE = 2
/** The longest a browser may take for one request, in ms. */
const PATIENCE = 30_000

/** The browser's file: CHROMIUM_PATH, else one of the usual names. Throws where there is none. */
export function findBrowser(): string {
  const named = process.env.CHROMIUM_PATH
  const folders = (process.env.PATH ?? '').split(delimiter)
  const places = named
    ? [named]
    : [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), ...PLACES]
  const found = places.find(place => existsSync(place))
  if (found) return found
  throw new Error(
    named
      ? `CHROMIUM_PATH is ${named}, and there is no such file.`
      : 'There is no Chromium or Chrome here. Install one, or name its file in CHROMIUM_PATH.',
  )
}

export interface Browser {
  /** The page as a PNG, as high as what stands on it. */
  draw(html: string): Promise<Buffer>
  close(): Promise<void>
}

export async function openBrowser(): Promise<Browser> {
  const file = findBrowser()
  const profile = await mkdtemp(join(tmpdir(), 'cards-'))
  const browser = spawn(file, [...FLAGS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>(resolve => browser.once('close', () => resolve())).then(() =>
    rm(profile, { recursive: true, force: true, maxRetries: 5 }),
  )
  const ask = createAsking(browser.stdio[3] as Writable, browser.stdio[4] as Readable, ended)
  browser.on('error', () => {}) // seen as its end

  async function page(): Promise<string> {
    const { targetId } = await ask('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true })
    return sessionId as string
  }
  const session = await page()
  const size = (height: number) =>
    ask(
      'Emulation.setDeviceMetricsOverride',
      { width: WIDTH, height, deviceScaleFactor: SCALE, mobile: false },
      session,
    )
  return {
    async draw(html) {
      const { frameTree } = await ask('Page.getFrameTree', {}, session)
      const frameId = (frameTree as { frame: { id: string } }).frame.id
      await size(100)
      await ask('Page.setDocumentContent', { frameId, html }, session)
      const expression =
        'document.fonts.ready.then(() => Math.ceil(document.body.getBoundingClientRect().height))'
      const { result } = await ask('Runtime.evaluate', { expression, awaitPromise: true }, session)
      await size((result as { value: number }).value)
      const { data } = await ask('Page.captureScreenshot', { format: 'png' }, session)
      return Buffer.from(data as string, 'base64')
    },
    async close() {
      await ask('Browser.close', {}).catch(() => {})
      await ended
    },
  }
}

type Told = Record<string, unknown>
type Ask = (method: string, params: Told, sessionId?: string) => Promise<Told>

/** Requests and answers of the DevTools protocol: JSON, each ended by a zero byte. */
function createAsking(to: Writable, from: Readable, ended: Promise<void>): Ask {
  const waiting = new Map<number, { resolve(told: Told): void; reject(error: Error): void }>()
  let last = 0
  let rest = ''
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop()!
    for (const part of parts) {
      const { id, result, error } = JSON.parse(part) as {
        id?: number
        result: Told
        error?: { message: string }
      }
      const asked = id === undefined ? undefined : waiting.get(id)
      if (error) asked?.reject(new Error(`The browser: ${error.message}`))
      else asked?.resolve(result)
    }
  })
  to.on('error', () => {}) // seen as the browser's end
  const gone = ended.then((): never => {
    throw new Error('The browser ended.')
  })
  gone.catch(() => {})
  return async (method, params, sessionId) => {
    const id = ++last
    const answer = new Promise<Told>((resolve, reject) => waiting.set(id, { resolve, reject }))
    to.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`)
    const late = AbortSignal.timeout(PATIENCE)
    const patience = new Promise<never>((_, reject) =>
      late.addEventListener('abort', () => reject(new Error(`The browser did not answer ${method}.`))),
    )
    return Promise.race([answer, gone, patience]).finally(() => waiting.delete(id))
  }
}
