/** The style sheet and the icon of the pages: files of ours, served under an address that changes with their content. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export const STYLE = readFileSync(new URL('style.css', import.meta.url), 'utf8')

export const STYLE_PATH = `/style-${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}.css`

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d5b8f"/><g fill="none" stroke="#fff" stroke-width="2.4"><circle cx="12" cy="13" r="6"/><circle cx="20" cy="13" r="6"/><circle cx="16" cy="20" r="6"/></g></svg>`
