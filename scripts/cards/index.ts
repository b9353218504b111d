/** docs/cards.md: every picture, with words for those who don't see it. */
import { plainMessage } from '../../src/core/messages/plain.ts'
import { type DrawnPlatform, PLATFORMS, type Theme } from './page.ts'
import { ZONE } from './reader.ts'
import type { Scene } from './story.ts'

const NAMES: Record<DrawnPlatform, string> = { slack: 'Slack', discord: 'Discord' }

export const fileOf = (platform: DrawnPlatform, { name }: Pick<Scene, 'name'>, theme: Theme): string =>
  `${platform}-${name}-${theme}.png`

/** The platforms that have what the scene shows. */
export const platformsOf = ({ kind }: Scene): readonly DrawnPlatform[] =>
  kind === 'home' ? ['slack'] : PLATFORMS

const INTRO = `# What it looks like

<!-- Written by \`npm run docs:cards\` from what the program sends. Change scripts/cards, not this file. -->

Drawn by the program. It plays a short story on a simulated clock, each bot renders the messages it would send, and a
headless browser draws them in the style of Slack and of Discord. Times in the reader's own zone are those of a reader in
${ZONE}. On a page with a dark theme the dark pictures are shown.
`

/** The whole document. */
export const cardsDocument = (scenes: readonly Scene[]): string =>
  [INTRO, ...scenes.map(sectionOf)].join('\n')

const sectionOf = (scene: Scene): string =>
  `## ${scene.caption}\n\n${platformsOf(scene)
    .map(platform => `${NAMES[platform]}:\n\n${pictureOf(platform, scene)}\n`)
    .join('\n')}`

const pictureOf = (platform: DrawnPlatform, scene: Scene): string => {
  const file = (theme: Theme) => `cards/${fileOf(platform, scene, theme)}`
  const alt = `${scene.caption}, on ${NAMES[platform]}. ${wordsOf(platform, scene)}`
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${file('dark')}">`,
    `  <img width="640" src="${file('light')}" alt="${attribute(alt)}">`,
    '</picture>',
  ].join('\n')
}

function wordsOf(platform: DrawnPlatform, scene: Scene): string {
  if (scene.kind === 'form') {
    const form = scene.forms[platform]
    return `It asks for: ${form.fields.map(f => (f.required ? f.label : `${f.label} (optional)`)).join('; ')}.`
  }
  const { blocks } = scene.message
  const buttons = blocks.flatMap(b => (b.kind === 'actions' ? b.actions.map(a => a.label) : []))
  const said = plainMessage({ ...scene.message, blocks: blocks.filter(b => b.kind !== 'actions') }, ZONE)
  return [said, ...(buttons.length > 0 ? [`Buttons: ${buttons.join(', ')}.`] : [])].join('\n')
}

/** On one line, as the value of an attribute. */
const attribute = (text: string): string =>
  text
    .split('\n')
    .map(line =>
      line
        .trim()
        .replace(/^[|-] /, '')
        .replace(/: +/, ': '),
    )
    .map(line => (/[.!?:]$/.test(line) ? line : `${line}.`))
    .join(' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
