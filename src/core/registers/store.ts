/** One entry of a register in the database: found, added, changed. Each change is written with its history. */
import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import type { Prisma } from '../database/generated/client.ts'
import { LOCK_CLASSES, lockNameUntilEnd } from '../database/locks.ts'
import { UserError } from '../errors.ts'
import type { Work } from '../events/events.ts'
import { cmd, phrase } from '../text/spans.ts'
import { keepAwaiting } from './awaiting.ts'
import type { AnyValues, Fields, FieldValues } from './field.ts'
import { type Origin, type Snapshot, writeChange } from './history.ts'
import { inSentence } from './names.ts'
import type { Register, RegisterEntry, StoredRegister } from './register.ts'
import { toEntry, toSortKey } from './store-rows.ts'
import { settleNext } from './tsag.ts'

export {
  completeKeys,
  countEntries,
  findEntries,
  findEntriesById,
  findRemovedKeys,
  listEntries,
  type Wanted,
} from './list.ts'

export async function findEntry<F extends Fields>(
  tx: Transaction,
  register: StoredRegister<F>,
  key: string,
): Promise<RegisterEntry<FieldValues<F>> | undefined> {
  const row = await tx.registerEntry.findUnique({ where: { register_key: { register: register.name, key } } })
  return row && !row.removed ? toEntry(register, row) : undefined
}

/** The entry, or a UserError that says how to find it. */
export async function getEntry<F extends Fields>(
  tx: Transaction,
  register: Register<F>,
  key: string,
  now: Temporal.Instant,
): Promise<RegisterEntry<FieldValues<F>>> {
  const entry = await findEntry(tx, register, key)
  if (entry) return entry
  throw new UserError(
    'no-entry',
    phrase`${register.key.format(key, now)} is not in the register of ${inSentence(register.title)}. ${cmd(`${register.room} list`)} names its entries.`,
    register.key.name,
  )
}

/** Throws a UserError for fields that break a rule of the register. */
export async function assertValid<F extends Fields>(
  work: Work,
  register: Register<F>,
  fields: FieldValues<F>,
  key = '',
): Promise<void> {
  for (const name of register.required)
    if (fields[name] === undefined)
      throw new UserError(
        'field-missing',
        `“${register.fields[name]!.label}” is missing; every entry of ${inSentence(register.title)} has it.`,
        name,
      )
  await register.check?.(fields, work, key)
}

/** A new entry with its first change. Throws a UserError when its key is taken or a rule of the register is broken. */
export async function addEntry<F extends Fields>(
  work: Work,
  register: Register<F>,
  { key, fields }: { key: string | undefined; fields: FieldValues<F> },
  origin: Origin,
): Promise<RegisterEntry<FieldValues<F>>> {
  const { tx, now } = work
  const whole = await settleNext(
    tx,
    register,
    { ...register.fromKey?.(key ?? ''), ...fields },
    origin.since ?? now,
  )
  await assertValid(work, register, whole, key)
  if (key === undefined && !register.key.create)
    throw new Error(`An entry of ${register.title} came without its key.`)
  const there =
    key === undefined
      ? null
      : await tx.registerEntry.findUnique({ where: { register_key: { register: register.name, key } } })
  if (there && !there.removed)
    throw new UserError(
      'entry-exists',
      phrase`${register.key.format(there.key, now)} is already in the register. ${cmd(`${register.room} set`)} changes it.`,
      register.key.name,
    )
  if (there)
    return writeVersion(work, register, { ...there, before: null }, { key: there.key, fields: whole }, origin)
  // A number that the register gives by itself names an entry that is there, or none.
  if (key !== undefined && key.replace(/\d+/g, '0') === register.key.create?.(0, {}))
    await getEntry(tx, register, key, now)
  const number = register.key.create ? await nextNumber(tx, register.name) : null
  const temporary = key ?? `new ${crypto.randomUUID()}`
  const row = await tx.registerEntry.create({
    data: {
      register: register.name,
      key: temporary,
      number,
      sortKey: toSortKey(temporary),
      fields: whole as Prisma.InputJsonObject,
      version: 0,
      at: toColumn(now),
    },
  })
  const after = { key: key ?? register.key.create!(number!, whole), fields: whole }
  if (after.key !== temporary) await assertFree(work, register, after.key)
  return writeVersion(work, register, { ...row, before: null }, after, origin)
}

