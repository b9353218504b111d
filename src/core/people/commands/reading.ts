import { command, everybody } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { instantFrom } from '../../database/columns.ts'
import { groupOption } from '../../groups/options.ts'
import { findGroup, inOrder } from '../../groups/registry.ts'
import { heading, list, type Message, note, sentence, table } from '../../messages/message.ts'
import { parsePage } from '../../messages/pages.ts'
import { given, PAGE_LINES, pageOfList, turnPages } from '../../messages/turn-pages.ts'
import { describeRole } from '../../roles/role.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { formatDate, inGeneva } from '../../time/geneva.ts'
import { formatAccount } from '../accounts.ts'
import { changeLines } from '../admin-changes.ts'
import { findPerson, knownPeople, PERSON, personOption } from '../find-people.ts'
import { isKeeper, keepsRegister } from './permissions.ts'

const pageOption = optional(option.own({ label: 'Page', example: '2' }, parsePage))

/** The order in which roles of one group are listed. */
const RANKS = ['CHAIR', 'CO_CHAIR', 'VICE_CHAIR', 'CONVENOR', 'RAPPORTEUR', 'ASSOCIATE_RAPPORTEUR', 'TSB']

export const people = command({
  path: 'person list',
  form: { title: 'People and roles', submit: 'List' },
  summary: 'List who holds which role, and since when; TSB sees the accounts, too',
  options: {
    group: optional(groupOption({ label: 'Group', example: 'SG17', positional: true })),
    past: optional(option.choice(['yes', 'no'], { label: 'Past holders too', example: 'yes' })),
    page: pageOption,
  },
  effect: 'read',
  who: everybody,
  async run({ group: asked, past, page: wanted }, { tx, now, actor }): Promise<Message> {
    const group = asked && (await findGroup(tx, asked, now, 'group')).id
    const found = await tx.role.findMany({
      where: { ...(group && { groupId: group }), ...(past !== 'yes' && { until: null }) },
      include: { person: { include: { accounts: true } } },
      orderBy: { since: 'asc' },
    })
    const roles = found.toSorted(
      (a, b) =>
        inOrder({ id: a.groupId ?? '' }, { id: b.groupId ?? '' }) ||
        RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind),
    )
    const of = group ? ` of ${group}` : ''
    const keeps = isKeeper(actor)
    const without =
      keeps && group === undefined ? (await knownPeople(tx)).filter(p => p.roles.length === 0) : []
    if (roles.length === 0 && without.length === 0)
      return sentence(phrase`No one has a role${of} yet. TSB adds people with ${cmd('person add')}.`)
    const day = (date: Date) => formatDate(inGeneva(instantFrom(date)))
    const page = pageOfList(roles.length, wanted)
    const rows = roles
      .slice(page.skip, page.skip + PAGE_LINES)
      .map(r => [
        describeRole({ kind: r.kind, group: r.groupId }),
        r.person.name,
        r.until ? `${day(r.since)} to ${day(r.until)}` : `since ${day(r.since)}`,
        (keeps ? r.person.accounts.map(formatAccount) : r.person.accounts.map(a => a.platform)).join(', ') ||
          'no account',
        ...(keeps ? [PERSON.format(r.personId)] : []),
      ])
    const columns = ['Role', 'Name', 'When', 'Reached on', ...(keeps ? ['Number'] : [])]
    return {
      summary: `Roles${of}: ${roles.length}${page.of}.`,
      blocks: [
        heading(`Roles${of}${page.of}`),
        table(columns, rows),
        ...(without.length > 0
          ? [
              note(
                `Without a role: ${without.map(p => `${p.name}, ${PERSON.format(p.id)} (${p.accounts.join(', ') || 'no account'})`).join('; ')}.`,
              ),
            ]
          : []),
        ...turnPages(page, 'person list', given({ group, past })),
      ],
    }
  },
})

export const history = command({
  path: 'person history',
  form: { title: 'History of people', submit: 'Show' },
  summary: 'Every change of a person, a group’s roles and channels, or the whole register, with who made it',
  options: {
    person: optional(personOption({ label: 'Person', example: 'Ada Okafor', positional: true })),
    group: optional(groupOption({ label: 'Group', example: 'SG17' })),
    page: pageOption,
  },
  effect: 'read',
  who: keepsRegister,
  async run({ person, group: asked, page: wanted }, { tx, now, platforms }): Promise<Message> {
    const group = asked && (await findGroup(tx, asked, now, 'group')).id
    const found = person === undefined ? undefined : await findPerson(tx, person, 'person')
    const where = { ...(found && { personId: found.id }), ...(group && { groupId: group }) }
    const { lines, page, total } = await changeLines(tx, where, platforms, wanted)
    const of = found ? ` of ${found.name}` : group ? ` of ${group}` : ''
    if (lines.length === 0) return sentence(`No change${of} is on record.`)
    return {
      summary: `Changes${of}: ${total}${page.of}.`,
      blocks: [
        heading(`Changes${of}${page.of}`),
        list(lines),
        ...turnPages(page, 'person history', given({ person: found && PERSON.format(found.id), group })),
      ],
    }
  },
})
