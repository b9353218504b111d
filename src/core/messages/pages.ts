import { UserError } from '../errors.ts'

/** The number of a page, counted from 1. Throws a UserError. */
export function parsePage(raw: string): number {
  const page = /^[1-9]\d{0,3}$/.test(raw.trim()) ? Number(raw) : 0
  if (page === 0) throw new UserError('no-page', `"${raw}" is not a page; write a number, like 2.`)
  return page
}

/** How much text one message shows whole on every platform, in characters. */
const PAGE = 2500

/** Lines in pages that every platform shows whole; a line longer than a page goes on in the next ones. */
export function paginate(lines: readonly string[]): string[][] {
  const pages: string[][] = [[]]
  let room = PAGE
  for (const part of lines.flatMap(cut)) {
    const length = [...part].length
    if (length > room && pages.at(-1)!.length > 0) {
      pages.push([])
      room = PAGE
    }
    pages.at(-1)!.push(part)
    room -= length
  }
  return pages
}

/** A long line in parts that end between words, where there are any. */
function cut(line: string): string[] {
  const characters = [...line]
  if (characters.length <= PAGE) return [line]
  const head = characters.slice(0, PAGE).join('')
  const space = head.lastIndexOf(' ')
  const at = space > PAGE / 2 ? [...head.slice(0, space)].length : PAGE
  return [characters.slice(0, at).join(''), ...cut(characters.slice(at).join(''))]
}
