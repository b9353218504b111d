import type { Words } from '../document.ts'

/** In which reading of a tracked change something stands. */
export interface Readings {
  after: boolean
  before: boolean
}

/** The words of one paragraph as they are read, run by run, in both readings. */
export class WordsBuilder {
  after = ''
  before = ''
  private readonly links: { start: number; end: number; url: string }[] = []
  private linkDepth = 0
  private pageBreak = false

  /** Adds text to the readings in which it stands. */
  add(text: string, readings: Readings): void {
    this.addBoth(readings.after ? text : '', readings.before ? text : '')
  }

  /** Adds what differs between the readings. */
  addBoth(after: string, before: string): void {
    if (after === '' && before === '') return
    const gap = this.pageBreak ? '\n' : ''
    this.pageBreak = false
    if (after !== '') this.after += gap + after
    if (before !== '') this.before += gap + before
  }

  /** Between words a page break is a line break; at either end of a paragraph it isn't seen in its text. */
  breakPage(): void {
    this.pageBreak = this.after !== '' || this.before !== ''
  }

  /** Links don't nest: in one inside another, the outer one is followed, and its text is the whole. */
  beginLink(url: string | undefined): void {
    this.linkDepth += 1
    if (this.linkDepth === 1 && url !== undefined) this.links.push({ start: this.after.length, end: -1, url })
  }

  endLink(): void {
    if (this.linkDepth === 0) return
    this.linkDepth -= 1
    const link = this.links.at(-1)
    if (this.linkDepth === 0 && link?.end === -1) link.end = this.after.length
  }

  finish(): Words {
    const links = this.links
      .map(({ start, end, url }) => ({
        text: this.after.slice(start, end < 0 ? undefined : end).trim(),
        url,
      }))
      .filter(link => link.text !== '')
    return {
      text: this.after,
      ...(this.before !== this.after && { before: this.before }),
      ...(links.length > 0 && { links }),
    }
  }
}

/** Whether there is nothing to read, in either reading. */
export const isEmpty = ({ text, before = '' }: Words): boolean => text.trim() === '' && before.trim() === ''
