/** Pages of a list: which lines one has, and the buttons to the pages beside it. Pure. */
import { type Action, action, actions, type Block } from './message.ts'

/** Lines of a page, few enough that every platform shows it whole. */
export const PAGE_LINES = 15

export interface PageOfList {
  /** The last page, for a number beyond it. */
  number: number
  pages: number
  /** How many lines come before it. */
  skip: number
  /** ", page 2 of 3"; empty for a list of one page. */
  of: string
}

/** The page `wanted`, counted from 1, of a list of `total` lines. */
export function pageOfList(total: number, wanted = 1, size = PAGE_LINES): PageOfList {
  const pages = Math.max(1, Math.ceil(total / size))
  const number = Math.min(wanted, pages)
  return { number, pages, skip: (number - 1) * size, of: pages > 1 ? `, page ${number} of ${pages}` : '' }
}

/** The buttons to the page before and the one after, for the command that shows the list with these options. */
export function turnPages(
  { number, pages }: PageOfList,
  path: string,
  options: Record<string, string>,
): Block[] {
  const turn = (label: string, to: number): Action[] =>
    to >= 1 && to <= pages ? [action(label, path, { ...options, page: String(to) })] : []
  const buttons = [...turn('Previous page', number - 1), ...turn('Next page', number + 1)]
  return buttons.length > 0 ? [actions(buttons)] : []
}

/** The options that are given, as a button carries them. */
export const given = (options: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).filter((o): o is [string, string] => o[1] !== undefined))
