/** Notices about changes of people, roles and channels. */
import { z } from 'zod'
import type { Work } from '../events/events.ts'
import { list, note, type Text, text } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { type Account, type Notice, PRIORITY, type View, without } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { bySchema, describeBy } from '../roles/by.ts'
import { TSB } from '../roles/role.ts'
import { joinWords } from '../text/sentences.ts'
import { cmd, phrase } from '../text/spans.ts'
import { describeChange, namesOf } from './admin-changes.ts'
import { readOwnChanges } from './own-changes.ts'

const changesSchema = z.object({ changes: z.array(z.number()).min(1) })
type Changes = z.infer<typeof changesSchema>

interface Facts {
  /** Numbers of the changes, in the order in which they were made. */
  changes: readonly number[]
  caller: Account
  now: Temporal.Instant
}

/** Without a caller where something changed by itself. */
type PersonFacts = Omit<Facts, 'caller'> & { person: number; caller: Account | undefined }

/** To the person whom changes concern. */
export const personChanged = defineNotice<PersonFacts, Changes>({
  kind: 'person-changed',
  about:
    'Somebody is registered without a role, a role of theirs ends, or an account or their name changes; to that person.',
  schema: changesSchema,
  priority: PRIORITY.normal,
  plan: ({ person, changes, caller, now }) => ({
    key: `person-changed:${person}:${changes[0]}`,
    subject: `person:${person}`,
    data: { changes: [...changes] },
    audience: [{ person }, ...(caller ? [without(caller)] : [])],
    dueAt: now,
  }),
  async present({ changes }, { tx }) {
    const own = await readOwnChanges(tx, changes)
    if (!own) return undefined
    const { summary } = own
    const hint: Text = phrase`${cmd('waiting')} shows what waits for you, ${cmd('help')} what you can do. If something is wrong, tell TSB.`
    return { summary, blocks: [text(summary), note(hint)] }
  },
})

/** To TSB: somebody acts as TSB from now on. */
export const tsbRoleGiven = defineNotice<Facts & { theirs: readonly Account[] }, Changes>({
  kind: 'tsb-role-given',
  about: 'Somebody gets a role of TSB; to everybody in TSB who supports every group.',
  schema: changesSchema,
  priority: PRIORITY.normal,
  plan: ({ changes, theirs, caller, now }) => ({
    key: `tsb-role:${changes[0]}`,
    subject: 'register',
    data: { changes: [...changes] },
    audience: [{ role: TSB }, ...[caller, ...theirs].map(without)],
    dueAt: now,
  }),
  present: ({ changes }, view) => presentChanges(view, changes),
})

const rotatedSchema = changesSchema.extend({ group: z.string() })

/** To a group, once: its roles have other holders. */
export const rolesRotated = defineNotice<Facts & { group: string }, z.infer<typeof rotatedSchema>>({
  kind: 'roles-rotated',
  about: "Roles of a group pass to other people; to the group's channel, and TSB.",
  schema: rotatedSchema,
  priority: PRIORITY.normal,
  plan: ({ group, changes, caller, now }) => ({
    key: `roles-rotated:${changes[0]}`,
    subject: 'register',
    data: { group, changes: [...changes] },
    audience: [{ channelOf: group }, { role: TSB }, without(caller)],
    dueAt: now,
  }),
  present: ({ changes }, view) => presentChanges(view, changes),
})

const movedSchema = z.object({ change: z.number(), group: z.string() })

/** To TSB, and to the channel that is no longer the group's. */
export const channelMoved = defineNotice<
  {
    change: number
    group: string
    old: { platform: string; channel: string }
    caller: Account
    now: Temporal.Instant
  },
  z.infer<typeof movedSchema>
>({
  kind: 'channel-moved',
  about: "A group gets another channel; to the channel that was the group's until then, and TSB.",
  schema: movedSchema,
  priority: PRIORITY.normal,
  plan: ({ change, group, old, caller, now }) => ({
    key: `channel-moved:${change}`,
    subject: `channel:${group}`,
    data: { change, group },
    audience: [{ channel: old }, { role: TSB }, without(caller)],
    dueAt: now,
  }),
  async present({ change, group }, { tx, direct, platforms = [] }) {
    const row = await tx.adminChange.findUnique({ where: { id: change } })
    if (!row) return undefined
    const by = describeBy(bySchema.parse(row.by))
    const summary = direct
      ? `${describeChange(row, new Map(), platforms)}. Changed by ${by}.`
      : `This channel is no longer ${group}'s: ${by} made another one ${group}'s channel. Its cards and reminders go there.`
    return {
      summary,
      blocks: [
        text(summary),
        note(phrase`If that was not meant, ${cmd('here', { group })} makes this channel ${group}'s again.`),
      ],
    }
  },
})

async function presentChanges({ tx, platforms = [] }: View, changes: readonly number[]) {
  const rows = await tx.adminChange.findMany({
    where: { id: { in: [...changes] } },
    orderBy: { id: 'asc' },
  })
  if (rows.length === 0) return undefined
  const names = await namesOf(tx, rows)
  const lines = rows.map(row => describeChange(row, names, platforms))
  const by = describeBy(bySchema.parse(rows[0]!.by))
  const source = rows[0]!.source ? `, after ${rows[0]!.source}` : ''
  return {
    summary: `${joinWords(lines)}; ${by} did that${source}.`,
    blocks: [...(lines.length === 1 ? [text(`${lines[0]}.`)] : [list(lines)]), note(`By ${by}${source}.`)],
  }
}

/** Changes of one command that concern people: each person is notified once, TSB of new roles of TSB. */
export interface PersonChange {
  person: number
  change: number
  givesTsb?: boolean
}

/**
 * Notifies each person of the changes that concern them, and TSB of new roles of TSB. `taking`: who got roles; they hear of all
 * their changes with the event `rolesTaken`.
 */
export async function notifyOfChanges(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  changes: readonly PersonChange[],
  caller: Account | undefined,
  taking?: number,
): Promise<void> {
  const byPerson = Map.groupBy(
    changes.filter(c => c.person !== taking),
    c => c.person,
  )
  const notices: Notice[] = [...byPerson].map(([person, own]) =>
    personChanged.from({ person, changes: own.map(c => c.change), caller, now }),
  )
  const tsb = changes.filter(c => c.givesTsb)
  if (tsb.length > 0 && caller) {
    // People who got the role are already notified of that.
    const theirs = await tx.account.findMany({ where: { personId: { in: tsb.map(c => c.person) } } })
    notices.push(tsbRoleGiven.from({ changes: tsb.map(c => c.change), theirs, caller, now }))
  }
  if (notices.length > 0) await writeNotices(tx, notices)
}
