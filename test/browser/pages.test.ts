/** The pages in a real browser: readable without script and at 320 px, usable by keyboard alone, nothing for axe to find. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Chromium, findFaults, openChromium } from './browser.ts'
import { PATHS } from './paths.ts'
import { openStory, type Story } from './story.ts'

let story: Story
let browser: Chromium
beforeAll(async () => {
  ;[story, browser] = await Promise.all([openStory(), openChromium()])
})
afterAll(async () => {
  await browser?.close()
  await story?.close()
})

const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 320, height: 640 }

/** Fields for choices whose chosen words do not fit. */
const findCut = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('select')].filter(field => {
      const around = field.closest('form').getBoundingClientRect()
      return field.getBoundingClientRect().right > around.right
    }).map(field => field.name + ' is cut')`,
  )

async function signedIn(role = 'TSB', options: Parameters<Chromium['open']>[0] = {}) {
  const window = await browser.open({ viewport: WIDE, ...options })
  await window.page.goto(await story.link(role))
  await window.page.getByRole('button', { name: 'Sign in' }).click()
  await window.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  return window
}

describe.for([
  { colorScheme: 'light', viewport: WIDE },
  { colorScheme: 'dark', viewport: WIDE },
  { colorScheme: 'light', viewport: NARROW },
] as const)('$colorScheme, $viewport.width px', options => {
  test('axe finds nothing, nothing is wider than the window, and nothing fails', async () => {
    const { page, context } = await signedIn('TSB', options)
    const wrong: string[] = []
    page.on('console', message => {
      // That an answer is a refusal is no fault of the page.
      if (message.type() === 'error' && !message.text().includes('404')) wrong.push(message.text())
    })
    page.on('requestfailed', request => wrong.push(`${request.url()} failed`))
    const faults: Record<string, string[]> = {}
    for (const [name, path] of Object.entries(PATHS)) {
      const answer = await page.goto(story.address + path)
      expect([200, 404]).toContain(answer!.status())
      expect((await answer!.body()).length).toBeLessThan(100_000)
      const found = await findFaults(page)
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (width > options.viewport.width) found.push(`it is ${width} px wide`)
      found.push(...(await findCut(page)))
      if (found.length > 0) faults[name] = found
    }
    expect(faults).toEqual({})
    expect(wrong).toEqual([])
    await context.close()
  })
})

test('signing in and out: axe finds nothing, and a link opens one browser', async () => {
  const { page, context } = await browser.open({ viewport: NARROW })
  const link = await story.link('SG17 chair')
  await page.goto(link)
  expect(await findFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  const [cookie, ...others] = await context.cookies()
  expect(others).toEqual([])
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

  const second = await browser.open()
  await second.page.goto(link)
  await expect.poll(() => second.page.textContent('main')).toContain('This link was used already')
  expect(await findFaults(second.page)).toEqual([])
  await second.context.close()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { level: 1, name: 'Signed out' }).waitFor()
  await page.goto(`${story.address}/issues/ISG-1`)
  expect(await page.textContent('main')).toContain('web link')
  expect(await findFaults(page)).toEqual([])
  await context.close()
})

test('the keyboard alone reaches everything, in order, and shows where it is', async () => {
  const { page, context } = await signedIn()
  for (const path of [PATHS.calendar, PATHS.register, PATHS.issue, PATHS.owed]) {
    await page.goto(story.address + path)
    const all = await page.locator('a[href], button, input, select, [tabindex="0"]').count()
    const reached: string[] = []
    for (let i = 0; i < all; i++) {
      await page.keyboard.press('Tab')
      const focus = await page.evaluate<{ place: string; isSeen: boolean }>(
        "({ place: document.activeElement.outerHTML.slice(0, 80), isSeen: getComputedStyle(document.activeElement).outlineStyle !== 'none' })",
      )
      expect(focus, path).toMatchObject({ isSeen: true })
      reached.push(focus.place)
    }
    expect(reached[0]).toContain('Skip to the content')
    expect(reached.at(-1)).toContain('Sign out')
  }
  // The first Tab leads past the navigation.
  await page.goto(story.address)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content')
  await context.close()
})

test('a filter is in the address, and works without a script', async () => {
  const { page, context } = await signedIn('TSB', { javaScriptEnabled: false })
  await page.goto(story.address + PATHS.register)
  await page.locator('select[name=state]').selectOption('available')
  await page.locator('input[name=words]').fill('invented')
  await page.keyboard.press('Enter')
  await page.waitForURL(/state=available/)
  expect(new URL(page.url()).searchParams.get('words')).toBe('invented')
  expect(await page.locator('tbody tr').allTextContents()).toEqual([expect.stringContaining('TSAG-TD900')])
  await page.getByRole('link', { name: 'TSAG-TD900' }).click()
  await page.getByRole('heading', { level: 1, name: 'TSAG-TD900' }).waitFor()
  await context.close()
})

test('a day of the year leads to its meeting, and the meeting to its issue', async () => {
  const { page, context } = await signedIn()
  await page.goto(`${story.address}/calendar?year=2026`)
  await page.getByRole('link', { name: /^25 May: WP2 interim coordination e-meeting/ }).click()
  expect(page.url()).toMatch(/#d-2026-05-25$/)
  await page
    .getByRole('row', { name: /25 May 2026/ })
    .getByRole('link')
    .click()
  await page.getByRole('heading', { level: 1, name: 'WP2 interim coordination e-meeting, MTG-3' }).waitFor()
  await page.getByRole('link', { name: 'ISG-1' }).click()
  await page.getByRole('heading', { level: 1, name: 'ISG-1 Lead SG on trust' }).waitFor()
  expect(await page.locator('ol.timeline').textContent()).toContain(
    'SG20 keeps developing Recommendations on trust within its scope.',
  )
  await context.close()
})

test('a command is copied whole, and changes in chat what the page shows', async () => {
  const { page, context } = await signedIn('SG17 chair')
  await page.goto(`${story.address}/issues/ISG-3`)
  const field = page.getByLabel('Comment')
  await field.focus()
  await page.keyboard.press('Control+A')
  const copied = await page.evaluate<string>('getSelection().toString()')
  expect(copied).toBe('/sg issue comment issue:ISG-3')
  const reply = await story.say('SG17 chair', `${copied.replace('/sg ', '')} text:"We look into it."`)
  expect(reply.refused).toBe(false)
  await page.reload()
  expect(await page.locator('ol.timeline').textContent()).toContain('We look into it.')
  await context.close()
})

test('paper has the content without forms and navigation', async () => {
  const { page, context } = await signedIn()
  await page.emulateMedia({ media: 'print' })
  for (const path of [PATHS.register, PATHS.issue, PATHS.calendar]) {
    await page.goto(story.address + path)
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await page.getByRole('search').count()).toBe(0)
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
  }
  await context.close()
})