/** The next number of an entry in its register; two who add at once wait for each other. */
async function nextNumber(tx: Transaction, register: string): Promise<number> {
  await lockNameUntilEnd(tx, LOCK_CLASSES.entryNumber, register)
  const { _max } = await tx.registerEntry.aggregate({ where: { register }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}

/**
 * Changes an entry; `change` has the fields that change, undefined for one that isn't known any more. Returns the
 * entry as it was when nothing differs.
 */
export async function changeEntry<F extends Fields>(
  work: Work,
  register: Register<F>,
  entry: RegisterEntry<FieldValues<F>>,
  change: { key?: string; fields?: { [K in keyof F]?: FieldValues<F>[K] | undefined } },
  origin: Origin,
): Promise<RegisterEntry<FieldValues<F>>> {
  const merged = { ...entry.fields, ...change.fields }
  const known = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  ) as FieldValues<F>
  const fields = await settleChanged(work, register, known, entry, origin)
  const key = change.key ?? entry.key
  if (key === entry.key && isDeepStrictEqual(fields, entry.fields)) return entry
  await assertValid(work, register, fields, key)
  if (key !== entry.key) await assertFree(work, register, key)
  return writeVersion(
    work,
    register,
    { ...entry, before: { key: entry.key, fields: entry.fields } },
    { key, fields },
    origin,
  )
}

/** Changed fields that name the next TSAG meeting get its date; unchanged ones keep the meeting that they meant. */
async function settleChanged<F extends Fields>(
  { tx, now }: Work,
  register: Register<F>,
  fields: FieldValues<F>,
  before: RegisterEntry<FieldValues<F>>,
  { since = now }: Origin,
): Promise<FieldValues<F>> {
  const changed = Object.entries(fields).filter(
    ([name, value]) => !isDeepStrictEqual(value, (before.fields as AnyValues)[name]),
  )
  return {
    ...fields,
    ...(await settleNext(tx, register, Object.fromEntries(changed) as FieldValues<F>, since)),
  }
}

async function assertFree<F extends Fields>(work: Work, register: Register<F>, key: string): Promise<void> {
  if (!(await findEntry(work.tx, register, key))) return
  throw new UserError(
    'entry-exists',
    `${register.key.format(key, work.now)} is already in the register; each entry is there once.`,
    register.key.name,
  )
}

/** Writes the next version of an entry with its change; refuses when somebody else wrote it in between. */
async function writeVersion<F extends Fields>(
  work: Work,
  register: Register<F>,
  entry: { id: number; number: number | null; version: number; before: Snapshot<FieldValues<F>> | null },
  after: Snapshot<FieldValues<F>>,
  origin: Origin,
): Promise<RegisterEntry<FieldValues<F>>> {
  const { tx, now } = work
  const version = entry.version + 1
  const { count } = await tx.registerEntry.updateMany({
    where: { id: entry.id, version: entry.version },
    data: {
      key: after.key,
      sortKey: toSortKey(after.key),
      fields: after.fields as Prisma.InputJsonObject,
      version,
      removed: false,
      at: toColumn(now),
    },
  })
  if (count === 0)
    throw new UserError(
      'changed-meanwhile',
      `Somebody else changed ${register.key.format(after.key, now)} at the same moment, so nothing was done. Please look at it and try again.`,
    )
  await writeChange(tx, now, entry.id, version, entry.before, after, origin)
  const written = {
    id: entry.id,
    key: after.key,
    number: entry.number,
    fields: after.fields,
    version,
    at: now,
  }
  const before = entry.before as Snapshot<FieldValues<F>> | null
  await keepAwaiting(work, register, before ? [before, written] : [written])
  await register.written?.(work, written, { before, origin })
  return written
}
