import { test } from 'vitest'
import { openChromium } from './browser.ts'
import { openStory } from './story.ts'
import { PATHS } from './paths.ts'
const DIR = process.env.SHOTS
test.runIf(DIR)('shots', async () => {
  const story = await openStory()
  const browser = await openChromium()
  const kinds = {
    light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
    dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
    narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  } as const
  for (const [kind, options] of Object.entries(kinds)) {
    if (process.env.KINDS && !process.env.KINDS.includes(kind)) continue
    const { page, context } = await browser.open({ ...options, locale: 'en' })
    const link = await story.link('TSB')
    await page.goto(link)
    await page.screenshot({ path: `${DIR}/sign-in-${kind}.png`, fullPage: true })
    await page.getByRole('button', { name: 'Sign in' }).click()
    for (const [name, path] of Object.entries(PATHS)) {
      if (process.env.PAGES && !process.env.PAGES.split(',').includes(name)) continue
      const answer = await page.goto(story.address + path)
      console.log(kind, name, answer!.status(), (await answer!.body()).length)
      await page.screenshot({ path: `${DIR}/${name}-${kind}.png`, fullPage: kind === 'narrow' ? true : true })
      if (kind === 'light') { await page.emulateMedia({ media: 'print' }); await page.pdf({ path: `${DIR}/${name}.pdf`, format: 'A4' }); await page.emulateMedia({ media: 'screen' }) }
    }
    await context.close()
  }
  console.log(story.faults)
  await browser.close()
  await story.close()
})
