/**
 * The commands for programs that speak the Model Context Protocol. A reading command is answered at once; one that
 * changes something is kept as a proposal, and the program gets a link: a person looks at it and does it in chat.
 */
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import type { Context as Request } from 'hono'
import { z } from 'zod'
import { COMMANDS } from '../../core/catalog.ts'
import type { Context } from '../../core/commands/command.ts'
import { inTransaction } from '../../core/database/client.ts'
import { findCommand } from '../../core/grammar/grammar.ts'
import type { CommandSpec } from '../../core/grammar/spec.ts'
import type { File } from '../../core/messages/message.ts'
import { plainMessage } from '../../core/messages/plain.ts'
import { proposalPage } from '../../core/references/pages.ts'
import { joinWords } from '../../core/text/sentences.ts'
import { proposeCommand } from '../../core/web/notices.ts'
import { PROPOSAL } from '../../core/web/proposals.ts'
import { plain } from '../responses.ts'
import { type ApiOptions, NO_TOKEN, readToken } from './tokens.ts'

/** Commands about the access of people and programs themselves: a program does not ask for more of it. */
const isOurs = ({ path }: CommandSpec): boolean => path.startsWith('web ') || path === 'calendar'

const READING = new Set(COMMANDS.filter(c => c.effect === 'read').map(c => c.path))

const optionsSchema = z
  .record(z.string(), z.string())
  .optional()
  .describe('Options by name, values as text, such as {"group": "RG-DT"}.')

interface Owner {
  token: number
  context: Context
}

/** Answers one request of a program. */
export async function answerMcp(c: Request, options: ApiOptions): Promise<Response> {
  const owner = await readToken(c, options)
  if (!owner) return plain(c, 401, NO_TOKEN, { 'www-authenticate': 'Bearer' })
  const handler = createMcpHandler(() => createServer(owner, options))
  return handler.fetch(c.req.raw)
}

function createServer(owner: Owner, options: ApiOptions): McpServer {
  const { catalog } = owner.context
  const offered = catalog.filter(spec => !isOurs(spec))
  const server = new McpServer({ name: 'intersg', version: '1' })
  server.registerTool(
    'list_commands',
    {
      title: 'List the commands',
      description: 'All commands with their options, and whether each reads or changes something.',
      annotations: { readOnlyHint: true },
    },
    async () => said(offered.map(describe).join('\n')),
  )
  server.registerTool(
    'read',
    {
      title: 'Give a command that reads',
      description:
        'Gives a command that changes nothing, with the rights of the owner of the token, and returns its answer.',
      inputSchema: z.object({
        command: z.string().describe('Such as "meeting next".'),
        options: optionsSchema,
      }),
      annotations: { readOnlyHint: true },
    },
    async ({ command, options: given = {} }) => {
      const spec = findOffered(command, offered)
      if (!spec) return refused(unknown(command))
      if (!READING.has(spec.path))
        return refused(`“${spec.path}” changes something; use the tool propose for it.`)
      const strange = findStrange(spec, given)
      if (strange.length > 0) return refused(strange.join(' '))
      const reply = await options.desk.execute(
        { path: spec.path, options: given },
        owner.context.caller,
        crypto.randomUUID(),
      )
      const text = plainMessage(reply.message, reply.zone)
      return reply.refused ? refused(text) : said(text, reply.message.files)
    },
  )
  server.registerTool(
    'propose',
    {
      title: 'Propose a command that changes something',
      description:
        'Changes nothing. The owner of the token gets the command in chat with a button, and decides. Returns a link to the proposal.',
      inputSchema: z.object({
        command: z.string().describe('Such as "issue comment".'),
        options: optionsSchema,
      }),
      annotations: { readOnlyHint: false, destructiveHint: false },
    },
    async ({ command, options: given = {} }) => {
      const spec = findOffered(command, offered)
      if (!spec) return refused(unknown(command))
      if (READING.has(spec.path)) return refused(`“${spec.path}” only reads; use the tool read for it.`)
      const invocation = { path: spec.path, options: given }
      const checked = await options.desk.check(invocation, owner.context.caller)
      const faults = [...findStrange(spec, given), ...Object.values(checked)]
      return faults.length === 0 ? propose(invocation, owner, options) : refused(faults.join(' '))
    },
  )
  return server
}

/** Keeps the proposal and notifies its owner, in one transaction. */
async function propose(
  invocation: { path: string; options: Record<string, string> },
  { token, context }: Owner,
  { db, publicUrl }: ApiOptions,
) {
  const id = await inTransaction(db, tx => proposeCommand({ ...context, tx }, invocation, token))
  const reference = PROPOSAL.format(id)
  return said(
    `Nothing is changed. ${reference} waits for ${context.actor.name}, who decides in chat: ${publicUrl ?? ''}${proposalPage(reference)}`,
  )
}

const findOffered = (command: string, offered: readonly CommandSpec[]): CommandSpec | undefined =>
  findCommand(
    command
      .trim()
      .toLowerCase()
      .replace(/^\/sg /, ''),
    offered,
  )

/** Options that the command does not have: a filter that is left out silently would give another answer. */
const findStrange = ({ path, options }: CommandSpec, given: Record<string, string>): string[] =>
  Object.keys(given)
    .filter(name => !options.some(o => o.name === name || o.former?.name === name))
    .map(
      name =>
        `${path} has no option “${name.slice(0, 60)}”${options.length === 0 ? '' : `; it has ${joinWords(options.map(o => o.name))}`}.`,
    )

const unknown = (command: string): string =>
  `There is no command “${command.slice(0, 60)}” here; the tool list_commands names them all.`

const describe = ({ path, summary, options }: CommandSpec): string =>
  `${path} (${READING.has(path) ? 'reads' : 'changes'}): ${summary}.${options.length === 0 ? '' : ` Options: ${options.map(o => `${o.name}${o.required ? '' : ' (optional)'}: ${o.label}${o.choices ? `, one of ${o.choices.join(', ')}` : o.example === '' ? '' : `, such as ${o.example}`}`).join('; ')}.`}`

/** An answer; files that are no text go along as bytes (text files are in the text). */
const said = (text: string, files: readonly File[] = []) => ({
  content: [
    { type: 'text' as const, text },
    ...files
      .filter(({ encoding }) => encoding === 'base64')
      .map(({ name, type, content }) => ({
        type: 'resource' as const,
        resource: { uri: `file:///${encodeURIComponent(name)}`, mimeType: type, blob: content },
      })),
  ],
})
const refused = (text: string) => ({ ...said(text), isError: true })
