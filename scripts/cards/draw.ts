/** `npm run docs:cards`: draws what the bots send into docs/cards, and writes docs/cards.md that shows it. */
import { mkdir, writeFile } from 'node:fs/promises'
import { toMarker } from '../../src/bots/discord/marker.ts'
import { renderModal as discordForm } from '../../src/bots/discord/modal.ts'
import { render as discordRender, findButtons, renderAnnounced } from '../../src/bots/discord/render.ts'
import { renderModal as slackForm } from '../../src/bots/slack/forms.ts'
import { HOME_SIZE } from '../../src/bots/slack/home.ts'
import { render as slackRender } from '../../src/bots/slack/render.ts'
import { openBrowser } from './browser.ts'
import { discordMessage, discordModal } from './discord.ts'
import { cardsDocument, fileOf, platformsOf } from './index.ts'
import { type DrawnPlatform, pageOf, THEMES } from './page.ts'
import { smaller } from './png.ts'
import { slackHome, slackMessage, slackModal } from './slack.ts'
import { playStory, type Scene } from './story.ts'

const DOCS = new URL('../../docs/', import.meta.url)
/** In bytes: pictures are read with the documentation, also on slow lines. */
const MOST = 150_000

/** The scene as the platform's bot renders it, as HTML. */
function bodyOf(platform: DrawnPlatform, scene: Scene): string {
  if (scene.kind === 'form')
    return platform === 'slack'
      ? slackModal(slackForm(scene.forms.slack, ''), scene.at)
      : discordModal(discordForm(scene.forms.discord, 'form'), scene.at)
  if (scene.kind === 'home') return slackHome(slackRender(scene.message, new Map(), HOME_SIZE), scene.at)
  const { message, at, way } = scene
  const how = { edited: way === 'edited', hidden: way === 'private' }
  if (platform === 'slack') return slackMessage(slackRender(message), at, how)
  const ids = findButtons(message).map((_, i) => `do:${i}`)
  const rendered =
    way === 'sent'
      ? renderAnnounced(message, ids, { marker: toMarker(scene.name) })
      : discordRender(message, ids)
  return discordMessage(rendered, at, how)
}

async function draw(): Promise<void> {
  // First, so that a missing browser is reported before the story is played.
  const browser = await openBrowser()
  try {
    const scenes = await playStory()
    await mkdir(new URL('cards/', DOCS), { recursive: true })
    for (const scene of scenes)
      for (const platform of platformsOf(scene))
        for (const theme of THEMES) {
          const name = fileOf(platform, scene, theme)
          const page = pageOf(platform, theme, bodyOf(platform, scene))
          const picture = smaller(await browser.draw(page))
          if (picture.length > MOST)
            throw new Error(`${name} has ${picture.length} bytes, more than ${MOST}.`)
          await writeFile(new URL(`cards/${name}`, DOCS), picture)
        }
    await writeFile(new URL('cards.md', DOCS), cardsDocument(scenes))
  } finally {
    await browser.close()
  }
}

await draw().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
