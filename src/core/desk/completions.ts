/** What fits what somebody has typed so far of an option. */
import type { Database } from '../database/client.ts'
import { instantFrom, toColumn } from '../database/columns.ts'
import type { Choice, CommandSpec } from '../grammar/spec.ts'
import { groupsAmong, knownGroups } from '../groups/registry.ts'
import type { Caller } from '../platforms/platform.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'

const MOST = 25
/** How many rows are looked through for the best 25. */
const LOOKED = 200

export interface Typing {
  path: string
  option: string
  typed: string
  caller: Caller
}

export async function completions(
  db: Database,
  now: Temporal.Instant,
  catalog: readonly CommandSpec[],
  { path, option, typed }: Typing,
): Promise<Choice[]> {
  const spec = catalog.find(c => c.path === path)?.options.find(o => o.name === option)
  if (!spec) return []
  switch (spec.kind) {
    case 'group':
      return fitting(groupsAmong(await knownGroups(db, now), spec.among), typed)
    case 'groups':
      return groupsAfter(groupsAmong(await knownGroups(db, now), spec.among), typed)
    case 'issue':
      return fitting(await issueChoices(db), typed)
    case 'meeting':
      return fitting(await meetingChoices(db, now), typed)
    case 'zone':
      return fitting(
        Intl.supportedValuesOf('timeZone').map(z => ({ label: z, value: z })),
        typed.replaceAll(' ', '_'),
      )
    case 'choice':
      return fitting(
        (spec.choices ?? []).map(c => ({ label: c, value: c })),
        typed,
      )
    default:
      return commandsFor(path, option, catalog, typed)
  }
}

/** `help` completes the names of commands. */
const commandsFor = (
  path: string,
  option: string,
  catalog: readonly CommandSpec[],
  typed: string,
): Choice[] =>
  path === 'help' && option === 'command'
    ? fitting(
        catalog.map(c => ({ label: `${c.path}: ${c.summary}`, value: c.path })),
        typed,
      )
    : []

/** Those that begin with what was typed, then those that contain it. */
function fitting(all: Choice[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase()
  const rank = ({ label, value }: Choice) =>
    value.toLowerCase().startsWith(wanted) ? 0 : label.toLowerCase().includes(wanted) ? 1 : 2
  return all
    .map(choice => ({ choice, rank: rank(choice) }))
    .filter(({ rank }) => rank < 2)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ choice }) => choice)
}

/** Completes the last of several groups: "SG13, SG2" → "SG13,SG2", "SG13,SG20"… */
function groupsAfter(groups: Choice[], typed: string): Choice[] {
  const parts = typed.split(',').map(p => p.trim())
  const before = parts.slice(0, -1)
  const open = groups.filter(g => !before.includes(g.value))
  return fitting(open, parts.at(-1) ?? '').map(g => {
    const value = [...before, g.value].join(',')
    return { label: before.length > 0 ? value : g.label, value }
  })
}

async function issueChoices(db: Database): Promise<Choice[]> {
  const issues = await db.issue.findMany({
    orderBy: { changedAt: 'desc' },
    take: LOOKED,
    select: { id: true, topic: true },
  })
  return issues.map(i => ({ label: `ISG-${i.id} ${i.topic}`, value: `ISG-${i.id}` }))
}

async function meetingChoices(db: Database, now: Temporal.Instant): Promise<Choice[]> {
  const meetings = await db.meeting.findMany({
    where: { endsAt: { gte: toColumn(now) }, status: { not: 'CANCELLED' } },
    orderBy: { startsAt: 'asc' },
    take: LOOKED,
    select: { id: true, groupId: true, startsAt: true, title: true },
  })
  return meetings.map(m => ({
    label: `MTG-${m.id} ${m.groupId} ${formatDate(inGeneva(instantFrom(m.startsAt)))}${m.title ? ` ${m.title}` : ''}`,
    value: `MTG-${m.id}`,
  }))
}
