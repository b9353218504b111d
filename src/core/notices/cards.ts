/** The places of a subject's card, on every platform. */
import type { Transaction } from '../database/client.ts'

export interface CardPlace {
  message: string
  /** It was deleted there and posted again once already. */
  returned: boolean
}

/** Finds the card of a subject at an address. */
export async function findCard(
  db: Transaction,
  subject: string,
  platform: string,
  address: string,
): Promise<CardPlace | undefined> {
  const card = await db.card.findUnique({
    where: { subject_platform_address: { subject, platform, address } },
  })
  return card ?? undefined
}

/** The subject of the card that is this message; undefined where it is none. */
export async function subjectOfCard(
  db: Transaction,
  platform: string,
  address: string,
  message: string,
): Promise<string | undefined> {
  const card = await db.card.findFirst({ where: { platform, address, message }, select: { subject: true } })
  return card?.subject
}

/** Records where the card of a subject is. At another message than before, it has returned. */
export async function saveCard(
  db: Transaction,
  subject: string,
  platform: string,
  address: string,
  message: string,
): Promise<void> {
  const before = await findCard(db, subject, platform, address)
  const returned = before !== undefined && (before.returned || before.message !== message)
  await db.card.upsert({
    where: { subject_platform_address: { subject, platform, address } },
    create: { subject, platform, address, message },
    update: { message, returned },
  })
}
