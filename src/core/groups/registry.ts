/**
 * The groups and bodies as rules ask for them: which there are, what they are called, which exist no more. Their truth
 * is the register of groups and bodies; the table "Group" follows it by a trigger, and has no other writer.
 */
import type { Transaction } from '../database/client.ts'
import { dateColumn, dateFrom } from '../database/columns.ts'
import type { GroupKind } from '../database/generated/enums.ts'
import { UserError } from '../errors.ts'
import { joinWords } from '../text/sentences.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'

/** The register of groups and bodies, by its name in RegisterEntry. */
export const GROUPS = 'groups'

export interface GroupInfo {
  id: string
  name: string
  kind: GroupKind
}

/** The groups of ours that exist at `now`: study groups by number, then the others. Bodies outside ITU-T are left out. */
export async function knownGroups(tx: Transaction, now: Temporal.Instant): Promise<GroupInfo[]> {
  const today = dateColumn(inGeneva(now).toPlainDate())
  const groups = await tx.group.findMany({
    where: { kind: { not: 'OUTSIDE' }, OR: [{ until: null }, { until: { gte: today } }] },
  })
  return groups.toSorted(studyGroupsFirst).map(({ id, name, kind }) => ({ id, name, kind }))
}

/** The study groups that exist at `now`, by number. */
export const knownStudyGroups = async (tx: Transaction, now: Temporal.Instant): Promise<string[]> =>
  (await knownGroups(tx, now)).filter(g => g.kind === 'SG').map(g => g.id)

const studyGroupsFirst = (a: GroupInfo, b: GroupInfo): number =>
  Number(b.kind === 'SG') - Number(a.kind === 'SG') || inOrder(a, b)

/** SG2 before SG13, numbered groups of one name by their numbers. */
export function inOrder(a: { id: string }, b: { id: string }): number {
  return NATURAL.compare(a.id, b.id)
}

const NATURAL = new Intl.Collator('en', { numeric: true })

/**
 * The group, if it exists at `now`, whatever the case of its letters; "JCA-IoT" is also the one body whose name goes on
 * after that. Throws a UserError naming `option` for one that doesn't exist or no longer does, for an earlier name, and
 * for a body outside ITU-T.
 */
export async function findGroup(
  tx: Transaction,
  id: string,
  now: Temporal.Instant,
  option: string,
): Promise<GroupInfo> {
  return assertGroup(tx, await findWritten(tx, id), id, now, option)
}

/** The id of a group as its register writes it, whether it still exists or not; what is not in it stays as it is. */
export const toGroupId = async (tx: Transaction, id: string): Promise<string> =>
  (await findWritten(tx, id))?.id ?? id

/** The group that is written so, is written alike, or was called so earlier. */
async function findWritten(tx: Transaction, id: string): Promise<GroupRow | null> {
  const found = (await tx.group.findUnique({ where: { id } })) ?? (await findAlike(tx, id))
  if (found) return found
  const renamed = await findRenamed(tx, id)
  return renamed === undefined ? null : tx.group.findUnique({ where: { id: renamed } })
}

type GroupRow = GroupInfo & { until: Date | null }

/** The one group that is written alike. */
async function findAlike(tx: Transaction, id: string): Promise<GroupRow | undefined> {
  const typed = id.toLowerCase()
  if (typed === '') return undefined
  const groups = await tx.group.findMany({ select: { id: true, name: true, kind: true, until: true } })
  const same = groups.filter(g => g.id.toLowerCase() === typed)
  if (same.length > 0) return same[0]
  // A body's name may be a list of subjects, of which people say the first.
  const begun = groups.filter(
    g =>
      !NUMBERED.includes(g.kind) &&
      /^[^\p{L}\p{N}]/u.test(g.id.slice(typed.length)) &&
      g.id.toLowerCase().startsWith(typed),
  )
  return begun.length === 1 ? begun[0] : undefined
}

/** TSAG, its groups and the SGs have numbers or abbreviations for names; SG2 is no beginning of SG20. */
const NUMBERED: readonly GroupKind[] = ['TSAG', 'WP', 'RG', 'SG']

/** Whether meetings of a group are kept here, so that it has a calendar. */
export const hasCalendar = ({ kind }: Pick<GroupInfo, 'kind'>): boolean => NUMBERED.includes(kind)

async function assertGroup<G extends GroupRow>(
  tx: Transaction,
  group: G | null | undefined,
  id: string,
  now: Temporal.Instant,
  option: string,
): Promise<G> {
  if (!group) {
    const known = (await knownGroups(tx, now)).map(g => g.id).join(', ')
    throw new UserError('no-group', `There is no group ${id || '""'}. The groups are ${known}.`, option)
  }
  if (group.kind === 'OUTSIDE')
    throw new UserError(
      'outside-group',
      `${group.id} is not a body of ITU-T; the registers name it, and nothing else is kept of it here.`,
      option,
    )
  const until = group.until ? dateFrom(group.until) : undefined
  if (until && Temporal.PlainDate.compare(until, inGeneva(now).toPlainDate()) < 0) {
    const after = await findSuccessors(tx, group.id)
    throw new UserError(
      'past-group',
      `${group.id} ended on ${formatDate(until)}${after.length > 0 ? `; its work continues in ${joinWords(after)}` : ''}.`,
      option,
    )
  }
  return group
}

/** The study groups, each checked as by `findGroup`; a group of another kind is refused. */
export async function findStudyGroups(
  tx: Transaction,
  ids: string[],
  now: Temporal.Instant,
  option: string,
): Promise<string[]> {
  const found = new Map((await tx.group.findMany({ where: { id: { in: ids } } })).map(g => [g.id, g]))
  for (const id of ids) {
    const group = await assertGroup(tx, found.get(id), id, now, option)
    if (group.kind !== 'SG')
      throw new UserError('not-a-sg', `${id} is not a study group; name SGs, like SG13,SG20.`, option)
  }
  return ids.toSorted((a, b) => inOrder({ id: a }, { id: b }))
}

/** The groups that took over the work of one, as their register says: SG21 after SG9. */
async function findSuccessors(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT key FROM "RegisterEntry" WHERE register = ${GROUPS} AND NOT removed
      AND fields @> ${JSON.stringify({ predecessors: [id] })}::jsonb ORDER BY "sortKey"`
  return rows.map(r => r.key)
}

/** The present name of a body that had this one earlier. */
async function findRenamed(tx: Transaction, earlier: string): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ key: string }[]>`
    SELECT key FROM "RegisterEntry" WHERE register = ${GROUPS} AND NOT removed AND EXISTS (
      SELECT FROM jsonb_array_elements(fields -> 'names') AS n WHERE lower(n ->> 'id') = lower(${earlier})) LIMIT 1`
  return row?.key
}
