/** The documents of a TSAG meeting: their allocation to groups, with totals in their three meanings. */
import type { Context } from 'hono'
import { PAGES, registerPage, withQuery } from '../../core/references/pages.ts'
import { listMarks, meetingsWithDocuments } from '../../core/registers/documents/allocation.ts'
import { documentFields } from '../../core/registers/documents/fields.ts'
import { documentParts } from '../../core/registers/documents/key.ts'
import { countDocuments, type Totals } from '../../core/registers/documents/totals.ts'
import { renderTable } from './blocks.ts'
import { renderFilters, toChoices } from './filters.ts'
import type { Page } from './layout.ts'
import { type Content, markup } from './markup.ts'
import { readChoice, readValue } from './query.ts'
import type { Reader } from './reader.ts'

const KINDS = ['all', 'C', 'TD'] as const
const REGISTER = 'documents'

export async function documentsPage(c: Context, reader: Reader): Promise<Page> {
  const { tx } = reader.context
  const meetings = await meetingsWithDocuments(tx)
  const named = readValue(c, 'meeting')
  const meeting = named === undefined ? meetings[0] : documentFields.meeting.parse(named)
  const kind = readChoice(c, 'kind', KINDS)
  const listed = meeting === undefined ? [] : await listMarks(tx, meeting)
  const counted = listed.filter(d => kind === 'all' || documentParts(d.key).kind === kind)
  const { all, columns } = countDocuments(counted)
  const link = (group: string): Content =>
    markup`<a href="${reader.base}${withQuery(registerPage(REGISTER), { meeting, group })}">${group}</a>`
  return {
    title: meeting === undefined ? 'Documents' : `Documents of ${meeting}`,
    under: PAGES.documents,
    commands: [
      { label: 'Allocate a document', line: 'document allocate' },
      { label: 'State or revision', line: 'document state' },
      ...(meeting === undefined
        ? []
        : [{ label: 'Check a stated total', line: `document totals meeting:"${meeting}" stated:` }]),
    ],
    body: markup`${
      meetings.length > 0 &&
      renderFilters(`${reader.base}${PAGES.documents}`, [
        { name: 'meeting', label: 'TSAG meeting', value: meeting, choices: toChoices(meetings) },
        {
          name: 'kind',
          label: 'Documents',
          value: kind,
          choices: [
            { value: 'all', label: 'all' },
            { value: 'C', label: 'contributions' },
            { value: 'TD', label: 'temporary documents' },
          ],
        },
      ])
    }
<p><a href="${reader.base}${withQuery(registerPage(REGISTER), { meeting })}">The documents one by one, with filters and search</a></p>
${
  counted.length === 0
    ? markup`<p>No such document is on record.</p>`
    : renderTable(
        'Totals by group',
        ['Allocated to', 'Documents', 'Marks', 'Exclusive marks'],
        [row('all', all), ...[...columns].map(([group, totals]) => row(link(group), totals))],
      )
}
<p class="note">A stated total may count documents, marks, or exclusive marks, which leave out documents with a mark in another column. Bracketed marks count as documents only.</p>`,
  }
}

const row = (first: Content, totals: Totals): Content[] => [
  first,
  totals.documents,
  totals.marks,
  totals['exclusive marks'],
]
