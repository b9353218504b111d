/** Tables of which a text has the cells alone, a line each, as LibreOffice saves them: nothing says where a row ends. */
import { excerpt, squeeze } from '../codes/words.ts'
import type { Unread } from '../findings.ts'
import type { Scene } from './scene.ts'

/** Words with which columns of the registers' tables are headed. */
const HEADING =
  /^(?:#|no\.?|item|id|(?:(?:TD|C|LS|doc(?:ument)?|contribution|action|item|WTSA)s?\.?) ?(?:#|nos?\.?|number|items?|reference)?|ref(?:erence)?\.?|title|subject|topic|sources?|from|submitted by|dates?(?: and time)?|when|time(?:\/place)?|place|venue|objectives?|purpose|(?:contribution )?deadline(?: for contributions)?|contributions? (?:due|by)|groups?|who|lead|responsible(?: group)?|resolutions?|text|description(?: of action)?|(?:status|progress|comments?)\b.{0,40}|TSAG .{4,20}|JCA|activity|name|outcome|decisions?|until|end(?: of mandate)?|work moves to|transition(?: to)?|allocat(?:ion|ed to)|WP ?\d(?:\/TSAG)?|RG-[A-Z]{2,6}|WPR|DT|deliverables?|approved|(?:proposed|suggested) (?:group|allocation|SGs?)|proposals?|reply to|purpose|addressees?|to)$/i

/** So many headings in a row are a table's. */
const LEAST = 3

/** One for each table, with its headings. */
export function lostTables({ blocks }: Scene): Unread[] {
  const found: Unread[] = []
  let run: { place: Unread['place']; words: string }[] = []
  const close = () => {
    if (run.length >= LEAST)
      found.push({
        place: run[0]!.place,
        words: excerpt(run.map(({ words }) => words).join(' | ')),
        why: 'lost-table',
      })
    run = []
  }
  for (const block of blocks) {
    const words =
      block.kind === 'paragraph' && block.label === undefined ? squeeze(block.words.text.slice(0, 100)) : ''
    if (words !== '' && HEADING.test(words)) run.push({ place: block.place, words })
    else close()
  }
  close()
  return found
}
