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
import { clauseTitle, type Scene } from './scene.ts'

/** The surroundings of an action, as the lines before it say. */
interface Section {
  stands: ActionFinding['stands']
  addressee: string | null
  heading: string | null
}

/** "Actions for TSAG:", "Action(s) for WP2" */
const FOR =
  /^(?:requested )?actions?(?:\(s\))? (?:for|requested from|to be taken by) (TSAG|WP ?\d|RG-[A-Z]{2,6})\b/i
/** "Actions related to RG-WPR" */
const RELATED = /^actions? (?:related to|from|of|concerning) (?:the )?(.{1,60})$/i
/** "Anticipated Action WP2-1&2: …" of an agenda. */
const AGENDA = /^(anticipated |proposed )?actions? (?=(?:TSAG[- ])?(?:WP|RG|SG))/i

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
    const opened = this.#open(block.kind === 'heading' ? text.replace(/^\d[\d.]* ?/, '') : text, block)
    if (opened) this.#scene.claimed.add(block)
    else if (block.kind === 'paragraph') this.#readParagraph(block, text)
    else if (block.number === undefined && this.#section) this.#readSubheading(text)
  }

  /** A line that says whose actions follow. */
  #open(text: string, block: Block): boolean {
    const whose = FOR.exec(text)
    if (whose && text.length < 80) {
      const summary = block.kind === 'heading' && block.number !== undefined
      const addressee = whose[1]!.toUpperCase().replace(' ', '')
      this.#section = { stands: summary ? 'summary' : 'body', addressee, heading: null }
      return true
    }
    return this.#section !== undefined && this.#readSubheading(text)
  }

  #readSubheading(text: string): boolean {
    const related = RELATED.exec(text)
    if (!related || !this.#section) return false
    const group = groupsIn(related[1]!)[0] ?? (/\bTSAG\b/.test(related[1]!) ? 'TSAG' : null)
    this.#section = { ...this.#section, heading: group }
    return true
  }

  #readParagraph(block: Block & { kind: 'paragraph' }, text: string): void {
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
    else if (split && split.numbers.length > 0 && block.label !== undefined) {
      this.#found.unread.push({ place: block.place, words: excerpt(text), why: 'no-action' })
      this.#scene.claimed.add(block)
    }
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
    } else if (isListedMeeting(text, this.#scene)) return
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
        anticipated,
        ...actionParts(words),
        place,
      })
  }

  /** A table with a column of numbers such as WP2-1 and one of words. */
  #readTable(table: Table): void {
    const columns = findColumns(table, TABLE_MEANINGS, ['action'])
    if (!columns) return
    const rows = table.rows.slice(columns.header + 1)
    if (!rows.some(row => row.cells.some(cell => splitNumbers(cellLine(cell))?.words === ''))) return
    this.#scene.claimed.add(table)
    const section = this.#section ?? { stands: 'body' as const, addressee: null, heading: null }
    let heading = section.heading
    for (const row of rows) {
      const group = soleGroup(row)
      if (group) heading = group
      else this.#readRow(row, columns.at.action!, { ...section, heading })
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

const TABLE_MEANINGS = { action: /^(?:requested )?actions?\b(?!.*\b(?:number|no\.?|#))|\bdescription\b/i }

const isNumber = (text: string): boolean => splitNumbers(text)?.words === ''

const soleGroup = (row: Row): string | undefined => {
  const texts = row.cells.map(cellLine).filter(text => text !== '')
  return texts.length === 1 && texts[0]!.length < 60 && !isNumber(texts[0]!)
    ? groupsIn(texts[0]!)[0]
    : undefined
}
