import { type AnyCommand, command, everybody } from '../commands/command.ts'
import { option, optional } from '../commands/options.ts'
import type { Transaction } from '../database/client.ts'
import { toColumn } from '../database/columns.ts'
import { UserError } from '../errors.ts'
import { beforeItIsOver } from '../meetings/before.ts'
import { assertOpen, findMeeting, type Meeting, meetingRef } from '../meetings/meeting.ts'
import { meetingOption } from '../meetings/options.ts'
import { schedules } from '../meetings/permission.ts'
import { describeDeadline, describeTime, meetingName } from '../meetings/words.ts'
import { heading, list, note, sentence, text } from '../messages/message.ts'
import { parsePage } from '../messages/pages.ts'
import { PAGE_LINES, pageOfList, turnPages } from '../messages/turn-pages.ts'
import { parseDocument } from '../references/documents.ts'
import { isTsb } from '../roles/actor.ts'
import { toBy } from '../roles/by.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import { cmd, phrase } from '../text/spans.ts'
import {
  acceptContribution,
  announceContribution,
  CONTRIBUTION,
  contributionRef,
  contributionsTo,
  contributionWords,
  unregisteredContributions,
} from './contributions.ts'

const meeting = meetingOption({ label: 'Meeting', example: 'MTG-2', positional: true })

const announce = command({
  path: 'contribution announce',
  form: { title: 'Contribution to {meeting}', submit: 'Announce' },
  summary: 'Announce a contribution to a meeting',
  options: {
    meeting,
    title: option.text({
      positional: true,
      label: 'Title',
      example: 'Gap analysis of digital transformation',
    }),
    source: option.text({ label: 'Source: the member it comes from', example: 'NICT' }),
    document: optional(
      option.own({ label: 'Document number, when there is one', example: 'C21' }, parseDocument),
    ),
  },
  effect: 'change',
  who: everybody,
  before: beforeItIsOver,
  async run({ meeting, title, source, document }, { tx, now, actor, caller }) {
    const found = await findMeeting(tx, meeting)
    assertOpen(found, now)
    const by = toBy(actor)
    const account = `${caller.platform}:${caller.account}`
    const accepted = isTsb(actor) || actor.roles.length > 0
    const made = await announceContribution(
      tx,
      found,
      { title, source, document, by, account, accepted },
      now,
    )
    if (!accepted)
      return sentence(
        `${contributionWords(made)} is noted for the ${meetingName(found)} of ${describeTime(found)} as not registered: you have no role here, so it is listed and counted once TSB accepts it.`,
      )
    return sentence(
      `${contributionWords({ ...made, late: false })} is announced to the ${meetingName(found)} of ${describeTime(found)}.${lateWords(found, made.late)}`,
    )
  },
})

/** Explains to the author what it means that the contribution is late. */
const lateWords = (m: Meeting, late: boolean): string => {
  if (!late) return ''
  const held =
    m.kind === 'RG_INTERIM'
      ? " It does not count as input for the Rapporteur's decision to hold the meeting."
      : ''
  return ` It came after the contribution deadline and is listed as late.${held} The meeting decides whether to consider it.`
}

const listed = command({
  path: 'contribution list',
  form: { title: 'Brought to {meeting}', submit: 'List' },
  summary: 'List the contributions to a meeting',
  options: { meeting, page: optional(option.own({ label: 'Page', example: '2' }, parsePage)) },
  effect: 'read',
  who: everybody,
  async run({ meeting, page: wanted }, { tx, now }) {
    const found = await findMeeting(tx, meeting)
    const all = await contributionsTo(tx, meeting)
    const page = pageOfList(all.length, wanted)
    const lines = all.slice(page.skip, page.skip + PAGE_LINES).map(contributionWords)
    const waiting = await unregisteredContributions(tx, meeting)
    const title = `Contributions to the ${meetingName(found)}, ${meetingRef(found)}`
    return {
      summary: `${title}: ${all.length === 0 ? 'none so far' : lines.join('; ')}${page.of}.`,
      blocks: [
        heading(`${title}${page.of}`),
        all.length === 0 ? text('None so far.') : list(lines),
        ...(waiting.length > 0
          ? [heading('Not registered'), list(waiting.map(contributionWords)), note(UNREGISTERED)]
          : []),
        note(`Contributions by: ${describeDeadline(found, now)}.`),
        ...turnPages(page, 'contribution list', { meeting: meetingRef(found) }),
      ],
    }
  },
})

const UNREGISTERED = phrase`These come from people without a role here and are not counted; ${cmd('contribution accept')} by TSB makes one count.`

const reference = option.reference(CONTRIBUTION, {
  label: 'Contribution',
  example: 'CON-1',
  positional: true,
})

async function findContribution(tx: Transaction, id: number) {
  const found = await tx.contribution.findUnique({ where: { id } })
  if (found) return found
  throw new UserError(
    'no-contribution',
    phrase`There is no contribution CON-${id}. ${cmd('contribution list')} shows those of a meeting.`,
    'contribution',
  )
}

const accept = command({
  path: 'contribution accept',
  form: { title: 'Accept {contribution}', submit: 'Accept' },
  summary: 'Accept a contribution that somebody without a role announced: it counts from now on',
  options: { contribution: reference },
  effect: 'change',
  who: { words: 'TSB', allows: isTsb },
  async run({ contribution }, { tx }) {
    const found = await findContribution(tx, contribution)
    if (found.accepted || found.withdrawn)
      return sentence(
        `${contributionRef(found)} is already ${found.withdrawn ? 'withdrawn' : 'accepted'}; nothing was changed.`,
      )
    return sentence(
      `${contributionWords(await acceptContribution(tx, contribution))} is accepted and counts.`,
    )
  },
})

const withdraw = command({
  path: 'contribution withdraw',
  form: { title: 'Withdraw {contribution}', submit: 'Withdraw' },
  summary: 'Withdraw a contribution; the record keeps it',
  options: {
    contribution: reference,
    reason: optional(option.longText({ label: 'Reason', example: 'merged with another', positional: true })),
  },
  effect: 'change',
  who: everybody,
  async run({ contribution, reason }, { tx, now, actor, caller }) {
    const found = await findContribution(tx, contribution)
    if (found.withdrawn)
      throw new UserError('withdrawn', `${contributionRef(found)} is already withdrawn.`, 'contribution')
    const m = await findMeeting(tx, found.meetingId)
    const own = found.account === `${caller.platform}:${caller.account}`
    if (!own && !isTsb(actor) && !schedules(actor, m))
      throw notAllowed(
        actor,
        'the author of a contribution, TSB, and those who lead the meeting',
        'withdraw it',
      )
    const gone = await tx.contribution.update({
      where: { id: contribution },
      data: { withdrawn: toColumn(now), reason: reason ?? null },
    })
    return sentence(`${contributionWords(gone)}.`)
  },
})

export const contributionCommands: AnyCommand[] = [announce, listed, accept, withdraw]
