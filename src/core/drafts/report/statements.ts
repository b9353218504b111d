/** Annex 3 and those after it: statements for the record, word for word. */
import { annex, type Block, gap, paragraph } from '../../writing/document.ts'
import type { StatementFacts } from '../facts.ts'

export const statementAnnexes = (statements: readonly StatementFacts[]): Block[] =>
  statements.flatMap(({ by, occasion, text, unconfirmed }, i): Block[] => [
    annex(annexNumber(i), `Statement by ${by}`),
    paragraph(occasion, ...(unconfirmed ? [' ', gap('confirmation', by)] : [])),
    { kind: 'quote', text },
  ])

/** "Annex 3", "Annex 3a", …; after "Annex 3z" the next number. */
export function annexNumber(index: number): string {
  const [number, letter] = [3 + Math.floor(index / 27), index % 27]
  return `Annex ${number}${letter === 0 ? '' : String.fromCodePoint(96 + letter)}`
}
