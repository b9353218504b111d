/** Contributions announced to a meeting: what is known of its input by the deadline. */

import type { Transaction } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Contribution as ContributionRow } from '../database/generated/client.ts'
import { UserError } from '../errors.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { isPast } from '../meetings/words.ts'
import { defineReference } from '../references/kind.ts'
import type { By } from '../roles/by.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'

/** Contributions announced to a meeting: "CON-3". */
export const CONTRIBUTION = defineReference('CON', 'a contribution')

export const contributionRef = ({ id }: { id: number }): string => CONTRIBUTION.format(id)

export interface NewContribution {
  title: string
  source: string
  document: string | undefined
  by: By
  /** "slack:U024BE7LH": who may withdraw it. */
  account: string
  /** False: its author has no role here, so it counts once TSB accepts it. */
  accepted: boolean
}

/** How many contributions of one account without a role may wait for TSB. */
const MAX_WAITING = 5

/** Announces a contribution. One that comes after the deadline is late, and is kept as such. */
export async function announceContribution(
  tx: Transaction,
  meeting: Meeting,
  wanted: NewContribution,
  now: Temporal.Instant,
): Promise<ContributionRow> {
  const late = meeting.cutOff !== undefined && isPast(meeting.cutOff, now)
  const twice = await tx.contribution.findFirst({
    where: {
      meetingId: meeting.id,
      title: wanted.title,
      source: wanted.source,
      withdrawn: null,
      // A document that is not accepted yet does not keep others from announcing the same one.
      OR: [{ accepted: true }, { account: wanted.account }],
    },
  })
  if (twice)
    throw new UserError(
      'announced',
      `This contribution is already announced as ${contributionRef(twice)}.`,
      'title',
    )
  if (!wanted.accepted) {
    const waiting = await tx.contribution.count({
      where: { account: wanted.account, accepted: false, withdrawn: null },
    })
    if (waiting >= MAX_WAITING)
      throw new UserError(
        'too-many',
        `${MAX_WAITING} of your contributions already wait for TSB; please ask TSB to accept them first.`,
      )
  }
  return tx.contribution.create({
    data: { ...wanted, document: wanted.document ?? null, meetingId: meeting.id, late, at: toColumn(now) },
  })
}

/** Contributions to a meeting that count, oldest first, withdrawn ones included. */
export const contributionsTo = (tx: Transaction, meetingId: number): Promise<ContributionRow[]> =>
  tx.contribution.findMany({ where: { meetingId, accepted: true }, orderBy: { id: 'asc' } })

/** How many unregistered contributions are listed. */
const MOST_UNREGISTERED = 20

/** Contributions that wait for TSB, of one meeting or of all, oldest first; those withdrawn are gone. */
export const unregisteredContributions = (tx: Transaction, meetingId?: number): Promise<ContributionRow[]> =>
  tx.contribution.findMany({
    where: { ...(meetingId !== undefined && { meetingId }), accepted: false, withdrawn: null },
    orderBy: { id: 'asc' },
    take: MOST_UNREGISTERED,
  })

/** TSB accepts a contribution of somebody without a role: it counts from now on, in time if it was announced in time. */
export const acceptContribution = (tx: Transaction, id: number): Promise<ContributionRow> =>
  tx.contribution.update({ where: { id }, data: { accepted: true } })

/** "CON-1 Gap analysis (NICT), C21", with what is special about it. */
export function contributionWords(c: ContributionRow): string {
  const document = c.document ? `, ${c.document}` : ''
  const late = c.late ? `, late (announced ${formatDate(inGeneva(instantFrom(c.at)))})` : ''
  const withdrawn = c.withdrawn ? `, withdrawn${c.reason ? `: ${c.reason}` : ''}` : ''
  return `${contributionRef(c)} ${c.title} (${c.source})${document}${late}${withdrawn}`
}
