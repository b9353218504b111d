/** What is told when roles change hands, and what TSB is told each week of roles that reach nobody. */

import type { Transaction } from '../database/client.ts'
import { inOrder } from '../groups/registry.ts'
import type { IssueState } from '../issues/state.ts'
import { heading, list, type Message, note } from '../messages/message.ts'
import type { Notice, Presenters, View } from '../notices/notice.ts'
import { describeRole } from '../roles/role.ts'
import { cmd, phrase } from '../text/spans.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'
import { waitingMessage } from './commands.ts'
import { findWaiting } from './waiting.ts'

/** To somebody who takes over a role: what is open in it. Nothing open: nothing is sent. */
async function handover({ person }: { person: number }, { tx, now }: View): Promise<Message | undefined> {
  const roles = await tx.role.findMany({ where: { personId: person, until: null } })
  const held = roles.map(r => ({ kind: r.kind, group: r.groupId }))
  const items = await findWaiting(tx, held, now)
  return items.length === 0
    ? undefined
    : waitingMessage(`You are ${held.map(describeRole).join(', ')} now. What is open in it`, items)
}

/** To TSB, weekly: roles that somebody counts on and that reach nobody. All is well: nothing is sent. */
async function vacancies(_: object, { tx }: View): Promise<Message | undefined> {
  const lines = [...(await emptyRoles(tx)), ...(await unreachable(tx))]
  if (lines.length === 0) return undefined
  return {
    summary: `Roles that reach nobody: ${lines.join('; ')}.`,
    blocks: [
      heading('Roles that reach nobody'),
      list(lines),
      note(phrase`${cmd('person add')} registers a person, a role or an account.`),
    ],
  }
}

/** Chairs of SGs with an open issue, WP2's when one is with it, and roles whose holder left. */
async function emptyRoles(tx: Transaction): Promise<string[]> {
  const open = await tx.issue.findMany({
    where: { stage: { in: ['chairs', 'escalated', 'wp2'] } },
    select: { state: true },
    take: 500,
  })
  const states = open.map(o => o.state as unknown as IssueState)
  const counted = new Set(states.flatMap(s => [...s.concerned, ...(s.stage === 'chairs' ? [] : ['WP2'])]))
  const left = await tx.role.findMany({
    where: { kind: { in: ['CHAIR', 'RAPPORTEUR'] }, until: { not: null } },
    distinct: ['groupId', 'kind'],
  })
  const wanted = new Map([
    ...[...counted].map(group => [`CHAIR ${group}`, { kind: 'CHAIR' as const, group }] as const),
    ...left.map(r => [`${r.kind} ${r.groupId}`, { kind: r.kind, group: r.groupId! }] as const),
  ])
  const held = await tx.role.findMany({ where: { until: null, kind: { in: ['CHAIR', 'RAPPORTEUR'] } } })
  const filled = new Set(held.map(r => `${r.kind} ${r.groupId}`))
  return [...wanted]
    .filter(([key]) => !filled.has(key))
    .map(([, role]) => role)
    .toSorted((a, b) => inOrder({ id: a.group }, { id: b.group }))
    .map(role => `${describeRole(role)}: nobody holds it`)
}

/** Holders without an account on any platform. */
async function unreachable(tx: Transaction): Promise<string[]> {
  const people = await tx.person.findMany({
    where: { accounts: { none: {} }, roles: { some: { until: null } } },
    include: { roles: { where: { until: null } } },
    take: 100,
  })
  return people.map(
    p =>
      `${p.name} (${p.roles.map(r => describeRole({ kind: r.kind, group: r.groupId })).join(', ')}): no account is linked`,
  )
}

/** The weekly word to TSB, Mondays at 09:00 Geneva time. */
export function weeklyVacancies(now: Temporal.Instant): Notice {
  const today = inGeneva(now).toPlainDate()
  const monday = today.add({ days: (8 - today.dayOfWeek) % 7 || 7 })
  return {
    key: 'vacancies',
    kind: 'vacancies',
    subject: 'vacancies',
    series: 'vacancies',
    data: {},
    audience: [{ role: { kind: 'TSB', group: null } }],
    everyDays: 7,
    dueAt: atGeneva(monday, '09:00'),
  }
}

/** What is told to somebody who takes over roles. */
export const handoverNotice = (person: number, now: Temporal.Instant): Notice => ({
  key: `handover:${person}:${now.toString()}`,
  kind: 'handover',
  subject: `person:${person}`,
  data: { person },
  audience: [{ person }],
  dueAt: now,
})

export const waitingPresenters: Presenters = { handover, vacancies }
