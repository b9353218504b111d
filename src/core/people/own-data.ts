/** All that is kept about one person, for that person. */
import type { Transaction } from '../database/client.ts'
import type { Caller } from '../platforms/platform.ts'
import type { Actor } from '../roles/actor.ts'

/** How many entries of each kind are listed. */
const MOST = 1000

/** As JSON text: the entry in the register, preferences, acts by number, and what the account left behind. */
export async function collectOwnData(
  tx: Transaction,
  { person, name }: Actor,
  { platform, account }: Caller,
  now: Temporal.Instant,
): Promise<string> {
  const own = { platform, account }
  const registered =
    person === undefined
      ? null
      : await tx.person.findUnique({
          where: { id: person },
          include: {
            accounts: true,
            roles: true,
            follows: true,
            snoozes: true,
            attendance: true,
            kept: true,
          },
        })
  const addresses =
    person === undefined
      ? []
      : await tx.calendarAddress.findMany({
          where: { personId: person },
          select: { since: true, revoked: true },
        })
  const acted = { by: { path: ['person'], equals: person ?? -1 } }
  const take = MOST
  return `${JSON.stringify(
    {
      at: now.toString(),
      account: own,
      shownAs: name,
      registered,
      calendarAddresses: addresses,
      contributions: await tx.contribution.findMany({
        where: { OR: [{ account: `${platform}:${account}` }, acted] },
        take,
      }),
      issueEntries: await tx.issueEvent.findMany({
        where: { data: { path: ['by', 'person'], equals: person ?? -1 } },
        take,
      }),
      meetingChanges: await tx.meetingChange.findMany({ where: acted, take }),
      registerChanges: await tx.adminChange.findMany({
        where: { OR: [{ personId: person ?? -1 }, acted] },
        take,
      }),
      drafts: await tx.draft.findMany({ where: own, take }),
      webAccess: await tx.webAccess.findMany({ where: own, omit: { secret: true }, take }),
      webProposals: await tx.webProposal.findMany({ where: own, take }),
      homePage: await tx.homeView.findMany({ where: own, select: { openedAt: true } }),
    },
    (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
    2,
  )}\n`
}
