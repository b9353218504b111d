/** `read`: a document read into the registers; shown first, entered once confirmed, taken back if need be. */

import { type AnyCommand, command, type Permission } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { toColumn } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import type { GivenFile } from '../../grammar/invocation.ts'
import { list, type Message, note, text } from '../../messages/message.ts'
import { paginate } from '../../messages/pages.ts'
import { REGISTERS as READ_REGISTERS } from '../../reading/known.ts'
import type { DocumentSource } from '../../reading/reader.ts'
import { readingPage, withQuery } from '../../references/pages.ts'
import type { Actor } from '../../roles/actor.ts'
import { toBy } from '../../roles/by.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { pageOption, shortOption } from '../commands/options.ts'
import { writesAll } from '../writers.ts'
import { compareWithRegisters } from './changes.ts'
import { confirmReading } from './confirm.ts'
import { describeOffers } from './offers.ts'
import { findReading, READING, toContent, toStoredReading } from './preview.ts'
import { onReading, registersVersion } from './seen.ts'
import { countBodies, undoReading } from './undo.ts'
import { describeLine, PARTS, type Part, renderPart, renderPreview } from './words.ts'

/** Permission to see readings. */
export const mayReadDocuments = {
  words: 'holders of a role',
  allows: (actor: Actor) => actor.roles.length > 0,
}
const readers: Permission<unknown> = mayReadDocuments
const confirmers: Permission<unknown> = {
  words: "TSB and WP2's chair and vice-chairs",
  allows: writesAll,
}

const reading = option.reference(READING, {
  label: 'Reading',
  example: 'READ-1',
  positional: true,
})

/** In characters: the text of a report is a tenth of that. */
const TEXT_LENGTH = 2_000_000

const read = command({
  path: 'read document',
  form: { title: 'Read a document', submit: 'Read' },
  summary: 'Read a report, an agenda or a table: shows what it would enter and where it contradicts itself',
  options: {
    file: optional(option.file({ label: 'The document, .docx or text', example: 'TD164R3.docx' })),
    text: optional({
      ...option.longText({ label: 'Or its text', example: 'TSAG-TD164R3 …' }),
      maxLength: TEXT_LENGTH,
    }),
    name: optional(option.text({ label: 'The document, for the history', example: 'TD164R3' })),
  },
  effect: 'change',
  who: readers,
  async run(values, context): Promise<Message> {
    const { tx, now, actor } = context
    if (context.reader === undefined) throw new Error('The desk was made without a reader of documents.')
    const groups = await tx.group.findMany({ select: { id: true } })
    const found = await context.reader.read(toSource(values), { groups: groups.map(g => g.id) })
    const known = await tx.documentReading.findFirst({
      where: { digest: found.digest, undoneAt: null },
      orderBy: { id: 'desc' },
    })
    const row =
      known ??
      (await tx.documentReading.create({
        data: {
          name: values.name ?? found.name,
          digest: found.digest,
          content: toContent(found),
          by: toBy(actor),
          at: toColumn(now),
        },
      }))
    const stored = toStoredReading(row)
    const comparison = await compareWithRegisters(tx, stored, now)
    return renderPreview(stored, comparison, await registersVersion(tx, comparison))
  },
})

function toSource({
  text,
  file,
  name,
}: {
  text: string | undefined
  file: GivenFile | undefined
  name: string | undefined
}): DocumentSource {
  if (file !== undefined && text !== undefined)
    throw new UserError('two-sources', 'Send the text or a file, not both.', 'file')
  if (file !== undefined) return file
  if (text !== undefined) return { text, name: name ?? 'the document' }
  throw new UserError('nothing-to-read', 'Please send the document as a file, or its text.', 'file')
}

/** The part of the page that shows a part of the answer. */
const PAGE_PARTS: Partial<Record<Part, string>> = {
  contradictions: 'disagreements',
  'to look at': 'disagreements',
  'not read': 'not read',
}

const show = command({
  path: 'read show',
  form: { title: 'Show {reading}', submit: 'Show' },
  summary: 'A reading: its entries, contradictions, places to look at, what was not read, planned meetings',
  options: {
    reading,
    part: optional(option.choice(PARTS, { label: 'Part', example: 'contradictions' })),
    register: optional(option.choice(READ_REGISTERS, { label: 'Register', example: 'documents' })),
    page: pageOption,
  },
  effect: 'read',
  who: readers,
  page: ({ reading, part }) =>
    withQuery(readingPage(READING.format(reading)), { part: part && PAGE_PARTS[part] }),
  async run({ reading, part, register, page = 1 }, { tx, now }) {
    const stored = await findReading(tx, reading)
    const comparison = await compareWithRegisters(tx, stored, now)
    if (part === undefined && register === undefined)
      return renderPreview(stored, comparison, await registersVersion(tx, comparison))
    const offers = part === 'persons' ? await describeOffers(tx, stored.content) : []
    return renderPart(stored, comparison, { part: part ?? 'entries', register, page, offers }, now)
  },
})

/** "3, 7-9" → the numbers of lines. Throws a UserError. */
export function parseLines(raw: string): Set<number> {
  const numbers = raw
    .split(/\s*[,;]\s*/)
    .filter(part => part !== '')
    .flatMap(part => {
      const [, from, until = from] = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(part.trim()) ?? []
      if (from === undefined || Number(until) < Number(from) || Number(until) - Number(from) > 10_000)
        throw new UserError('not-lines', `"${raw.trim()}" is not a list of lines; write it like 3, 7-9.`)
      return Array.from({ length: Number(until) - Number(from) + 1 }, (_, i) => Number(from) + i)
    })
  return new Set(numbers)
}

