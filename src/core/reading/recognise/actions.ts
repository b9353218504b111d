/** Actions: the list at the head of a report, those of its clauses, those of an agenda; in paragraphs or in a table. */
import { cellLine, rowLine } from '../blocks.ts'
import { groupsIn } from '../codes/groups.ts'
import { excerpt, squeeze } from '../codes/words.ts'
import type { Block, Place, Row, Table } from '../document.ts'
import type { ActionFinding, Recognised } from '../findings.ts'
import { withoutGaps } from '../gaps.ts'
import { actionParts, splitNumbers } from './action-words.ts'
import { findColumns } from './columns.ts'
import { isListedMeeting } from './listed-meetings.ts'
import { isInterim } from './meeting-words.ts'
import { clauseTitle, type Scene } from './scene.ts'

/** The surroundings of an action, as the lines before it say. */
interface Section {
  stands: ActionFinding['stands']
  addressee: string | null
  heading: string | null
}

/** "Actions for TSAG:", "Action(s) for WP2" */
const FOR =
  /^(?:(?:summary|list) of )?(?:requested )?actions?(?:\(s\)| items?| points?)? (?:for|requested (?:from|of|by)|required (?:from|of|by)|to be taken by) (?:the )?(TSAG|WP ?\d|RG-[A-Z]{2,6})\b/i
/** "Requests to TSAG", "Decision for TSAG:", "For action by TSAG", and no more in the line. */
const ASKED_OF =
  /^(?:(?:summary|list) of )?(?:the )?(?:requested |proposed |required )?(?:actions?|requests?|decisions?|for (?:action|decision|approval)) (?:for|to|by|of|from)(?: (?:action|decision) by)? (?:the )?(TSAG|WP ?\d|RG-[A-Z]{2,6})(?:(?: closing)? plenary)? ?:?$/i
/** "TSAG is invited to:" before a list. */
const INVITED =
  /^(TSAG|WP ?\d) (?:is|are) (?:kindly )?(?:invited|requested|asked)(?: to)?(?: do)?(?: the following)? ?:$/i
/** The heading of a clause that lists all actions, and names no addressee. */
const LIST =
  /^(?:(?:summary|list|overview) of (?:the )?)?(?:requested |proposed )?(?:actions?|decisions?)(?: points| items| list)?$/i
/** A clause that tells of the actions of an earlier meeting. */
const EARLIER = /\b(?:previous|last|earlier|follow-?up|status of)\b/i
/** "Actions related to RG-WPR" */
const RELATED = /^actions? (?:related to|from|of|concerning) (?:the )?(.{1,60})$/i
/** A line that is only the name of a group. */
const GROUP_ALONE = /^((?:TSAG[- ])?(?:WP ?\d|RG-[A-Z]{2,6})(?:\/TSAG)?) ?:?$/
/** "TD501 was reviewed. Action for TSAG: WP2-1 – Approve it": the action within a paragraph. */
const WITHIN =
  /(?:^|[.;] )(?:requested )?actions? (?:for|requested from) (TSAG|WP ?\d) ?: ?(?=(?:WP ?\d|RG-[A-Z]{2,6})-\d)/i
/** "Anticipated Action WP2-1&2: …" of an agenda. */
const AGENDA = /^(anticipated |proposed )?actions? (?=(?:TSAG[- ])?(?:WP|RG|SG))/i

/** A clause of actions that are still to come. */
const EXPECTED = /\b(?:anticipated|expected|possible) (?:actions?|decisions?)\b/i

export function recogniseActions(scene: Scene): Recognised {
  const reader = new ActionReader(scene)
  for (const block of scene.blocks) reader.read(block)
  return reader.done()
}

class ActionReader {
  readonly #scene: Scene
  readonly #found: Recognised = { findings: [], unread: [] }
  #section: Section | undefined

  constructor(scene: Scene) {
    this.#scene = scene
  }

  done(): Recognised {
    return this.#found
  }

