/** `owed`: who owes what, asked of a group, a liaison statement or a meeting; and the status round. */
import { type AnyCommand, type Context, command, everybody } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { action, actions, heading, list, type Message, note, sentence, text } from '../../messages/message.ts'
import { parsePage } from '../../messages/pages.ts'
import { PAGES } from '../../references/pages.ts'
import { cmd, phrase, type Text } from '../../text/spans.ts'
import { fieldOption, shortOption } from '../commands/options.ts'
import { field, parseBody } from '../field.ts'
import { findDebtors } from '../liaisons/debts.ts'
import { storedLiaisons } from '../liaisons/fields.ts'
import { formatLiaisonKey, liaisonParts, parseLiaisonKey } from '../liaisons/key.ts'
import {
  describeReplied,
  describeState,
  describeUndecided,
  describeUnknown,
  findReplies,
} from '../liaisons/replies.ts'
import { NEXT_TSAG } from '../periods.ts'
import type { Register } from '../register.ts'
import { findEntry } from '../store.ts'
import { findAsked, isStatement } from './asked.ts'
import { type Debt, isSameBody } from './debt.ts'
import { findLeaders, groupsAnsweredFor } from './debtors.ts'
import { findDebts } from './debts.ts'
import type { reportFields } from './fields.ts'
import { reportCommands } from './report-commands.ts'
import { findRound, findRoundMeeting, labelOf } from './round.ts'
import { cardMessage, missingMessage } from './round-message.ts'
import { describeDebt, NOT_AGREED } from './words.ts'

/** Lines on one page. */
const PAGE = 20

const pageOption = optional(option.own({ label: 'Page', example: '2' }, parsePage))

export const owedCommands = (register: Register<typeof reportFields>): AnyCommand[] => [
  command({
    path: 'owed by',
    form: { title: 'Reports that are owed', submit: 'Show' },
    aliases: ['owed'],
    summary:
      'List what is owed: by an SG, as a reply to a liaison statement, or to a meeting; alone, everything',
    brief: 'Who owes what, by when',
    options: {
      about: optional(
        option.text({
          label: 'SG, liaison statement or meeting',
          example: 'TSAG-LS4',
          positional: true,
        }),
      ),
      page: pageOption,
    },
    effect: 'read',
    who: everybody,
    page: () => PAGES.owed,
    async run({ about, page = 1 }, context): Promise<Message> {
      if (about !== undefined && isStatement(about.trim())) return ofStatement(about, context)
      const debts = await findDebts(context)
      if (about === undefined) return renderOwed('Owed', debts, page, {})
      const { title, matches } = await findAsked(about.trim(), debts, context)
      return renderOwed(title, debts.filter(matches), page, { about })
    },
  }),
  command({
    path: 'owed round',
    form: { title: 'Status round', submit: 'Show' },
    summary:
      "The status round before a TSAG meeting: a group's items and joint activities, or what is missing",
    brief: 'The status round before a TSAG meeting',
    options: {
      group: optional(
        shortOption(
          { label: 'Group; left out, your own or all', example: 'SG17', positional: true },
          parseBody,
        ),
      ),
      meeting: optional(fieldOption(field.tsagMeeting({ label: 'TSAG meeting', example: 'TSAG 10-2026' }))),
      page: pageOption,
    },
    effect: 'read',
    who: everybody,
    async run({ group, meeting, page = 1 }, context): Promise<Message> {
      const coming =
        meeting === undefined || meeting === NEXT_TSAG ? await findRoundMeeting(context) : undefined
      const label = coming ? labelOf(coming) : meeting
      if (label === undefined || label === NEXT_TSAG)
        return sentence(
          phrase`The next TSAG meeting is not on the calendar yet; its status round begins at its contribution deadline. ${cmd('owed round', { meeting: 'TSAG 10-2026' })} asks about a meeting by its label.`,
        )
      const round = await findRound(context.tx, label, await findLeaders(context.tx))
      const own = groupsAnsweredFor(context.actor).filter(g => round.groups.has(g))
      const wanted = group ?? (own.length === 1 ? own[0] : undefined)
      if (wanted === undefined) return missingMessage(round)
      const name = [...round.groups.keys()].find(g => isSameBody(g, wanted))
      const card = name === undefined ? undefined : cardMessage(round, name, page)
      return card ?? sentence(`${wanted} has no open item and no joint activity in the round for ${label}.`)
    },
  }),
  ...reportCommands(register),
]

function renderOwed(title: string, debts: readonly Debt[], page: number, asked: { about?: string }): Message {
  const lines = debts.slice((page - 1) * PAGE, page * PAGE).map(describeDebt)
  const pages = Math.max(1, Math.ceil(debts.length / PAGE))
  if (page > pages)
    throw new UserError('no-page', `There is no page ${page}; the last one is ${pages}.`, 'page')
  const none = `${title}: nothing that is on record.`
  return {
    summary: lines.length === 0 ? none : `${title}: ${lines.join('; ')}.`,
    blocks: [
      ...(lines.length === 0 ? [text(none)] : [heading(title), list(lines)]),
      ...(pages > 1 ? [note(`Page ${page} of ${pages}, ${debts.length} in all.`)] : []),
      note(
        phrase`Not counted: replies to liaison statements whose addressees are not on record (${cmd('liaison to')} enters them), and reports of SGs whose lead SG roles are not (${cmd('lead-role add')}). ${NOT_AGREED}`,
      ),
      ...(page < pages
        ? [actions([action('Next page', 'owed by', { ...asked, page: String(page + 1) })])]
        : []),
    ],
  }
}

/** "Who owes TSAG-LS4 a reply?" */
async function ofStatement(about: string, context: Context): Promise<Message> {
  const { tx, now } = context
  const key = parseLiaisonKey(about, now)
  const statement = await findEntry(tx, storedLiaisons, key)
  const reference = formatLiaisonKey(key, now)
  const state = await findReplies(context, key, statement)
  const { code } = liaisonParts(key)
  if (!statement && state.replied.length === 0 && state.undecided.length === 0)
    throw new UserError(
      'no-entry',
      phrase`${reference} is not on record, nor is a reply to it. ${cmd('liaison list')} lists the statements that are.`,
      'about',
    )
  if (state.addressees === undefined) {
    const said = describeUnknown(state, reference)
    return {
      summary: said,
      blocks: [
        text(said),
        note(NOT_AGREED),
        ...(state.undecided.length > 0 ? [note(describeUndecided(state))] : []),
        ...(code === undefined
          ? []
          : [actions([action('Enter the addressees', 'liaison to', { liaison: reference })])]),
      ],
    }
  }
  const debtors = findDebtors(state)
  const open = state.addressees.filter(a => a.is.state === 'purpose not on record').map(a => a.group)
  const said: Text = [
    debtors.length === 0
      ? `No addressee owes ${reference} a reply.`
      : `A reply to ${reference} is owed by ${debtors.join(', ')}.`,
    ` Replied: ${describeReplied(state)}.`,
    ...(open.length > 0
      ? [` Whether ${open.join(', ')} ${open.length === 1 ? 'owes' : 'owe'} one is not on record.`]
      : []),
  ].join('')
  return {
    summary: said,
    blocks: [
      text(said),
      list(state.addressees.map(({ group, is }) => `${group}: ${describeState(is)}`)),
      note(
        `${NOT_AGREED} Replies name the statement without its study period; they count while no other period has ${code ?? reference} on record.`,
      ),
      ...(state.undecided.length > 0 ? [note(describeUndecided(state))] : []),
    ],
  }
}
