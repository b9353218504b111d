/** A meeting document as a .docx, by the package `docx`. */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  type Table,
  TextRun,
} from 'docx'
import {
  type Block,
  headingWords,
  type MeetingDocument,
  toInlines,
  type Words,
  wordsText,
} from '../document.ts'
import { toHeader } from './header.ts'
import { COUNT, DASHES, headingOptions, numbering, ownStyles, SMALL, TWIPS } from './styles.ts'
import { toTable } from './table.ts'
import type { Template } from './template.ts'
import { toParagraph, toXmlText } from './words.ts'

/** A4, in twips; its margins are two centimetres. */
const [PAGE_WIDTH, PAGE_HEIGHT, MARGIN] = [11_906, 16_838, 1134]
const LINE_WIDTH = PAGE_WIDTH - 2 * MARGIN

/** The bytes of the file. `template`: whose styles it takes; without one, our own. */
export async function writeDocx(document: MeetingDocument, template?: Template): Promise<Uint8Array> {
  const { title, header, blocks } = document
  const lists = countLists(blocks)
  const children = blocks.flatMap((block, i) => toElements(block, lists[i], template))
  const file = new Document({
    title: toXmlText(title),
    creator: 'intersg',
    description: 'A draft: marked gaps are to be completed.',
    ...(template ? { externalStyles: template.styles } : { styles: ownStyles }),
    numbering: numbering(Math.max(0, ...lists.map(list => (list ?? -1) + 1))),
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: PAGE_WIDTH, height: PAGE_HEIGHT },
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
          },
        },
        // The first page has the table at its head instead.
        headers: { default: runningHeader(document), first: new Header({ children: [new Paragraph('')] }) },
        footers: { default: new Footer({ children: [new Paragraph('')] }) },
        children: [...(header ? toHeader(header, LINE_WIDTH) : []), ...children],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}

/** "– 2 –" and the number of the document, as ITU's pages have it. */
function runningHeader({ title, header }: MeetingDocument): Header {
  const line = (children: ParagraphChild[]) =>
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 0 }, children })
  return new Header({
    children: [
      line([new TextRun({ size: SMALL, children: ['– ', PageNumber.CURRENT, ' –'] })]),
      line([new TextRun({ size: SMALL, text: toXmlText(header ? wordsText(header.number) : title) })]),
      new Paragraph(''),
    ],
  })
}

/** "The meeting came to these results:", and a line that is bold throughout. */
const announces = (words: Words): boolean =>
  wordsText(words).endsWith(':') ||
  toInlines(words).every(inline => typeof inline === 'object' && inline.kind === 'strong')

/** The number of the counted list that each block is in. It goes on to the end of its clause. */
function countLists(blocks: readonly Block[]): (number | undefined)[] {
  let list = -1
  let open = false
  return blocks.map(block => {
    const counts = block.kind === 'item' && block.label === '1.'
    if (counts && !open) list += 1
    open = counts || (open && block.kind !== 'heading')
    return counts ? list : undefined
  })
}

function toElements(
  block: Block,
  list: number | undefined,
  template: Template | undefined,
): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading': {
      const options = {
        ...headingOptions(block.level, template),
        ...(block.isAnnex && { pageBreakBefore: true }),
      }
      return [toParagraph(headingWords(block, '\t'), options)]
    }
    case 'paragraph':
      // A line that announces others stays with them.
      return [toParagraph(block.words, { keepNext: announces(block.words) })]
    case 'item': {
      const reference = list === undefined ? DASHES : `${COUNT}-${list}`
      return [toParagraph(block.words, { numbering: { reference, level: block.level - 1 } })]
    }
    case 'quote':
      return block.text.split('\n').map(line => toParagraph(line))
    case 'table':
      // Word joins tables that follow each other.
      return [toTable(block, LINE_WIDTH), new Paragraph({ spacing: { before: 6 * TWIPS } })]
  }
}
