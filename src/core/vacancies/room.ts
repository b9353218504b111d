/** Roles that are needed and that reach no person. */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import type { RoleKind } from '../database/generated/enums.ts'
import { HANDLER } from '../groups/handler.ts'
import { inOrder } from '../groups/registry.ts'
import { OPEN } from '../issues/state.ts'
import { parseState } from '../issues/state-schema.ts'
import { heading, list, note } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY } from '../notices/notice.ts'
import type { Debt } from '../registers/owed/debt.ts'
import { findLeaders } from '../registers/owed/debtors.ts'
import { findDebts } from '../registers/owed/debts.ts'
import { describeRole, TSB } from '../roles/role.ts'
import type { Room } from '../rooms/room.ts'
import { joinWords } from '../text/sentences.ts'
import { cmd, phrase } from '../text/spans.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'
import { MORNING } from '../time/morning.ts'

const schema = z.object({})

export const weeklyVacancies = defineNotice<{ now: Temporal.Instant }, z.infer<typeof schema>>({
  kind: 'vacancies',
  about: 'Roles that are needed have no holder, or their holders have no account; to TSB, on Mondays.',
  schema,
  priority: PRIORITY.normal,
  plan({ now }) {
    const today = inGeneva(now).toPlainDate()
    const monday = today.add({ days: (8 - today.dayOfWeek) % 7 || 7 })
    return {
      key: 'vacancies',
      subject: 'vacancies',
      series: 'vacancies',
      data: {},
      audience: [{ role: TSB }],
      everyDays: 7,
      dueAt: atGeneva(monday, MORNING),
    }
  },
  async present(_, { tx, now }) {
    const lines = [...(await emptyRoles(tx, now)), ...(await unreachable(tx))]
    if (lines.length === 0) return undefined
    return {
      summary: `Roles without a holder or an account: ${lines.join('; ')}.`,
      blocks: [
        heading('Roles without a holder or an account'),
        list(lines),
        note(phrase`${cmd('person add')} registers a person, a role or an account.`),
      ],
    }
  },
})

/** Chairs of SGs with an open issue, WP2's when one is with it, those of groups that owe something, and roles whose holder left. */
async function emptyRoles(tx: Transaction, now: Temporal.Instant): Promise<string[]> {
  const open = await tx.issue.findMany({
    where: { stage: { in: [...OPEN] } },
    select: { state: true },
    take: 500,
  })
  const states = open.map(o => parseState(o.state))
  const counted = new Set(states.flatMap(s => [...s.concerned, ...(s.stage === 'chairs' ? [] : [HANDLER])]))
  const left = await tx.role.findMany({
    where: { kind: { in: ['CHAIR', 'RAPPORTEUR'] }, until: { not: null } },
    distinct: ['groupId', 'kind'],
  })
  const owing = await owingRoles(tx, now)
  const wanted = new Map([
    ...[...counted].map(group => [`CHAIR ${group}`, { kind: 'CHAIR' as const, group }] as const),
    ...left.map(r => [`${r.kind} ${r.groupId}`, { kind: r.kind, group: r.groupId! }] as const),
    ...owing.map(({ role }) => [`${role.kind} ${role.group}`, role] as const),
  ])
  const held = await tx.role.findMany({ where: { until: null, kind: { in: ['CHAIR', 'RAPPORTEUR'] } } })
  const filled = new Set(held.map(r => `${r.kind} ${r.groupId}`))
  return [...wanted]
    .filter(([key]) => !filled.has(key))
    .map(([, role]) => role)
    .toSorted((a, b) => inOrder({ id: a.group }, { id: b.group }))
    .map(role => `${describeRole(role)}: no holder${owesWords(owing.find(o => o.role.group === role.group))}`)
}

interface Owing {
  role: { kind: RoleKind; group: string }
  debts: readonly Debt[]
}

/** The leading roles of groups that owe something and have no holder at all. */
async function owingRoles(tx: Transaction, now: Temporal.Instant): Promise<Owing[]> {
  const leaders = await findLeaders(tx)
  // Bodies outside ITU-T have no roles here.
  const ours = new Set((await tx.group.findMany({ where: { kind: { not: 'OUTSIDE' } } })).map(({ id }) => id))
  const debts = (await findDebts({ tx, now })).filter(({ group }) => ours.has(group))
  const byGroup = Map.groupBy(debts, ({ group }) => group)
  return [...byGroup].flatMap(([name, debts]) => {
    const { holders, role } = leaders(name)
    return holders.length > 0 || role.group === null
      ? []
      : [{ role: { kind: role.kind, group: role.group }, debts }]
  })
}

/** "; SG3 owes 2 replies and 1 report" */
function owesWords(owing: Owing | undefined): string {
  if (!owing) return ''
  const count = (n: number, one: string, many: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`])
  const of = (...kinds: Debt['kind'][]) => owing.debts.filter(({ kind }) => kinds.includes(kind)).length
  const what = [
    ...count(of('reply'), 'reply', 'replies'),
    ...count(of('report'), 'report', 'reports'),
    ...count(of('statuses'), 'round of statuses', 'rounds of statuses'),
    ...count(of('reviews'), 'round of reviews', 'rounds of reviews'),
  ]
  return `; ${owing.role.group} owes ${joinWords(what)}`
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
      `${p.name} (${p.roles.map(r => describeRole({ kind: r.kind, group: r.groupId })).join(', ')}): no account`,
  )
}

/** Roles that reach no person. */
export const vacanciesRoom: Room = { name: 'vacancies', notices: [weeklyVacancies] }
