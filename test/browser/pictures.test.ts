/** `npm run docs:pages`: pictures of all pages for somebody to look at, and the one of README. */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { openChromium } from './browser.ts'
import { PATHS } from './paths.ts'
import { openStory } from './story.ts'

const FOLDER = join(tmpdir(), 'intersg-pages')
const README_PICTURE = join(import.meta.dirname, '../../docs/pictures/calendar.png')

const WINDOWS = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
} as const

test.runIf(process.env.MODE === 'pictures')(
  'every page is drawn, light and dark, wide and narrow, and as it prints',
  async () => {
    mkdirSync(FOLDER, { recursive: true })
    const story = await openStory()
    const browser = await openChromium()
    for (const [window, options] of Object.entries(WINDOWS)) {
      const { page, context } = await browser.open(options)
      await page.goto(await story.link('TSB'))
      await page.getByRole('button', { name: 'Sign in' }).click()
      for (const [name, path] of Object.entries(PATHS)) {
        await page.goto(story.address + path)
        const file = join(FOLDER, `${name.replaceAll(/\W+/g, '-')}-${window}`)
        await page.screenshot({ path: `${file}.png`, fullPage: true })
        if (window === 'light') await page.pdf({ path: `${file}.pdf`, format: 'A4' })
      }
      await context.close()
    }
    // The picture at the beginning of README.
    const { page, context } = await browser.open({
      viewport: { width: 1240, height: 700 },
      colorScheme: 'light',
    })
    await page.goto(await story.link('TSB'))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.goto(story.address + PATHS.calendar)
    await page.screenshot({ path: README_PICTURE })
    await context.close()
    await browser.close()
    await story.close()
    console.log(`The pictures are in ${FOLDER}.`)
  },
)
