/** `web`: a personal link to the pages, sessions, tokens for programs, and what programs propose. */
import {
  type Answer,
  type AnyCommand,
  type Context,
  command,
  everybody,
  type Permission,
} from '../commands/command.ts'
import { declareOption, type Option, option } from '../commands/options.ts'
import { UserError } from '../errors.ts'
import { link, type Message, note, sentence, text } from '../messages/message.ts'
import { cmd, phrase } from '../text/spans.ts'
import { ACCESS, accountsOf, createAccess, LASTS_HOURS, listAccess, revokeAccess } from './access.ts'
import { findProposal, PROPOSAL } from './proposals.ts'
import { renderAccess, renderProposal, renderToken } from './words.ts'

/** The path at which a link opens its page. */
export const signInPath = (secret: string): string => `/sign-in/${secret}`

/** Programs read in the name of somebody who is known. */
const known: Permission<unknown> = {
  words: 'registered people',
  allows: ({ person, roles, admin }) => person !== undefined || roles.length > 0 || admin,
}

function publicUrl({ publicUrl }: Context): string {
  if (publicUrl !== undefined) return publicUrl
  throw new UserError(
    'no-public-url',
    'The pages have no public address yet. The administrator of this bot can set INTERSG_URL (such as https://intersg.example.org) and PORT.',
  )
}

/** "http://127.0.0.1:8080", "http://localhost": an address that means another machine everywhere else. */
const isOfThisMachine = (url: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

const webLink = command({
  path: 'web link',
  form: { title: 'Link to the pages', submit: 'Make' },
  aliases: ['web'],
  summary: 'A personal link to the pages: calendar, issues, registers, who owes what',
  options: {},
  effect: 'change',
  answer: 'private',
  who: everybody,
  async run(_, context): Promise<Answer> {
    const { tx, now, caller } = context
    const url = publicUrl(context)
    const { secret } = await createAccess(tx, 'LINK', caller, now)
    const summary = 'Your link to the pages. It works once, within 15 minutes.'
    return {
      summary,
      blocks: [
        text([summary, ' ', link('Open the pages', url + signInPath(secret))]),
        note(
          phrase`It opens a page with one button, which keeps this browser signed in for ${LASTS_HOURS.SESSION / 24} days. Keep the link to yourself. ${cmd('web sessions')} lists where you are signed in.${isOfThisMachine(url) ? ' The link works only on the machine on which this program runs.' : ''}`,
        ),
      ],
      again: sentence(
        phrase`The link was shown once and is not stored; ${cmd('web link')} gives another one.`,
      ),
    }
  },
})

const sessions = command({
  path: 'web sessions',
  summary: 'List where you are signed in on the web, and your tokens for programs',
  options: {},
  effect: 'read',
  who: everybody,
  async run(_, { tx, now, caller, actor }): Promise<Message> {
    return renderAccess(await listAccess(tx, await accountsOf(tx, caller, actor.person), now))
  },
})

/** One session or token by its reference, or all. */
const accessOption: Option<number | 'all'> = declareOption(
  'text',
  { label: 'Session or token, or all', example: 'WEB-3', positional: true },
  raw => (raw.trim().toLowerCase() === 'all' ? ('all' as const) : ACCESS.parse(raw)),
)

const revoke = command({
  path: 'web revoke',
  form: { title: 'End access to pages', submit: 'End' },
  summary: 'End a session on the web or a token of yours, or all of them',
  options: { access: accessOption },
  effect: 'change',
  answer: 'private',
  who: everybody,
  async run({ access }, { tx, now, caller, actor }): Promise<Message> {
    const count = await revokeAccess(tx, await accountsOf(tx, caller, actor.person), access, now)
    if (access !== 'all') return sentence(`${ACCESS.format(access)} has ended; it can no longer be used.`)
    return sentence(
      count === 0
        ? 'You have no session, token or open link on the web.'
        : `All your sessions, tokens and open links on the web have ended: ${count}.`,
    )
  },
})

const token = command({
  path: 'web token',
  form: { title: 'Token for a program', submit: 'Make' },
  summary: 'A token with which a program of yours reads what you may read',
  options: {
    label: option.text({ label: 'What it is for', example: 'SG17 dashboard', positional: true }),
  },
  effect: 'change',
  answer: 'private',
  who: known,
  async run({ label }, context): Promise<Answer> {
    const { tx, now, caller } = context
    const url = publicUrl(context)
    const { secret, id } = await createAccess(tx, 'TOKEN', caller, now, label)
    return {
      ...renderToken(id, secret, now.add({ hours: LASTS_HOURS.TOKEN }), url),
      again: sentence(
        phrase`Token ${ACCESS.format(id)} was shown once and is not stored. ${cmd('web revoke', { access: ACCESS.format(id) })} ends it, ${cmd('web token')} gives another one.`,
      ),
    }
  },
})

const proposal = command({
  path: 'web proposal',
  form: { title: 'Proposal of a program', submit: 'Show' },
  summary: 'A command that a program of yours proposed, with the button that does it',
  options: {
    proposal: option.reference(PROPOSAL, { label: 'Proposal', example: 'PROP-1', positional: true }),
  },
  effect: 'read',
  who: everybody,
  async run({ proposal }, { tx, caller, actor }): Promise<Message> {
    const { id, token, invocation } = await findProposal(
      tx,
      proposal,
      await accountsOf(tx, caller, actor.person),
    )
    return renderProposal(id, token, invocation)
  },
})

export const webCommands: AnyCommand[] = [webLink, sessions, revoke, token, proposal]
