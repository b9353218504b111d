/** How a meeting is joined: https links, and the place where it takes place. */
import { type Asked, declareOption, type Option } from '../commands/options.ts'
import { UserError } from '../errors.ts'
import { parseWebAddress } from '../references/web-address.ts'

const MAX_LINKS = 5

/**
 * "https://zoom.example/j/1 https://itu.int/meet": the links, with spaces or commas between them; "none" takes them
 * away. Throws a UserError that names what is no https link.
 */
export function parseLinks(raw: string): string[] {
  const text = raw.trim()
  if (/^(?:none|-)$/i.test(text)) return []
  const links = text.split(/\s+|,(?=\s|https?:|$)/).filter(part => part !== '')
  if (links.length === 0 || links.length > MAX_LINKS)
    throw new UserError('no-link', `Give one to ${MAX_LINKS} links, like https://itu.int/meet, or none.`)
  return [...new Set(links.map(parseWebAddress))]
}

export const linkOption = (asked: Asked): Option<string[]> => declareOption('text', asked, parseLinks)

/** "none" takes the place away. */
export const parseNewPlace = (raw: string): string | null => {
  const text = raw.trim().replace(/\s+/g, ' ')
  if (text === '') throw new UserError('empty', 'It is empty; write a room or an address, or none.')
  if ([...text].length > 200)
    throw new UserError('too-long', 'A place has at most 200 characters; please shorten it.')
  return /^(?:none|-)$/i.test(text) ? null : text
}
