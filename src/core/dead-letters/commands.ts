import { type AnyCommand, command, type Permission } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import { action, actions, heading, sentence } from '../messages/message.ts'
import { parsePage } from '../messages/pages.ts'
import { wakeAll } from '../notices/outbox.ts'
import { isTsb } from '../roles/actor.ts'
import { findDeadLetters } from './dead-letters.ts'
import { renderDeadLetters, retryBlocks } from './words.ts'

const MAX_LISTED = 40

const secretariat: Permission<unknown> = {
  words: 'TSB and the administrators of this bot',
  allows: actor => isTsb(actor) || actor.admin,
}

const list = command({
  path: 'delivery list',
  summary: 'List the messages that could not be delivered, and why',
  form: { title: 'Not delivered', submit: 'List' },
  options: { page: optional(option.own({ label: 'Page', example: '2' }, parsePage)) },
  effect: 'read',
  who: secretariat,
  async run({ page = 1 }, { tx, now, platforms }) {
    const upTo = await findDeadLetters({ tx, now, platforms }, page * MAX_LISTED + 1)
    const all = upTo.slice((page - 1) * MAX_LISTED, page * MAX_LISTED)
    const turn = (label: string, to: number) => action(label, 'delivery list', { page: String(to) })
    const turns = [
      ...(page > 1 ? [turn('Previous page', page - 1)] : []),
      ...(upTo.length > page * MAX_LISTED ? [turn('Next page', page + 1)] : []),
    ]
    if (all.length === 0 && page > 1) return sentence('Nothing more is on that page.')
    if (all.length === 0) return sentence('Everything of the last 30 days was delivered.')
    return {
      summary: `Not delivered: ${upTo.length > page * MAX_LISTED ? `more than ${page * MAX_LISTED}` : upTo.length}.`,
      blocks: [
        heading(`Not delivered${page > 1 || turns.length > 0 ? `, page ${page}` : ''}`),
        renderDeadLetters(all),
        ...retryBlocks(all),
        ...(turns.length > 0 ? [actions(turns)] : []),
      ],
    }
  },
})

const retry = command({
  path: 'delivery retry',
  form: { title: 'Send again', submit: 'Send again' },
  summary: 'Sends again what could not be delivered, once the cause is fixed',
  options: {
    delivery: optional(
      option.own({ label: 'Which one; without it, all', example: 'DLV-12', positional: true }, readRef),
    ),
  },
  effect: 'change',
  who: secretariat,
  async run({ delivery }, { tx, now }) {
    const count = await sendAgain(tx, now, delivery)
    await wakeAll(tx)
    if (count === 0 && delivery !== undefined)
      throw new UserError('nothing-to-retry', `DLV-${delivery} is not waiting to be sent again.`, 'delivery')
    if (count === 0) return sentence('There is nothing to send again.')
    const what = count === 1 ? 'One message is' : `${count} messages are`
    return sentence(
      `${what} tried again now. Messages that no longer matter or that went elsewhere are left out.`,
    )
  },
})

/**
 * Makes deliveries due now that were given up or wait for another attempt: all except those that went elsewhere, or the
 * one named, wherever it went. Returns how many. `outcomeUnknown` is kept: a message that may have arrived is looked for
 * before it is sent.
 */
function sendAgain(tx: Transaction, now: Temporal.Instant, one: bigint | undefined): Promise<number> {
  const wanted =
    one === undefined
      ? Prisma.sql`NOT EXISTS (SELECT FROM "Delivery" i
          WHERE i."fallbackFor" = coalesce(d."fallbackFor", d.id) AND i.state = 'SENT')`
      : Prisma.sql`d.id = ${one}`
  return tx.$executeRaw`
    UPDATE "Delivery" d
    SET state = 'WAITING', "nextAt" = ${toColumn(now)}::timestamptz, attempts = 0, "failedAt" = NULL, claimant = NULL
    WHERE ${wanted} AND (d.state = 'FAILED' AND d."failedAt" IS NOT NULL OR d.state = 'WAITING' AND d.attempts > 0)`
}

function readRef(raw: string): bigint {
  const match = /^(?:DLV-?)?(\d{1,15})$/i.exec(raw.trim())
  if (!match)
    throw new UserError(
      'not-a-reference',
      `"${raw}" is not the reference of a delivery; write it like DLV-12.`,
    )
  return BigInt(match[1]!)
}

export const deliveryCommands: AnyCommand[] = [list, retry]
