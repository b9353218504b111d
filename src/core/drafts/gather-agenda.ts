/** Gathers what is on record for an agenda: of the plenary at a TSAG meeting, or of a meeting between two of them. */
import { describeEntry, readAgenda } from '../agenda/agenda.ts'
import { contributionsTo, contributionWords } from '../agenda/contributions.ts'
import type { Transaction } from '../database/client.ts'
import { findIssue } from '../issues/store.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { storedLiaisons } from '../registers/liaisons/fields.ts'
import { findPeriod } from '../registers/periods.ts'
import { findEntries } from '../registers/store.ts'
import { inGeneva } from '../time/geneva.ts'
import type { EMeetingFacts } from './agenda/e-meeting.ts'
import type { AgendaFacts } from './agenda/plenary.ts'
import { findLeaders, gatherReport } from './gather.ts'
import { findReportsOwed } from './owed.ts'

interface Work {
  tx: Transaction
  now: Temporal.Instant
}

export async function gatherPlenary(work: Work, wanted: string): Promise<AgendaFacts> {
  const facts = await gatherReport(work, wanted)
  const carried = await findEntries(
    work.tx,
    storedLiaisons,
    facts.documents.map(d => d.key),
  )
  const { label, days } = facts.meeting
  const owed = await findReportsOwed(work, label, days?.from)
  return { ...facts, incoming: carried.filter(l => l.fields.direction === 'incoming'), owed }
}

export async function gatherEMeeting(work: Work, meeting: Meeting): Promise<EMeetingFacts> {
  const { tx } = work
  const people = await findLeaders(tx)
  const agenda = await readAgenda(tx, meeting.id)
  const open = agenda.filter(entry => entry.settledAs === undefined)
  const day = inGeneva(meeting.starts).toPlainDate()
  return {
    meeting,
    studyPeriod: findPeriod(day).years,
    leaders: people(meeting.group, 'CHAIR', 'RAPPORTEUR'),
    items: await Promise.all(
      open
        .filter(entry => !entry.isReport)
        .map(async entry => ({
          entry,
          issue: entry.issue === undefined ? undefined : await findIssue(tx, entry.issue),
        })),
    ),
    settled: agenda
      .filter(entry => entry.settledAs !== undefined && !entry.isReport)
      .map(entry => `${entry.reference}: ${describeEntry(entry)}`),
    contributions: (await contributionsTo(tx, meeting.id))
      .filter(c => c.withdrawn === null)
      .map(contributionWords),
    owed: open.filter(entry => entry.isReport).map(({ text, reference }) => `${text} (${reference})`),
  }
}