  read(block: Block): void {
    if (block.kind === 'table') {
      this.#readTable(block)
      return
    }
    const text = withoutGaps(squeeze(block.words.text))
    if (text === '') return
    if (block.kind === 'heading' && block.number !== undefined) this.#section = undefined
    const opened =
      !WITHIN.test(text) &&
      this.#open(block.kind === 'heading' ? text.replace(/^\d[\d.]* ?/, '') : text, block)
    if (opened) this.#scene.claimed.add(block)
    else if (block.kind === 'paragraph') this.#readParagraph(block, text)
    else if (block.number === undefined && this.#section) this.#readSubheading(text)
  }

  /** A line that says whose actions follow. */
  #open(text: string, block: Block): boolean {
    const numbered = block.kind === 'heading' && block.number !== undefined
    if (numbered && LIST.test(text)) {
      this.#section = { stands: 'summary', addressee: null, heading: null }
      return true
    }
    const whose =
      (text.length < 80 && !EARLIER.test(text) ? (FOR.exec(text) ?? ASKED_OF.exec(text)) : null) ??
      INVITED.exec(text)
    if (whose) {
      // "TSAG is invited to:" below a heading that says so already.
      if (this.#section?.stands === 'summary' && !numbered) return true
      const summary = numbered
      const addressee = whose[1]!.toUpperCase().replace(' ', '')
      this.#section = { stands: summary ? 'summary' : 'body', addressee, heading: null }
      return true
    }
    return this.#section !== undefined && this.#readSubheading(text)
  }

  #readSubheading(text: string): boolean {
    const related = RELATED.exec(text) ?? GROUP_ALONE.exec(text)
    if (!related || !this.#section) return false
    const group = groupsIn(related[1]!)[0] ?? (/\bTSAG\b/.test(related[1]!) ? 'TSAG' : null)
    this.#section = { ...this.#section, heading: group }
    return true
  }

  #readParagraph(block: Block & { kind: 'paragraph' }, text: string): void {
    const within = WITHIN.exec(text)
    const inner = within && splitNumbers(text.slice(within.index + within[0].length))
    if (within && inner && inner.words !== '') {
      const addressee = within[1]!.toUpperCase().replace(' ', '')
      this.#add(inner.numbers, inner.words, block.place, {
        section: { stands: 'body', addressee, heading: null },
        anticipated: false,
      })
      this.#scene.claimed.add(block)
      return
    }
    const agenda = AGENDA.exec(text)
    const rest = agenda ? text.slice(agenda[0].length) : text
    const split = splitNumbers(rest)
    if (agenda && split) {
      const stands = this.#scene.kind === 'agenda' ? 'agenda' : 'body'
      this.#add(split.numbers, split.words, block.place, {
        section: { stands, addressee: null, heading: groupsIn(clauseTitle(block))[0] ?? null },
        anticipated: agenda[1] !== undefined,
      })
      this.#scene.claimed.add(block)
    } else if (this.#section) this.#readInSection(block, text, split)
    else if (split && this.#isAction(block, rest, split)) {
      this.#add(split.numbers, split.words, block.place, {
        section: { stands: 'body', addressee: null, heading: null },
        anticipated: false,
      })
      this.#scene.claimed.add(block)
    } else if (split && split.numbers.length > 0 && block.label !== undefined) {
      this.#found.unread.push({ place: block.place, words: excerpt(text), why: 'no-action' })
      this.#scene.claimed.add(block)
    }
  }

  /** A number with a colon, or as an item of a list, before words that decide something; not in a clause on earlier actions. */
  #isAction(
    block: Block & { kind: 'paragraph' },
    text: string,
    split: NonNullable<ReturnType<typeof splitNumbers>>,
  ): boolean {
    if (isInterim(block) || EARLIER.test(clauseTitle(block))) return false
    const verbs = actionParts(split.words).verbs
    return verbs.length > 0 && (block.label !== undefined || /^[^:]{3,40}: ?\S/.test(text))
  }

  #readInSection(
    block: Block & { kind: 'paragraph' },
    text: string,
    split: ReturnType<typeof splitNumbers>,
  ): void {
    const section = this.#section!
    if (split && split.words !== '') {
      this.#add(split.numbers, split.words, block.place, { section, anticipated: false })
      this.#scene.claimed.add(block)
    } else if (split) {
      this.#found.unread.push({ place: block.place, words: excerpt(text), why: 'no-action' })
      this.#scene.claimed.add(block)
    } else if (isListedMeeting(text, block, this.#scene)) return
    else if (/^[·•▪◦‣–—-]?$/.test(text)) return
    else if (block.label !== undefined) this.#readUnnumbered(block, text, section)
    else if (section.stands === 'summary') {
      this.#found.unread.push({ place: block.place, words: excerpt(text), why: 'no-action' })
      this.#scene.claimed.add(block)
    } else this.#section = undefined
  }

  /** A list item without a number is an action when it has a verb of decision, or stands in the list of all actions. */
  #readUnnumbered(block: Block & { kind: 'paragraph' }, text: string, section: Section): void {
    if (section.stands === 'summary' || actionParts(text).verbs.length > 0)
      this.#add([], text, block.place, { section, anticipated: false })
    else this.#found.unread.push({ place: block.place, words: excerpt(text), why: 'no-action' })
    this.#scene.claimed.add(block)
  }

  #add(
    numbers: readonly string[],
    words: string,
    place: Place,
    { section, anticipated }: { section: Section; anticipated: boolean },
  ): void {
    for (const number of numbers.length > 0 ? numbers : [null])
      this.#found.findings.push({
        kind: 'action',
        number,
        ...(numbers.length > 1 ? { together: [...numbers] } : {}),
        ...section,
        anticipated: anticipated || EXPECTED.test(place.title ?? ''),
        ...actionParts(words),
        place,
      })
  }

  /** A table with a column of numbers such as WP2-1 and one of words. */
  #readTable(table: Table): void {
    const columns = findColumns(table, TABLE_MEANINGS, ['action'])
    if (!columns) return
    const rows = table.rows.slice(columns.header + 1)
    if (!rows.some(row => row.cells.some(cell => splitNumbers(cellLine(cell))?.words === ''))) {
      this.#readColumn(table, columns.at.action!, rows)
      return
    }
    this.#scene.claimed.add(table)
    const section = this.#section ?? { stands: 'body' as const, addressee: null, heading: null }
    let heading = section.heading
    for (const row of rows) {
      const group = soleGroup(row)
      if (group) heading = group
      else this.#readRow(row, columns.at.action!, { ...section, heading })
    }
  }

  /** Actions within one column, each a line that begins with its number: a table of an agenda. */
  #readColumn(table: Table, column: number, rows: readonly Row[]): void {
    const cells = rows.flatMap(row => row.cells.filter(cell => cell.column === column))
    const lines = cells.flatMap(cell =>
      cell.paragraphs.flatMap(({ words }) =>
        words.text.split(NEXT_LINE).map(line => ({ place: cell.place, text: squeeze(line) })),
      ),
    )
    const parts = lines.map(line => {
      const agenda = AGENDA.exec(line.text)
      return { ...line, agenda, split: splitNumbers(agenda ? line.text.slice(agenda[0].length) : line.text) }
    })
    if (!parts.some(({ split }) => split && split.words !== '')) return
    this.#scene.claimed.add(table)
    for (const { text, place, agenda, split } of parts) {
      if (text === '') continue
      if (!split || split.words === '') {
        this.#found.unread.push({ place, words: excerpt(text), why: 'no-action' })
        continue
      }
      const { column: _, ...row } = place
      const stands = this.#scene.kind === 'report' ? ('body' as const) : ('agenda' as const)
      this.#add(split.numbers, split.words, row, {
        section: { stands, addressee: null, heading: null },
        anticipated: agenda?.[1] !== undefined,
      })
    }
  }

  #readRow(row: Row, column: number, section: Section): void {
    const numbers = row.cells.map(cell => splitNumbers(cellLine(cell))).filter(s => s?.words === '')
    const words = cellLine(row.cells.find(cell => cell.column === column && !isNumber(cellLine(cell))))
    const others = row.cells
      .filter(cell => cell.column !== column)
      .map(cellLine)
      .filter(text => !isNumber(text) && text !== '' && !/^\d{1,3}\.?$/.test(text))
    if (words === '' || numbers.length > 1)
      this.#found.unread.push({ place: row.place, words: excerpt(rowLine(row)), why: 'no-action' })
    else
      this.#add(numbers[0]?.numbers ?? [], [words, ...others].join(' – '), row.place, {
        section,
        anticipated: false,
      })
  }
}

const TABLE_MEANINGS = {
  action:
    /^(?:requested )?actions?\b(?!.*\b(?:number|no\.?|#))|\bdescription\b|^decisions? (?:requested|required|asked)\b|^requests? (?:to|for)\b|^what TSAG\b/i,
}

/** A line ends, or was lost before the next number: "note the report WP2-3: approve the plan". */
const NEXT_LINE = /\n| (?=(?:WP\d|RG-[A-Z]{2,6})-\d{1,3} ?:)/

const isNumber = (text: string): boolean => splitNumbers(text)?.words === ''

const soleGroup = (row: Row): string | undefined => {
  const texts = row.cells.map(cellLine).filter(text => text !== '')
  return texts.length === 1 && texts[0]!.length < 60 && !isNumber(texts[0]!)
    ? groupsIn(texts[0]!)[0]
    : undefined
}
