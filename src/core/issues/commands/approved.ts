/** An approved report confirms what TSB recorded as said at its meeting. */
import { type AnyCommand, command } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { toColumn } from '../../database/columns.ts'
import { GO_AHEAD, UserError } from '../../errors.ts'
import { list, type Message, sentence, text } from '../../messages/message.ts'
import { findReading, READING, type StoredReading } from '../../registers/reading/preview.ts'
import { isTsb } from '../../roles/actor.ts'
import { toBy } from '../../roles/by.ts'
import { STATEMENT } from '../../statements/statement.ts'
import { joinWords } from '../../text/sentences.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { saidAtMeeting } from '../approved-report.ts'
import { confirmBySource } from '../confirm.ts'
import { listUnconfirmedSources } from '../listing.ts'
import { formatEntry } from '../records.ts'
import { confirmStatementsBySource } from '../statements.ts'

const approve = command({
  path: 'read approve',
  summary: 'The report that was read is approved: confirms what was recorded from its meeting',
  form: { title: 'The report is approved', submit: 'Confirm the records' },
  options: {
    reading: option.reference(READING, { label: 'Reading', example: 'READ-1', positional: true }),
    confirm: optional(option.choice(['yes'], { label: 'Confirm these records', example: 'yes' })),
  },
  effect: 'change',
  who: { words: 'TSB', allows: isTsb },
  async run({ reading, confirm }, context): Promise<Message> {
    const { tx, now, actor } = context
    const stored = await findReading(tx, reading)
    assertReport(stored)
    const sources = await listUnconfirmedSources(tx)
    const own = await tx.statement.findMany({
      where: { readingId: reading, said: { not: null }, answer: null },
      select: { said: true },
    })
    const saids = [
      ...new Set([...sources.filter(said => saidAtMeeting(said, stored)), ...own.map(s => s.said!)]),
    ].toSorted()
    const left = sources.filter(said => !saids.includes(said))
    const others = left.length > 0 ? ` Records of other meetings are not touched: ${joinWords(left)}.` : ''
    if (confirm !== 'yes' && saids.length > 0)
      throw new UserError(
        'confirm',
        `${stored.name} would confirm everything recorded as said at: ${joinWords(saids)}.${others} Nothing is changed yet; confirm:yes confirms it.`,
        'confirm',
        GO_AHEAD,
      )
    const confirmed: string[] = []
    for (const said of saids) {
      confirmed.push(...(await confirmBySource(context, said, stored.name)).map(formatEntry))
      confirmed.push(
        ...(await confirmStatementsBySource(context, said, stored.name, toBy(actor))).map(STATEMENT.format),
      )
    }
    await tx.documentReading.update({ where: { id: reading }, data: { approvedAt: toColumn(now) } })
    if (confirmed.length === 0)
      return sentence(
        `${stored.name} is approved. Nothing recorded from its meeting waits to be confirmed.${others}`,
      )
    return {
      summary: `${stored.name} is approved, and confirms ${joinWords(confirmed)}.${others}`,
      blocks: [
        text(`${stored.name} is approved, and confirms:`),
        list(confirmed),
        ...(others === '' ? [] : [text(others.trim())]),
      ],
    }
  },
})

/** Throws a UserError for what can't be an approved report of a meeting. */
function assertReport({ id, name, confirmedAt, undoneAt, content: { kind, meeting } }: StoredReading): void {
  if (undoneAt)
    throw new UserError(
      'taken-back',
      `${READING.format(id)} was ${confirmedAt ? 'taken back' : 'dropped'}; read the report again.`,
      'reading',
    )
  if (kind !== 'report')
    throw new UserError(
      'no-report',
      `${name} is no report; only an approved report confirms records.`,
      'reading',
    )
  if (!meeting)
    throw new UserError(
      'no-meeting',
      phrase`${name} does not say when its meeting was, so the records of that meeting are not known. ${cmd('issue confirm', { said: '…', source: name })} confirms those that you name.`,
      'reading',
    )
}

export const approved: AnyCommand[] = [approve]
