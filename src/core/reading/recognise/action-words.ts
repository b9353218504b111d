/** The parts of an action's words: its numbers, its verbs, what it refers to. */
import { referencesIn } from '../codes/documents.ts'
import type { ActionFinding } from '../findings.ts'

/** "[WP2-1]" and "(WP2-1)", too. */
const NUMBER_HEAD =
  /^[[(]?(?:TSAG[- ])?((?:WP ?\d|RG-[A-Z]{2,6}|SG ?\d{1,2}))(?: ?- ?|\.(?=\d{1,3} ?:))(\d{1,3})(?!\d)/
const NUMBER_NEXT =
  /^ ?(,|&|and|to|–|-|\/) ?(?:and )?(?:(?:WP ?\d|RG-[A-Z]{2,6}|SG ?\d{1,2})-)?(\d{1,3})(?![\d\p{L}])/u

/**
 * The numbers at the beginning of squeezed text and the words behind them: "RG-DT-1, 2, 3: to note …",
 * "WP2-1&2", "RG-IEM-1 and 2". Undefined for text that doesn't begin with one.
 */
export function splitNumbers(text: string): { numbers: string[]; words: string } | undefined {
  const head = NUMBER_HEAD.exec(text)
  if (!head) return undefined
  const prefix = head[1]!.replace(' ', '')
  const numbers = [Number(head[2])]
  let rest = text.slice(head[0].length)
  for (let next = NUMBER_NEXT.exec(rest); next && numbers.length < 40; next = NUMBER_NEXT.exec(rest)) {
    const number = Number(next[2])
    const from = numbers.at(-1)!
    if (/^(?:to|–|-)$/.test(next[1]!) && number > from && number - from < 20)
      for (let n = from + 1; n < number; n++) numbers.push(n)
    numbers.push(number)
    rest = rest.slice(next[0].length)
  }
  // Figures that follow without a colon may belong to the words: "RG-DT-1, 2 contributions".
  if (numbers.length > 1 && !/^[\])]? ?[:.–—-]|^[\])]?$/.test(rest)) {
    numbers.splice(1)
    rest = text.slice(head[0].length)
  }
  const words = rest.replace(/^[\])]? ?[:.–—-]? ?/, '')
  return { numbers: numbers.map(n => `${prefix}-${n}`), words }
}

/** TSAG's verbs; "authorise" counts as authorize. */
const VERBS =
  'approve adopt agree endorse note authorize authorise entrust review advise allocate appoint confirm request recommend send close establish invite instruct consider change extend terminate create'.split(
    ' ',
  )
const VERB = new RegExp(
  `(?:^|[.;] |, |\\band |\\bor |\\bto |/)(?:then |also |further )?(${VERBS.join('|')})(?![\\p{L}-])`,
  'giu',
)

/** The verbs of decision, in order, each once. A subject such as "WP2 is invited to" counts for nothing. */
export function verbsIn(words: string): string[] {
  const plain = words.replace(
    /\b(?:TSAG|WP ?\d|the meeting) (?:(?:is|are) (?:kindly )?(?:invited|requested|asked) )?to (?=\p{L})/giu,
    '',
  )
  // "on whether to start", "period to review it": a verb behind "to" counts only at the beginning, or after a verb and "and".
  const found = [...plain.matchAll(VERB)]
    .filter(match => !/^to /i.test(match[0]) || match.index === 0 || isOpening(plain, match.index))
    .map(match => match[1]!.toLowerCase().replace('authorise', 'authorize'))
  return [...new Set(found)]
}

const isOpening = (text: string, at: number): boolean =>
  /(?:^|[.;,] |\band )$/.test(text.slice(Math.max(0, at - 4), at))

const QUESTION = /\bQ(?:uestion )?(\d{1,2})\/(\d{1,2})(?![\d/])/g
const CLAUSE = /\b(?:clause|section) (\d{1,2}(?:\.\d{1,2}){0,3})(?! (?:of|to|in) (?:the )?(?:TD|C|SG))/gi
// With capitals told apart: "an annex a page long" names none.
const ANNEX =
  /\b([Aa]nnex|[Aa]ppendix|ANNEX|APPENDIX) ([A-Z]|\d{1,2}[a-z]?|[IVX]{1,4})(?![\p{L}\d])(?! (?:of|to|in) (?:the )?(?:Rec|TD|C\d|SG|A\.))/gu

export const questionsIn = (words: string): string[] => [
  ...new Set([...words.matchAll(QUESTION)].map(m => `Q${Number(m[1])}/${Number(m[2])}`)),
]

/** Annexes of the document itself: "annex 2 of this document", not "Annex 2 to the TD163". */
export const annexesIn = (words: string): string[] => [
  ...new Set(
    [...words.matchAll(ANNEX)].map(m => `${m[1]![0]!.toUpperCase()}${m[1]!.slice(1).toLowerCase()} ${m[2]}`),
  ),
]

type Parts = Pick<ActionFinding, 'verbs' | 'words' | 'documents' | 'questions' | 'clauses' | 'annexes'>

export const actionParts = (words: string): Parts => ({
  verbs: verbsIn(words),
  words,
  documents: referencesIn(words),
  questions: questionsIn(words),
  clauses: [...new Set([...words.matchAll(CLAUSE)].map(m => m[1]!))],
  annexes: annexesIn(words).filter(annex => !/^Appendix/.test(annex)),
})
