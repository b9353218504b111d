import { type AnyCommand, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import { rankChoices } from '../commands/rank-choices.ts'
import { UserError } from '../errors.ts'
import { formatLine, parseLine, toEcho } from '../grammar/grammar.ts'
import { nearest } from '../grammar/nearest.ts'
import type { CommandSpec } from '../grammar/spec.ts'
import { code, fields, heading, list, note, type Text, text } from '../messages/message.ts'
import { cmd, joinText, phrase } from '../text/spans.ts'

const help = command({
  path: 'help',
  form: { title: 'Help', submit: 'Show' },
  summary: 'All commands, or one with its options and an example',
  options: {
    command: optional({
      ...option.text({ label: 'Command', example: 'issue raise', positional: true }),
      complete: async (typed, { catalog }) =>
        rankChoices(
          catalog.map(c => ({ label: `${c.path}: ${c.summary}`, value: c.path })),
          typed,
        ),
    }),
  },
  effect: 'read',
  who: everybody,
  async run({ command }, { catalog, caller, platforms }) {
    const slash = platforms.find(p => p.name === caller.platform)!.commandPrefix
    if (command === undefined) return rooms(catalog, slash)
    const asked = command.replace(/^\/?(?:sg\s+)?/, '')
    const room = catalog.filter(c => c.path.startsWith(`${asked} `))
    if (room.length === 0) assertRoom(asked, catalog)
    return room.length > 0
      ? overview(asked, room, slash)
      : details(catalog.find(c => c.path === parseLine(asked, catalog).path)!, slash)
  },
})

/** Throws a UserError for a single word that no command begins with, but that is nearly the first word of one. */
function assertRoom(asked: string, catalog: readonly CommandSpec[]): void {
  const first = [...new Set(catalog.map(c => c.path.split(' ')[0]!))]
  if (/\s/.test(asked) || first.includes(asked.toLowerCase())) return
  const near = nearest(asked.toLowerCase(), first, 3).map(room => [cmd('help', { command: room })])
  if (near.length > 0)
    throw new UserError(
      'unknown-command',
      phrase`There is no command "${toEcho(asked)}". Did you mean ${joinText(near, ', ')}?`,
    )
}

/** A line each for the rooms: all commands with their summaries are longer than Discord takes. */
const rooms = (catalog: readonly CommandSpec[], slash: string) => ({
  summary: `Commands: ${catalog.map(c => c.path).join(', ')}.`,
  blocks: [
    heading('All commands'),
    list(
      [...Map.groupBy(catalog, c => c.path.split(' ')[0]!)].map(([room, [first, ...others]]): Text => {
        const verbs = [first!, ...others].map(c => c.path.slice(room.length + 1)).join(', ')
        return [code(`${slash}${room}`), `: ${first!.path === room ? first!.summary : verbs}`]
      }),
    ),
    note([
      'Commands of one group: ',
      code(`${slash}help issue`),
      '. One command: ',
      code(`${slash}help issue raise`),
    ]),
  ],
})

const overview = (room: string, catalog: readonly CommandSpec[], slash: string) => ({
  summary: `Commands: ${catalog.map(c => c.path).join(', ')}.`,
  blocks: [
    heading(`Commands of ${room}`),
    list(catalog.map((c): Text => [code(`${slash}${c.path}`), `: ${c.summary}`])),
    note(['One command: ', code(`${slash}help ${catalog[0]!.path}`)]),
  ],
})

function details(c: CommandSpec, slash: string) {
  const options = Object.fromEntries(
    c.options.map(o => [`${o.name}${o.required ? '' : ' (optional)'}`, `${o.label}, such as ${o.example}`]),
  )
  return {
    summary: `${slash}${c.path}: ${c.summary}.`,
    blocks: [
      heading(`${slash}${c.path}`),
      text(`${c.summary}.`),
      ...(c.options.length > 0 ? [fields(options)] : []),
      note(['For example: ', code(`${slash}${exampleOf(c)}`)]),
    ],
  }
}

/** A command with an example of each required option, as it can be typed. */
export const exampleOf = (c: CommandSpec): string => {
  const shown = c.options.filter(o => o.required || o.positional)
  return formatLine({ path: c.path, options: Object.fromEntries(shown.map(o => [o.name, o.example])) })
}

export const helpCommands: AnyCommand[] = [help]
