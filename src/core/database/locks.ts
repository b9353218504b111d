/**
 * All advisory locks of the program in one table. PostgreSQL knows them by number alone, so two uses that share a number
 * would block each other. A number is never reused: an older version may still run on the same database.
 */
import type { Transaction } from './client.ts'

/** Locks with one key. */
export const LOCKS = {
  /** One instance migrates the database at a time. In ASCII "isgm". */
  migrate: 0x6973676d,
  /** One instance addresses notices at a time. */
  addressing: 7_0903,
  /** One instance fills an empty database. */
  seed: 7_0904,
  /** The setting `deadline-ends`: shared by transactions that read it, exclusive for the one that changes it. */
  cutOff: 7_0905,
  /** The next number of an issue, and of a meeting: given with the entry, so that refused commands leave no gap. */
  issueNumber: 7_0908,
  statementNumber: 7_0910,
  meetingNumber: 7_0909,
  /** People are registered one after the other: two of one name are asked about. */
  people: 7_0911,
  /** One process creates the program's role on an embedded server at a time, on its database `postgres`. */
  programRole: 7_0907,
  /** Shared by the processes that use an embedded server, on its database `postgres`. In ASCII "isg". */
  serverInUse: 0x697367,
} as const

/** Locks with two keys: one of these classes, and a number in it. */
export const LOCK_CLASSES = {
  /** Held by an instance as long as it lives; the number is the instance's. */
  instance: 7_0901,
  /** The next number of an entry in its register; the number is a hash of the register. */
  entryNumber: 7_0912,
  /** Held by the leader of a platform; the number is the platform's. */
  leader: 7_0902,
} as const

/** An advisory lock with two keys. */
export type LockPair = readonly [lockClass: number, id: number]

/** Waits for a lock of `LOCKS` and holds it until `tx` ends. */
export async function lockUntilEnd(tx: Transaction, key: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${key}::bigint)`
}

/** The same, shared: only an exclusive one waits for it, and it waits for none but those. */
export async function lockSharedUntilEnd(tx: Transaction, key: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${key}::bigint)`
}

/** Waits for the lock of `name` in a class of `LOCK_CLASSES` and holds it until `tx` ends. */
export async function lockNameUntilEnd(tx: Transaction, lockClass: number, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockClass}::int, hashtext(${name}))`
}
