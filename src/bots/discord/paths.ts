/**
 * The place of each command among Discord's, decided here alone: as a rule the first word of its path is the command and the
 * second its sub-command. Commands that share a menu stand in one command, grouped by the first word of their paths:
 * "liaison list" is /register liaison list. Everywhere else their path stays as it is.
 */
import type { CommandSpec, SharedMenu } from '../../core/grammar/spec.ts'

/** The commands that many share, and their descriptions. */
export const SHARED: Record<SharedMenu['name'], string> = {
  register: 'Registers: documents, liaison statements, actions, joint activities, who owes what',
  secretariat: "Keep the registers: for TSB and WP2's chair and vice-chairs",
}

/** The path of a command on Discord: "register liaison list". */
export const toMenuPath = ({ path, menu }: Pick<CommandSpec, 'path' | 'menu'>): string =>
  menu === undefined ? path : `${menu.name} ${path}`

/** The path of the command that stands at a path on Discord. */
export function fromMenuPath(written: string): string {
  const [first, ...rest] = written.split(' ')
  return rest.length > 0 && Object.hasOwn(SHARED, first!) ? rest.join(' ') : written
}

/** References to commands in text: as they are typed on Discord, and clickable where they are registered. */
export interface CommandPaths {
  /** "register liaison list", of "liaison list". */
  onDiscord(path: string): string
  /** The id of the registered command that contains it; undefined before the registration. */
  id(path: string): string | undefined
}

/** Shows references to commands as code, for when nothing is known of any. */
export const NO_COMMANDS: CommandPaths = { onDiscord: path => path, id: () => undefined }

/** `ids`: those of registered commands by their first word on Discord. */
export function createPaths(
  catalog: readonly CommandSpec[],
  ids: () => ReadonlyMap<string, string>,
): CommandPaths {
  const known = new Map(
    catalog.flatMap(spec => [
      [spec.path, toMenuPath(spec)] as const,
      ...(spec.aliases ?? []).map(alias => [alias, toMenuPath(spec)] as const),
    ]),
  )
  const onDiscord = (path: string): string => known.get(path) ?? path
  return { onDiscord, id: path => ids().get(onDiscord(path).split(' ')[0]!) }
}
