/** Writes docs/commands.md from the commands themselves: what each is for, its options, who may, an example. */
import { writeFileSync } from 'node:fs'
import { toMenuPath } from '../src/bots/discord/paths.ts'
import { COMMANDS } from '../src/core/catalog.ts'
import { type AnyCommand, toSpec } from '../src/core/commands/command.ts'
import { exampleOf } from '../src/core/desk/help.ts'
import type { OptionSpec } from '../src/core/grammar/spec.ts'

export const DOCUMENT = new URL('../docs/commands.md', import.meta.url)

const INTRO = `# All commands

<!-- Written by \`npm run docs:commands\` from the commands in src/core. Change those, not this file. -->

Commands are written as on Slack and in the terminal. On Discord leave out \`/sg\`: \`/meeting next\`; Discord asks for the
options. Registers stand together there: \`/register liaison list\`; what only TSB and WP2's chair and vice-chairs write in them is under
\`/secretariat\`.

- An option is given by its name: \`topic:Trust\`. Text with spaces or a colon goes in quotation marks:
  \`topic:"Trust in AI: terms"\`.
- Options in **bold** are required. On Slack, on Discord and at the terminal's prompt the bot asks for those that you left out.
- Options marked with \\* can be given without their names, in this order, before any others:
  \`/sg meeting next RG-DT\`.
- Write a date as \`13 May 2026\` or \`2026-05-13\`, and a time from and to, in Geneva time: \`13:00–15:00\`.

A command takes effect completely, notices included, or not at all; then the bot says why. If you may not use a command, the
bot says who can. [lifecycle.md](lifecycle.md) lists who may do what with an issue, and when. [messages.md](messages.md) shows
the answers of every command.
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
  'Drafts of documents': ['report', 'agenda'],
  'Open items and notices': ['waiting', 'follow', 'unfollow', 'snooze', 'prefer'],
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
  const table = rows.length > 0 ? ['| option | meaning | example |', '|---|---|---|', ...rows, ''] : []
  return [
    `### \`/sg ${spec.path}\``,
    '',
    ...(spec.menu ? [`On Discord \`/${toMenuPath(spec)}\`.`, ''] : []),
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
