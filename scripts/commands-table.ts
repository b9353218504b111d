/** Writes docs/commands.md from the commands themselves: what each is for, its options, who may, an example. */
import { writeFileSync } from 'node:fs'
import { COMMANDS } from '../src/core/catalog.ts'
import { type AnyCommand, toSpec } from '../src/core/commands/command.ts'
import { exampleOf } from '../src/core/desk/help.ts'
import type { OptionSpec } from '../src/core/grammar/spec.ts'

export const DOCUMENT = new URL('../docs/commands.md', import.meta.url)

const INTRO = `# All commands

<!-- Written by \`npm run docs:commands\` from the commands in src/core. Change those, not this file. -->

As on Slack and in the terminal. On Discord leave out \`/sg\`: \`/meeting next\`; Discord asks for the options itself.

- An option is given by its name: \`topic:Trust\`. Text with spaces or a colon goes in quotation marks:
  \`topic:"Trust in AI: terms"\`.
- Options in **bold** must be given. On Slack, on Discord and at the terminal's prompt you are asked for those you left out.
- Options marked with \\* can be given without their names, in their order, before any other:
  \`/sg meeting next RG-DT\`.
- A date is \`13 May 2026\` or \`2026-05-13\`, a time is Geneva time, from and to: \`13:00–15:00\`.

A command either happens, with everything it has to tell, or it does not happen at all; then you are told why.
Whoever may not is told who may. Who may do what with an issue at which stage is in [lifecycle.md](lifecycle.md).
`

/** The sections in order, and what their commands begin with. */
const ROOMS: Record<string, readonly string[]> = {
  'Issues between study groups': ['issue'],
  'Meetings and deadlines': ['meeting', 'deadline', 'contribution', 'plan', 'calendar'],
  Registers: [
    'document',
    'liaison',
    'action',
    'plan-item',
    'joint',
    'deliverable',
    'lead-role',
    'owed',
    'read',
  ],
  'What waits for you and what you hear': ['waiting', 'follow', 'unfollow', 'snooze', 'prefer'],
  'People, roles and channels': ['me', 'person', 'here'],
}
const OTHERS = 'Everything else'

export function commandsDocument(commands: readonly AnyCommand[] = COMMANDS): string {
  const roomOf = ({ path }: AnyCommand) =>
    Object.keys(ROOMS).find(title => ROOMS[title]!.includes(path.split(' ')[0]!)) ?? OTHERS
  const rooms = Map.groupBy(commands, roomOf)
  const sections = [...Object.keys(ROOMS), OTHERS]
    .filter(title => rooms.has(title))
    .map(title => `## ${title}\n\n${rooms.get(title)!.map(sectionOf).join('\n')}`)
  return `${[INTRO, ...sections].join('\n').trimEnd()}\n`
}

function sectionOf(command: AnyCommand): string {
  const spec = toSpec(command)
  const rows = spec.options.map(o => `| ${nameOf(o)} | ${cell(o.label)} | \`${cell(o.example)}\` |`)
  const table = rows.length > 0 ? ['| option | what it is | for example |', '|---|---|---|', ...rows, ''] : []
  return [
    `### \`/sg ${spec.path}\``,
    '',
    `${spec.summary}. For ${command.who.words}.`,
    '',
    ...table,
    `\`/sg ${exampleOf(spec)}\``,
    '',
  ].join('\n')
}

const nameOf = ({ name, required, positional }: OptionSpec): string =>
  `${required ? `**${name}**` : name}${positional ? ' \\*' : ''}`

/** In a table a bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|')

if (import.meta.main) writeFileSync(DOCUMENT, commandsDocument())
