/** A draft as an answer: its file, the sheet beside it, and in words how much is still to be done. */
import type { Context } from '../commands/command.ts'
import {
  type Block,
  binaryFile,
  type File,
  heading,
  list,
  type Message,
  note,
  type Text,
  table,
  text,
} from '../messages/message.ts'
import type { Reading } from '../reading/read-document.ts'
import { compareWithRegisters, type PreviewLine } from '../registers/reading/changes.ts'
import { type ReadEntry, toContent } from '../registers/reading/preview.ts'
import { joinWords } from '../text/sentences.ts'
import { findDocumentGaps, type MeetingDocument } from '../writing/document.ts'
import { getWriter } from '../writing/get-writer.ts'
import { toMarkdown } from '../writing/markdown.ts'
import { type Findings, toFindings, toSheet } from './sheet.ts'

export const FORMATS = ['docx', 'markdown'] as const
export type Format = (typeof FORMATS)[number]

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** As many contradictions as the answer names; the sheet has all. */
const MAX_NAMED = 5

export interface Draft {
  document: MeetingDocument
  /** "WP2-report-TSAG-10-2026" */
  name: string
  format: Format
  /** Which of its entries are compared with the registers when it is read again; left out: none. */
  compares?: (entry: ReadEntry) => boolean
  /** A further sentence below the answer. */
  more?: Text
}

/** The draft with its sheet, after the checks of reading went over what was written. */
export async function deliverDraft(draft: Draft, context: Context): Promise<Message> {
  const { document, name, format, more, compares } = draft
  const { tx, now } = context
  const writer = getWriter(context)
  const groups = await tx.group.findMany({ select: { id: true } })
  const known = { groups: groups.map(group => group.id) }
  const { bytes, reading } = await writer.document(document, known)
  const comparison =
    compares && (reading.meeting === null ? 'no days' : await compare(reading, compares, context))
  const findings = toFindings(document, reading, comparison, now)
  const sheet = toSheet(document.title, findings)
  const sheetFile = async () =>
    format === 'docx' ? (await writer.document(sheet, {})).bytes : toMarkdown(sheet)
  const files = [
    toFile(name, format === 'docx' ? bytes : toMarkdown(document)),
    toFile(`${name}-what-disagrees`, await sheetFile()),
  ]
  return describeDraft(document.title, findings, files, more)
}

/** One part alone. The checks need the whole, so no sheet comes with it. */
export async function deliverPart({ document, name, format }: Draft, context: Context): Promise<Message> {
  const gaps = findDocumentGaps(document)
  const content =
    format === 'docx' ? (await getWriter(context).document(document, {})).bytes : toMarkdown(document)
  const said = `${count(gaps.length, 'gap')} to complete.`
  return {
    summary: `${document.title}: ${said}`,
    blocks: [heading(document.title), text(capital(said)), ...gapTable(gaps)],
    files: [toFile(name, content)],
  }
}

/** No registers have them: meetings are the calendar's, and statements stand in annexes word for word. */
const ELSEWHERE: readonly string[] = ['meetings', 'statements']

/** Compares the written draft with the registers. */
async function compare(
  reading: Reading,
  compares: (entry: ReadEntry) => boolean,
  { tx, now }: Context,
): Promise<PreviewLine[]> {
  const written = { name: reading.name, content: toContent(reading) }
  const { lines } = await compareWithRegisters(tx, written, now)
  return lines.filter(({ entry }) => !ELSEWHERE.includes(entry.register) && compares(entry))
}

const toFile = (name: string, content: Uint8Array | string): File =>
  typeof content === 'string'
    ? { name: `${name}.md`, type: 'text/markdown', content, asked: true }
    : binaryFile(`${name}.docx`, DOCX, content)

/** "no gaps", "1 gap", "3 gaps" */
const count = (n: number, noun: string): string => `${n === 0 ? 'no' : n} ${noun}${n === 1 ? '' : 's'}`

function describeDraft(title: string, findings: Findings, files: File[], more: Text | undefined): Message {
  const { gaps, contradictions, toLookAt, differing } = findings
  const parts = [
    `${count(gaps.length, 'gap')} to complete`,
    count(contradictions.length, 'contradiction'),
    `${count(toLookAt.length, 'place')} to look at`,
    ...(Array.isArray(differing) && differing.length > 0
      ? [`${count(differing.length, 'entry').replace(/ys$/, 'ies')} read otherwise than on record`]
      : []),
  ]
  const said = `${joinWords(parts)}. A second file, “what disagrees”, lists them.`
  return {
    summary: `${title}: ${said}`,
    blocks: [
      heading(title),
      text(capital(said)),
      ...gapTable(gaps),
      ...(contradictions.length > 0
        ? [text('Contradictions in what is on record:'), list(contradictions.slice(0, MAX_NAMED))]
        : []),
      ...(contradictions.length > MAX_NAMED
        ? [note(`The first ${MAX_NAMED} of ${contradictions.length} are shown; the sheet has all.`)]
        : []),
      note('The draft shows what is on record now. No copy of it is kept; the same command makes a new one.'),
      ...(more === undefined ? [] : [note(more)]),
    ],
    files,
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** How much each could complete. */
function gapTable(gaps: Findings['gaps']): Block[] {
  if (gaps.length === 0) return []
  const rows = [...Map.groupBy(gaps, gap => gap.by)].map(([by, own]) => [by, String(own.length)])
  return [table(['Who can complete', 'Gaps'], rows)]
}
