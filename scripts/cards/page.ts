/** A page of its own for each picture, with nothing to be fetched. */
import { readFileSync } from 'node:fs'

export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const PLATFORMS = ['slack', 'discord'] as const
export type DrawnPlatform = (typeof PLATFORMS)[number]

const styleOf = (platform: DrawnPlatform) => readFileSync(new URL(`${platform}.css`, import.meta.url), 'utf8')
const STYLES: Record<DrawnPlatform, string> = { slack: styleOf('slack'), discord: styleOf('discord') }

/** `body` on a platform's page. */
export const pageOf = (platform: DrawnPlatform, theme: Theme, body: string): string =>
  `<!doctype html><html lang="en" class="${theme}"><meta charset="utf-8"><style>
* { box-sizing: border-box; }
body { margin: 0; display: flow-root; overflow-wrap: break-word; }
${STYLES[platform]}</style><body>${body}</body></html>`
