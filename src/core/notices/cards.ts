/** Where the card of a matter stands, on every platform. */
import type { Transaction } from '../database/client.ts'

export interface CardPlace {
  message: string
}

/** The card of a subject at an address, if it is there. */
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

/** Remembers where the card of a subject stands. */
export async function saveCard(
  db: Transaction,
  subject: string,
  platform: string,
  address: string,
  message: string,
): Promise<void> {
  await db.card.upsert({
    where: { subject_platform_address: { subject, platform, address } },
    create: { subject, platform, address, message },
    update: { message },
  })
}
