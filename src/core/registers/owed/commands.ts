/** `owed`: who owes what, asked of a group, a liaison statement or a meeting; and reports that were given. */
import { type AnyCommand, type Context, command, everybody } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { UserError } from '../../errors.ts'
import { action, actions, heading, list, type Message, note, text } from '../../messages/message.ts'
import { leadsStudyGroup } from '../../roles/actor.ts'
import { cmd, phrase, type Text } from '../../text/spans.ts'
import { entryFrom, originFrom, written } from '../commands/changing.ts'
import { entryOption, sourceOption } from '../commands/options.ts'
import { parseBody } from '../field.ts'
import { findDebtors } from '../liaisons/debts.ts'
import { storedLiaisons } from '../liaisons/fields.ts'
import { liaisonParts, parseLiaisonKey } from '../liaisons/key.ts'
import {
  describeReplied,
  describeState,
  describeUndecided,
  describeUnknown,
  findReplies,
} from '../liaisons/replies.ts'
import type { Register } from '../register.ts'
import { changeEntry, findEntry } from '../store.ts'
import { hasRole, writesAll } from '../writers.ts'
import { findOwedReplies, findOwedReports } from './debts.ts'
import type { reportFields } from './fields.ts'
import { describeOwedReply, describeOwedReport } from './words.ts'

const NOT_AGREED = 'A missing reply is not agreement.'

export const owedCommands = (register: Register<typeof reportFields>): AnyCommand[] => [
  command({
    path: 'owed by',
    form: { title: 'Reports that are owed', submit: 'Show' },
    summary:
      'Who owes what: of an SG, replies to a liaison statement, reports to a meeting; alone, everything',
    options: {
      about: optional(
        option.text({
          label: 'SG, liaison statement or meeting',
          example: 'TSAG-LS4',
          positional: true,
        }),
      ),
    },
    effect: 'read',
    who: everybody,
    async run({ about }, context): Promise<Message> {
      if (about === undefined) return renderOwed('Owed', context, {})
      if (/-LS ?\d+$/i.test(about.trim()) || /^(?:T\d\d-)?(?:[A-Z0-9-]+-)?TD ?\d+$/i.test(about.trim()))
        return ofStatement(about, context)
      if (/^(?:TSAG )?\d/.test(about.trim()))
        return renderOwed(`Owed to the meeting of ${about}`, context, { meeting: about.trim() })
      const group = parseBody(about)
      return renderOwed(`Owed by ${group}`, context, { group })
    },
  }),
  command({
    path: 'owed given',
    form: { title: 'A report was given', submit: 'Record' },
    summary: 'A report was given to a meeting, so it is owed no more',
    options: {
      report: entryOption(register),
      meeting: option.text({ label: 'Meeting, as it stands there', example: '2026-05' }),
      source: sourceOption,
    },
    effect: 'change',
    who: {
      words: "TSB, WP2's chair and vice-chairs, and an SG's chair and vice-chairs for their own SG",
      reads: ['report'],
      couldAllow: hasRole,
      async allows(actor, { report }, { tx, now }) {
        const entry = await findEntry(tx, register, register.key.parse(report, now))
        const { group } = entry?.fields ?? {}
        return writesAll(actor) || actor.roles.some(r => leadsStudyGroup(r) && r.group === group)
      },
    },
    async run({ report, meeting, source }, context) {
      const before = await entryFrom(register, { report }, context)
      const done = [...new Set([...(before.fields.done ?? []), meeting])]
      const after = await changeEntry(
        context,
        register,
        before,
        { fields: { done } },
        originFrom(context, source),
      )
      return written(register, before, after, context)
    },
  }),
]

async function renderOwed(
  title: string,
  context: Context,
  { group, meeting }: { group?: string; meeting?: string },
): Promise<Message> {
  const replies = meeting === undefined ? await findOwedReplies(context, group) : []
  const reports = await findOwedReports(context, { group, meeting })
  const lines = [...replies.map(describeOwedReply), ...reports.map(describeOwedReport)]
  const none = `${title}: nothing that is on record.`
  return {
    summary: lines.length === 0 ? none : `${title}: ${lines.join('; ')}.`,
    blocks: [
      ...(lines.length === 0 ? [text(none)] : [heading(title), list(lines)]),
      note(
        phrase`Liaison statements whose addressees are not on record are not counted; ${cmd('liaison to')} enters them. ${NOT_AGREED}`,
      ),
    ],
  }
}

/** "Who owes TSAG-LS4 a reply?" */
async function ofStatement(about: string, context: Context): Promise<Message> {
  const { tx, now } = context
  const key = parseLiaisonKey(about, now)
  const statement = await findEntry(tx, storedLiaisons, key)
  const reference = key.startsWith(parseLiaisonKey('TSAG-LS1', now).slice(0, 3)) ? key.slice(4) : key
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
    ...(open.length > 0 ? [` Whether ${open.join(', ')} owe one is not on record.`] : []),
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
