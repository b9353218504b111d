import { type AnyCommand, command, type Permission } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { Prisma } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import { heading, sentence } from '../messages/message.ts'
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
  options: {},
  effect: 'read',
  who: secretariat,
  async run(_, { tx, now, platforms }) {
    const all = await findDeadLetters({ tx, now, platforms }, MAX_LISTED)
    if (all.length === 0) return sentence('Everything of the last 30 days was delivered.')
    return {
      summary: `Not delivered: ${all.length === MAX_LISTED ? `${MAX_LISTED} or more` : all.length}.`,
      blocks: [heading('Not delivered'), renderDeadLetters(all), ...retryBlocks(all)],
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
