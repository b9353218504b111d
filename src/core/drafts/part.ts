/** One clause or annex of a document: "0", "3.1", "annex 2". */
import { UserError } from '../errors.ts'
import { type Block, headingWords, type MeetingDocument, wordsText } from '../writing/document.ts'

export interface Part {
  /** As its heading has it: "3.1", "Annex 1a". */
  number: string
  isAnnex: boolean
}

/** "clause 3.1", "3.1", "Annex 1a", "annex2". Throws a UserError. */
export function parsePart(raw: string): Part {
  const [, clause, annex] =
    /^(?:clause )?(\d{1,2}(?:\.\d{1,2}){0,3})\.?$|^annex ?(\d{1,2}[a-z]?)$/i.exec(raw.trim()) ?? []
  if (clause !== undefined) return { number: clause, isAnnex: false }
  if (annex !== undefined) return { number: `Annex ${annex.toLowerCase()}`, isAnnex: true }
  throw new UserError(
    'not-a-part',
    `"${raw.trim().slice(0, 60)}" is neither a clause nor an annex; write it like 3.1 or Annex 2.`,
  )
}

/** The part, with the clauses below it. Throws a UserError that names the parts there are. */
export function takePart(document: MeetingDocument, part: Part): MeetingDocument {
  const isOf = (number: string) => number === part.number || number.startsWith(`${part.number}.`)
  let inside = false
  const blocks = document.blocks.filter((block): block is Block => {
    if (block.kind === 'heading' && block.number !== undefined) inside = isOf(block.number)
    return inside
  })
  const [first] = blocks
  if (first?.kind === 'heading')
    return { title: `${document.title}: ${wordsText(headingWords(first))}`, blocks }
  const numbers = document.blocks.flatMap(b =>
    b.kind === 'heading' && b.number !== undefined ? [b.number] : [],
  )
  throw new UserError(
    'no-part',
    `The report has no ${part.isAnnex ? '' : 'clause '}${part.number}; its parts are ${numbers.join(', ')}.`,
    'part',
  )
}
