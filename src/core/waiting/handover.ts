import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { heading, list, type Message, note, text } from '../messages/message.ts'
import { defineNotice, type NoticeKind } from '../notices/define.ts'
import { type Notice, PRIORITY } from '../notices/notice.ts'
import { findActorOfPerson } from '../people/find-actor.ts'
import { readOwnChanges } from '../people/own-changes.ts'
import type { Actor, HeldRole } from '../roles/actor.ts'
import { describeRole, isSameRole } from '../roles/role.ts'
import type { WaitingSource } from '../rooms/room.ts'
import { cmd, phrase, type Text, toWords } from '../text/spans.ts'
import { ABOUT, guideFor } from './role-guide.ts'
import { findWaiting, renderWaiting } from './waiting.ts'

/** `changes`: what the register changed of theirs; until 26 November 2026 that was told apart. */
const schema = z.object({ person: z.number(), changes: z.array(z.number()).min(1).exactOptional() })
type Facts = { person: number; changes: readonly number[]; now: Temporal.Instant }

/** To somebody who gets roles, once: what changed, what this is, what the role does most, and what is open in it. */
export const handoverNotice = (
  sources: readonly WaitingSource[],
): NoticeKind<Facts, z.infer<typeof schema>> =>
  defineNotice({
    kind: 'handover',
    about:
      'Somebody gets roles; to that person, once: what changed, what the roles do most, and what is open in them.',
    schema,
    priority: PRIORITY.normal,
    plan: ({ person, changes, now }: Facts) => ({
      key: `handover:${person}:${changes[0]}`,
      subject: `person:${person}`,
      data: { person, changes: [...changes] },
      audience: [{ person }],
      dueAt: now,
    }),
    async present({ person, changes }, { tx, now }) {
      const actor = await findActorOfPerson(tx, person)
      if (!actor) return undefined
      const items = await findWaiting(sources, { tx, now, actor })
      if (!changes) {
        if (items.length === 0) return undefined
        return renderWaiting(`You are ${actor.roles.map(describeRole).join(', ')} now. Open items`, items)
      }
      const said = await introduce(tx, actor, changes)
      if (!said) return undefined
      if (items.length === 0) return said
      const open = renderWaiting('Open items', items)
      return { summary: phrase`${said.summary} ${open.summary}`, blocks: [...said.blocks, ...open.blocks] }
    },
  })

/** The changes, and the purpose of the new roles, as far as they are theirs still. */
async function introduce(
  tx: Transaction,
  actor: Actor,
  changes: readonly number[],
): Promise<Message | undefined> {
  const own = await readOwnChanges(tx, changes)
  if (!own) return undefined
  const taken = actor.roles.filter(held => own.given.some(role => isSameRole(role, held)))
  return {
    summary: own.summary,
    blocks: [
      text(own.summary),
      ...(own.isFirstRole && taken.length > 0 ? [text(ABOUT)] : []),
      ...guides(taken).flatMap(({ roles, things }) => [heading(`As ${roles}`), list([...things])]),
      note(
        phrase`${cmd('waiting')} shows what waits for you, ${cmd('help')} what you can do. If something is wrong, tell TSB.`,
      ),
    ],
  }
}

/** Roles that do the same most have their guide once. */
function guides(taken: readonly HeldRole[]): { roles: string; things: readonly Text[] }[] {
  const same = Map.groupBy(taken, role =>
    guideFor(role)
      .map(thing => toWords(thing))
      .join(),
  )
  return [...same.values()].map(roles => ({
    roles: roles.map(describeRole).join(', '),
    things: guideFor(roles[0]!),
  }))
}

/** The notice to write when somebody took over roles; what is open is looked up when it is sent. */
export const planHandover = (person: number, changes: readonly number[], now: Temporal.Instant): Notice =>
  handoverNotice([]).from({ person, changes, now })
