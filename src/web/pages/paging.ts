/** Links between the pages of a list; the address keeps its filters. */
import type { Context } from 'hono'
import { withQuery } from '../../core/references/pages.ts'
import { type Html, markup } from './markup.ts'
import type { Reader } from './reader.ts'

/** The same address with some of its values changed; undefined takes one out. */
export function addressWith(
  c: Context,
  reader: Pick<Reader, 'base'>,
  changed: Readonly<Record<string, string | undefined>>,
): string {
  return withQuery(reader.base + c.req.path, { ...c.req.query(), ...changed })
}

/** "Page 2 of 7", with the pages before and after it. */
export function renderPaging(
  c: Context,
  reader: Reader,
  page: number,
  pages: number | undefined,
  hasMore: boolean,
): Html | undefined {
  if (page === 1 && !hasMore) return undefined
  const to = (target: number) => addressWith(c, reader, { page: target === 1 ? undefined : String(target) })
  return markup`<nav class="pages" aria-label="Pages of this list">
<span>Page ${page}${pages === undefined ? '' : ` of ${pages}`}</span>
${page > 1 && markup`<a href="${to(page - 1)}" rel="prev">Earlier</a>`}
${hasMore && markup`<a href="${to(page + 1)}" rel="next">Further</a>`}
${hasMore && pages !== undefined && pages > page + 1 && markup`<a href="${to(pages)}">Last</a>`}</nav>`
}
