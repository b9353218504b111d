/** All debts: replies to liaison statements as SG × statement, and reports to meetings. */
import type { Context } from 'hono'
import { UserError } from '../../core/errors.ts'
import { knownStudyGroups } from '../../core/groups/registry.ts'
import { entryPage, PAGES } from '../../core/references/pages.ts'
import { describePartial } from '../../core/registers/field.ts'
import type { AddresseeState } from '../../core/registers/liaisons/debts.ts'
import { storedLiaisons } from '../../core/registers/liaisons/fields.ts'
import { formatLiaisonKey } from '../../core/registers/liaisons/key.ts'
import { findDebts } from '../../core/registers/owed/debts.ts'
import { findMatrix, type MatrixRow } from '../../core/registers/owed/matrix.ts'
import { describeDebt, NOT_AGREED } from '../../core/registers/owed/words.ts'
import { renderTable } from './blocks.ts'
import type { Page } from './layout.ts'
import { type Content, markup } from './markup.ts'
import { renderPaging } from './paging.ts'
import { readPage } from './query.ts'
import type { Reader } from './reader.ts'

/** Statements on one page. */
const SIZE = 40
/** Reports that are listed. */
const MOST_REPORTS = 100

export async function owedPage(c: Context, reader: Reader): Promise<Page> {
  const { tx, now } = reader.context
  const page = readPage(c)
  const { rows, total } = await findMatrix({ tx, now }, { skip: (page - 1) * SIZE, take: SIZE })
  const pages = Math.max(1, Math.ceil(total / SIZE))
  if (page > pages) throw new UserError('no-page', `There is no page ${page} of liaison statements.`, 'page')
  const groups = await columnsOf(rows, reader)
  const reports = (await findDebts({ tx, now })).filter(({ kind }) => kind !== 'reply')
  return {
    title: 'Owed',
    under: PAGES.owed,
    commands: [
      { label: 'What one SG owes', line: 'owed by SG17' },
      { label: 'Enter addressees', line: 'liaison to' },
      { label: 'Record a reply', line: 'liaison replied' },
      { label: 'No reply is intended', line: 'liaison no-reply' },
      { label: 'A report was given', line: 'owed given' },
    ],
    body: markup`<h2>Replies to liaison statements</h2>
<p class="note">A reply is owed by an addressee on record who was asked for action or comment. ${NOT_AGREED}</p>
${
  rows.length === 0
    ? markup`<p>No outgoing liaison statement is on record.</p>`
    : renderTable(
        'Replies to liaison statements, by study group',
        ['Statement', 'Subject', 'Addressees', ...groups],
        rows.map(row => [
          markup`<a class="ref" href="${reader.base}${entryPage(storedLiaisons.name, row.statement.key)}">${formatLiaisonKey(row.statement.key, now)}</a>`,
          (row.statement.fields.subject ?? '').slice(0, 160),
          row.states === undefined
            ? markup`<span class="soft">not on record</span>`
            : [...row.states.keys()].join(', '),
          ...groups.map(group => cellOf(row, group)),
        ]),
      )
}
${renderPaging(c, reader, page, pages, page < pages)}
<h2>Reports and statuses</h2>
${
  reports.length === 0
    ? markup`<p>Nothing else is owed that is on record.</p>`
    : markup`<ul>${reports.slice(0, MOST_REPORTS).map(report => markup`<li>${describeDebt(report)}</li>`)}</ul>`
}
${reports.length > MOST_REPORTS && markup`<p class="note">The first ${MOST_REPORTS} of ${reports.length} are shown.</p>`}`,
  }
}

/** The study groups, and others, that are addressed or replied. */
async function columnsOf(rows: readonly MatrixRow[], { context: { tx, now } }: Reader): Promise<string[]> {
  const known = await knownStudyGroups(tx, now)
  const others = new Set(rows.flatMap(row => [...(row.states?.keys() ?? []), ...row.replied.keys()]))
  const named = known.filter(group => others.has(group))
  return [...named, ...[...others.difference(new Set(known))].toSorted()]
}

function cellOf({ states, replied }: MatrixRow, group: string): Content {
  const state = states?.get(group)
  if (state) return describe(state)
  const documents = replied.get(group)
  return documents && markup`<span class="good">replied</span> ${documents.join(', ')}`
}

function describe(is: AddresseeState): Content {
  switch (is.state) {
    case 'replied':
      return markup`<span class="good">replied</span> ${is.documents.join(', ')}`
    case 'owes':
      return markup`<span class="warn">owes</span>${is.replyBy !== null && markup` by <span class="ref">${describePartial(is.replyBy)}</span>`}${is.overdue && ', overdue'}`
    case 'no reply intended':
      return 'no reply intended'
    case 'for information':
      return markup`<span class="soft">information</span>`
    case 'purpose not on record':
      return markup`<span class="soft">purpose not on record</span>`
  }
}