const confirm = command({
  path: 'read confirm',
  also: ['enter', 'accept'],
  form: { title: 'Enter {reading}', submit: 'Enter' },
  summary:
    'Enter a reading in the registers: everything but what is disputed, one register, or all but some lines',
  options: {
    reading,
    register: optional(option.choice(READ_REGISTERS, { label: 'One register alone', example: 'documents' })),
    except: optional(shortOption({ label: 'Lines to leave out', example: '3, 7-9' }, parseLines)),
    disputed: optional(
      shortOption(
        { label: 'Disputed lines you looked at, or all', example: '12, 15' },
        (raw): Set<number> | 'all' => (raw.trim().toLowerCase() === 'all' ? 'all' : parseLines(raw)),
      ),
    ),
  },
  effect: 'change',
  who: confirmers,
  decidesOn: onReading,
  async run({ reading, register, except, disputed }, context) {
    const { tx, now, actor, caller } = context
    const stored = await findReading(tx, reading)
    const choice = { register, except: except ?? new Set<number>(), disputed: disputed ?? new Set<number>() }
    const entered = await confirmReading(context, stored, choice, { by: toBy(actor), caller })
    const reference = READING.format(reading)
    const count = entered.added.length + entered.changed.length
    const open = paginate(entered.disputed.map(line => describeLine(line, now)))[0]!
    const faults = entered.faults.map(({ line, sentence }) => `${describeLine(line, now)}: ${sentence}`)
    const disputedCount = entered.disputed.length
    const bodies =
      entered.bodies > 0
        ? ` Its joint activities brought ${countBodies(entered.bodies)} into the register of groups and bodies.`
        : ''
    const summary =
      count === 0
        ? `Nothing of ${reference} was entered: ${entered.there} already there, ${disputedCount} disputed.`
        : `${reference} is entered: ${entered.added.length} new, ${entered.changed.length} changed, ${entered.there} already there, ${disputedCount} disputed and left out.${bodies}`
    return {
      summary,
      blocks: [
        text(summary),
        ...(faults.length > 0
          ? [text('Not entered, for a rule of their register:'), list(paginate(faults)[0]!)]
          : []),
        ...(disputedCount > 0
          ? [
              text(
                phrase`Disputed. If some of these lines are right as they are, name them: ${cmd('read confirm', { reading: reference, disputed: String(entered.disputed[0]!.line) })}`,
              ),
              list(open),
              ...(disputedCount > open.length
                ? [
                    note(
                      phrase`The first ${open.length} of ${disputedCount}; all: ${cmd('read show', { reading: reference, part: 'disputed' })}`,
                    ),
                  ]
                : []),
            ]
          : []),
        ...(stored.content.kind === 'report' && count > 0
          ? [
              note(
                phrase`Once the report is approved, ${cmd('read approve', { reading: reference })} confirms what was recorded from its meeting.`,
              ),
            ]
          : []),
      ],
    }
  },
})

/** The refusal to take back or drop what is gone already. */
const isGone = (reference: string, confirmedAt: unknown): UserError =>
  new UserError(
    'not-confirmed',
    `${reference} was already ${confirmedAt ? 'taken back' : 'dropped'}.`,
    'reading',
  )

const undo = command({
  path: 'read undo',
  also: ['unconfirm', 'revert'],
  form: { title: 'Take back {reading}', submit: 'Take back' },
  summary: 'Take back what a reading entered; what was changed since stays and is named',
  options: { reading },
  effect: 'change',
  who: confirmers,
  async run({ reading }, context) {
    const stored = await findReading(context.tx, reading)
    const reference = READING.format(reading)
    if (stored.undoneAt) throw isGone(reference, stored.confirmedAt)
    if (!stored.confirmedAt)
      throw new UserError(
        'not-confirmed',
        phrase`${reference} was not confirmed, so there is nothing to take back; ${cmd('read drop', { reading: reference })} drops it.`,
        'reading',
      )
    const { count, bodies, stay } = await undoReading(context, stored, {
      by: toBy(context.actor),
      caller: context.caller,
    })
    const summary = `${reference} is taken back: ${count} ${count === 1 ? 'entry is' : 'entries are'} as before${bodies > 0 ? `, and so ${bodies === 1 ? 'is' : 'are'} ${countBodies(bodies)} of its joint activities` : ''}${stay.length > 0 ? `; left as they are, for they were changed since: ${stay.join(', ')}` : ''}.`
    return { summary, blocks: [text(summary)] }
  },
})

const drop = command({
  path: 'read drop',
  also: ['delete', 'discard', 'reject', 'cancel'],
  form: { title: 'Drop {reading}', submit: 'Drop' },
  summary: 'Drop a reading of which nothing is to be entered; it no longer waits for a decision',
  options: { reading },
  effect: 'change',
  who: confirmers,
  async run({ reading }, { tx, now }) {
    const { confirmedAt, undoneAt, name } = await findReading(tx, reading)
    const reference = READING.format(reading)
    if (undoneAt) throw isGone(reference, confirmedAt)
    if (confirmedAt)
      throw new UserError(
        'confirmed',
        phrase`${reference} was entered already; ${cmd('read undo', { reading: reference })} takes it back.`,
        'reading',
      )
    await tx.documentReading.update({ where: { id: reading }, data: { undoneAt: toColumn(now) } })
    const summary = `${reference}, ${name}, is dropped; nothing of it was entered. If the document is read again, that is a new reading.`
    return { summary, blocks: [text(summary)] }
  },
})

export const readCommands: AnyCommand[] = [read, show, confirm, undo, drop]
