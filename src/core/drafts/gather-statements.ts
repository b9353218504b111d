/** Statements for the record that go into a report: on issues, and on subjects of the meeting. */
import type { Transaction } from '../database/client.ts'
import { dateColumn, instantFrom, toColumn } from '../database/columns.ts'
import { type IssueEvent, issueRef } from '../issues/state.ts'
import { parseState } from '../issues/state-schema.ts'
import { findStatus } from '../issues/words.ts'
import { formatDate, inGeneva } from '../time/geneva.ts'
import type { StatementFacts } from './facts.ts'

const MOST = 200

interface Wanted {
  /** The TSAG meeting's number in the calendar. */
  meeting: number | undefined
  since: Temporal.Instant | undefined
  ends: Temporal.Instant
}

/** In the order in which they were made. A statement that its SG disowned is left out. */
export async function findStatements(
  tx: Transaction,
  { meeting, since, ends }: Wanted,
): Promise<StatementFacts[]> {
  const at = { lt: toColumn(ends), ...(since && { gte: toColumn(since) }) }
  // The day on which it was made, of one that was read later.
  const day = { lt: dateColumn(dateOf(ends)), ...(since && { gte: dateColumn(dateOf(since)) }) }
  const events = await tx.issueEvent.findMany({
    where: { kind: 'statement', at },
    include: { issue: { select: { state: true } } },
    orderBy: { at: 'asc' },
    take: MOST,
  })
  const rows = await tx.statement.findMany({
    where: {
      OR: [{ day: null, at }, { day }, ...(meeting === undefined ? [] : [{ meetingId: meeting }])],
    },
    include: { answer: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: MOST,
  })
  const onIssues = events.flatMap(row => {
    const event = row.data as unknown as IssueEvent & { kind: 'statement' }
    const state = parseState(row.issue.state)
    const status = findStatus(state, row.number)
    if (status === 'disowned') return []
    return [
      {
        at: row.at,
        by: event.delegation ?? event.group,
        occasion: `on ${issueRef(state)}, ${dayOf(row.at)}`,
        text: event.text,
        unconfirmed: event.said !== undefined && status === 'waiting',
      },
    ]
  })
  const onSubjects = rows.flatMap(({ at, whose, subject, occasion, text, said, answer }) =>
    answer?.confirmed === false || answer?.takenBack
      ? []
      : [
          {
            at,
            by: whose,
            occasion:
              occasion === null ? `on ${subject.slice(0, 40)}, ${dayOf(at)}` : `at ${occasion} (${subject})`,
            text,
            unconfirmed: said !== null && answer === null,
          },
        ],
  )
  return [...onIssues, ...onSubjects]
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at: _, ...statement }) => statement)
}

/** The day in Geneva of an instant. */
const dateOf = (at: Temporal.Instant): Temporal.PlainDate => inGeneva(at).toPlainDate()

const dayOf = (at: Date): string => formatDate(inGeneva(instantFrom(at)))
