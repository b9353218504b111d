/** The commands in the platforms' own menus: which one somebody chose, and what it begins with. */
import type { Invocation } from './invocation.ts'
import type { CommandSpec, Shortcut } from './spec.ts'

/** A shortcut with its command. */
export interface Listed {
  spec: CommandSpec
  shortcut: Shortcut
  /** The name by which a platform brings it back: "message issue raise". It stays when the title is reworded. */
  id: string
}

/** All shortcuts, in the order of their commands. */
export const listShortcuts = (catalog: readonly CommandSpec[]): Listed[] =>
  catalog.flatMap(spec =>
    (spec.shortcuts ?? []).map(shortcut => ({ spec, shortcut, id: `${shortcut.takes} ${spec.path}` })),
  )

/** The message or user on which a shortcut was chosen. */
export interface Chosen {
  /** The words of the message, as its platform shows them. */
  text?: string | undefined
  /** The address of the message. */
  link?: string | undefined
  /** The issue in whose thread it stands: "ISG-1". */
  issue?: string | undefined
  /** The account of the person: "discord:42". */
  person?: string | undefined
}

/**
 * The command of a shortcut, with the words of the message as a draft of the person who chose it. Its form always
 * opens, so that they read them before they stand in their name. The author of the message is not in it.
 */
export function fillShortcut({ spec, shortcut }: Listed, chosen: Chosen = {}): Invocation {
  const options: Record<string, string> = {}
  for (const taken of ['text', 'link', 'issue', 'person'] as const) {
    const [name, value] = [shortcut[taken], chosen[taken]?.trim()]
    if (name !== undefined && value) options[name] = value
  }
  return { path: spec.path, options, ask: true }
}
