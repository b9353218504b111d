/** A real browser: Debian's Chromium, driven by playwright-core. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { findBrowser } from '../../scripts/cards/browser.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Chromium {
  /** A window of its own, without the cookies of the others. */
  open(options?: Parameters<OpenContext>[0]): Promise<{ page: Page; context: BrowserContext }>
  close(): Promise<void>
}
type OpenContext = Awaited<ReturnType<typeof chromium.launch>>['newContext']

/** Starts the browser. Throws where there is none. */
export async function openChromium(): Promise<Chromium> {
  const downloads = mkdtempSync(join(tmpdir(), 'intersg-browser-'))
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    args: FLAGS,
    downloadsPath: downloads,
  })
  return {
    async open(options = {}) {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
      return { context, page: await context.newPage() }
    },
    async close() {
      await browser.close()
      rmSync(downloads, { recursive: true, force: true })
    },
  }
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The faults that axe finds on a page: a line for each kind of fault, with the first place. */
export async function findFaults(page: Page): Promise<string[]> {
  // In the page's own world by the debugger's way: the page's policy lets no script in.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: readFileSync(AXE, 'utf8') })
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      "axe.run(document).then(r => JSON.stringify(r.violations.map(v => [v.id, v.help, v.nodes[0].html].join(': '))))",
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  return JSON.parse(String(result.value)) as string[]
}
