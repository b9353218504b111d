/** The names of accounts that a text mentions: Discord itself sends only their ids. */
import { type APIUser, type REST, Routes } from 'discord.js'
import type { Invocation } from '../../core/grammar/invocation.ts'
import { namelessAccounts, nameMentions } from '../../core/text/mentions.ts'
import { within } from '../../timing.ts'

/** Names are asked for within the time that Discord gives for the first answer; later ones come from what is known. */
const LOOK_UP_MS = 800
/** People who are named in one command. */
const MOST = 10
const REMEMBERED = 1_000

/** Fills in the names of those whom an invocation mentions. An account that can't be named stays as it is. */
export function createNames(rest: Pick<REST, 'get'>): (invocation: Invocation) => Promise<Invocation> {
  const known = new Map<string, string>()

  async function find(account: string): Promise<void> {
    const user = (await rest.get(Routes.user(account.replace('discord:', '')))) as APIUser
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
    known.set(account, user.global_name ?? user.username)
  }

  return async invocation => {
    const mentioned = Object.values(invocation.options).flatMap(namelessAccounts)
    const unknown = [...new Set(mentioned)].filter(account => !known.has(account)).slice(0, MOST)
    if (unknown.length > 0) await within(LOOK_UP_MS, Promise.allSettled(unknown.map(find)), undefined)
    if (mentioned.length === 0) return invocation
    const options = Object.entries(invocation.options).map(([name, value]) => [
      name,
      nameMentions(value, known),
    ])
    return { ...invocation, options: Object.fromEntries(options) }
  }
}
