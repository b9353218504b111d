import type { Changes } from './changes.ts'
import { type Fields, findHyperlink, toWebAddress } from './fields.ts'
import type { OpenParagraph } from './paragraphs.ts'
import { isOn } from './properties.ts'
import { symbolToUnicode, textInFont } from './symbols.ts'
import type { XmlElement } from './xml.ts'

export interface RunContext {
  changes: Changes
  /** The address outside to which a relationship of this part points. */
  linkAt(id: string): string | undefined
  /** The words of a footnote or an endnote, in both readings; a note is read once. */
  takeNote(kind: 'footnote' | 'endnote', id: string): { text: string; before: string } | undefined
}

const TEXT = new Set(['w:t', 'w:delText', 'm:t', 'w:instrText'])

/** Characters that are elements of a run (ECMA-376 part 1, 17.3.3). */
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:cr': '\n',
  'w:noBreakHyphen': '\u2011',
  'w:softHyphen': '\u00ad',
}

/** Reads what stands in a paragraph: runs, their text and characters, links, fields, notes. */
export class RunReader {
  private readonly context: RunContext
  private font: string | undefined
  private bold: boolean | undefined
  private hidden = false
  /** The text of a text element that is open. */
  private raw: string | undefined
  private keepsSpace = false

  constructor(context: RunContext) {
    this.context = context
  }

  open(element: XmlElement, parent: string | undefined, paragraph: OpenParagraph, fields: Fields): void {
    const { name, attributes } = element
    if (name === 'w:r') {
      this.font = undefined
      this.bold = undefined
      this.hidden = false
    } else if (TEXT.has(name)) {
      this.raw = ''
      this.keepsSpace = attributes['xml:space'] === 'preserve'
    } else if (parent === 'w:rPr') {
      this.noteProperty(element)
    } else if (name in CHARACTERS) {
      if (parent === 'w:r') this.add(CHARACTERS[name]!, paragraph, fields)
    } else this.openSpecial(element, paragraph, fields)
  }

  text(text: string): void {
    if (this.raw !== undefined) this.raw += text
  }

  close(name: string, paragraph: OpenParagraph, fields: Fields): void {
    if (name === 'w:hyperlink' || name === 'w:fldSimple') paragraph.words.endLink()
    if (!TEXT.has(name) || this.raw === undefined) return
    const text = this.raw.replace(/[\r\n]+/g, ' ')
    this.raw = undefined
    if (name === 'w:instrText') fields.instruct(text)
    else this.add(textInFont(this.keepsSpace ? text : text.trim(), this.font), paragraph, fields)
  }

  private noteProperty(element: XmlElement): void {
    if (element.name === 'w:rFonts')
      this.font = element.attributes['w:ascii'] ?? element.attributes['w:hAnsi']
    else if (element.name === 'w:b') this.bold = isOn(element)
    else if (element.name === 'w:vanish') this.hidden = isOn(element)
  }

  private openSpecial({ name, attributes }: XmlElement, paragraph: OpenParagraph, fields: Fields): void {
    const { words } = paragraph
    switch (name) {
      case 'w:br':
        if (attributes['w:type'] === 'page' || attributes['w:type'] === 'column') words.breakPage()
        else this.add('\n', paragraph, fields)
        return
      case 'w:sym': {
        const code = Number.parseInt(attributes['w:char'] ?? '', 16)
        const shown = symbolToUnicode(attributes['w:font'] ?? '', code)
        if (Number.isNaN(code) || code > 0xffff) return
        this.add(shown ?? String.fromCharCode(code), paragraph, fields)
        return
      }
      case 'w:hyperlink': {
        const address = this.context.linkAt(attributes['r:id'] ?? '')
        const anchor = attributes['w:anchor']
        const whole = address !== undefined && anchor !== undefined ? `${address}#${anchor}` : address
        words.beginLink(toWebAddress(whole))
        return
      }
      case 'w:fldSimple':
        words.beginLink(findHyperlink(attributes['w:instr'] ?? ''))
        return
      case 'w:fldChar':
        this.openFieldCharacter(attributes['w:fldCharType'], paragraph, fields)
        return
      case 'w:footnoteReference':
        this.addNote('footnote', attributes['w:id'] ?? '', paragraph)
        return
      case 'w:endnoteReference':
        this.addNote('endnote', attributes['w:id'] ?? '', paragraph)
        return
    }
  }

  private openFieldCharacter(type: string | undefined, { words }: OpenParagraph, fields: Fields): void {
    if (type === 'begin') fields.begin()
    else if (type === 'separate') {
      const url = fields.separate()
      if (url !== undefined) words.beginLink(url)
    } else if (type === 'end' && fields.end() !== undefined) words.endLink()
  }

  private addNote(kind: 'footnote' | 'endnote', id: string, { words }: OpenParagraph): void {
    const { after, before } = this.context.changes.readings
    const note = this.context.takeNote(kind, id)
    if (note === undefined) return
    const show = (text: string) => (text === '' ? '' : ` [${kind}: ${text}]`)
    words.addBoth(after ? show(note.text) : '', before ? show(note.before) : '')
  }

  private add(text: string, paragraph: OpenParagraph, fields: Fields): void {
    if (this.hidden || fields.isHidden || text === '') return
    if (this.bold !== true && text.trim() !== '') paragraph.plain = true
    paragraph.words.add(text, this.context.changes.readings)
  }
}
