/** Addresses for answers (`response_url`) on the fake Slack: five uses each. */
import type { Args } from './http.ts'
import { faultsOfBlocks, faultsOfText } from './validate.ts'
import type { Message, Workspace } from './workspace.ts'

export interface AnswerAddress {
  id: string
  kind: 'command' | 'button'
  account: string
  channel: string
  uses: number
  /** The message that "original" means: the one with the button, or the last private answer to a command. */
  original: Message | undefined
}

const MAX_USES = 5

export class AnswerAddresses {
  readonly all = new Map<string, AnswerAddress>()
  readonly #workspace: Workspace
  /** Called with each answer that people can see. */
  readonly #onAnswer: (message: Message, address: AnswerAddress) => void

  constructor(workspace: Workspace, onAnswer: (message: Message, address: AnswerAddress) => void) {
    this.#workspace = workspace
    this.#onAnswer = onAnswer
  }

  create(kind: AnswerAddress['kind'], account: string, channel: string, original?: Message): AnswerAddress {
    const address = { id: this.#workspace.id('R'), kind, account, channel, uses: 0, original }
    this.all.set(address.id, address)
    return address
  }

  /** Posts, replaces or deletes an answer, by Slack's rules. */
  use(id: string, body: Args): Args {
    const address = this.all.get(id)
    if (!address || address.uses >= MAX_USES)
      return { ok: false, error: address ? 'used_url' : 'expired_url' }
    address.uses++
    const { original } = address
    if (body.delete_original === true) {
      if (original) original.deleted = true
      return { ok: true }
    }
    const faults = [
      ...faultsOfText(body.text),
      ...(body.blocks === undefined ? [] : faultsOfBlocks(body.blocks)),
    ]
    if (faults.length > 0) return { ok: false, error: `invalid_blocks: ${faults.join('; ')}` }
    const content = { text: String(body.text), blocks: (body.blocks ?? []) as unknown[] }
    const replaces = body.replace_original === true && original !== undefined && !original.deleted
    // Slack's rule: a private message stays private.
    const isPrivate = body.response_type !== 'in_channel'
    const message = replaces
      ? Object.assign(original, content, { edits: original.edits + 1 })
      : this.#workspace.post({
          ...content,
          channel: address.channel,
          ...(isPrivate && { ephemeralFor: address.account }),
        })
    if (address.kind === 'command' && isPrivate) address.original = message
    this.#onAnswer(message, address)
    return { ok: true }
  }
}
