/** A report that this program wrote and read again gives the registers that it was made of. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportFacts } from '../../../src/core/drafts/facts.ts'
import { draftReport } from '../../../src/core/drafts/report/report.ts'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import type { AnyValues, Fields } from '../../../src/core/registers/field.ts'
import { toLine } from '../../../src/core/registers/reading/changes.ts'
import { toContent } from '../../../src/core/registers/reading/preview.ts'
import type { RegisterEntry } from '../../../src/core/registers/register.ts'
import { REGISTERS } from '../../../src/core/registers/registers.ts'
import { formatTime, inGeneva } from '../../../src/core/time/geneva.ts'
import { writeDocx } from '../../../src/core/writing/docx/write-docx.ts'
import { reportFacts } from './invented.ts'

/** The fields in words, for an entry of a register. */
function shown(name: string, key: string, fields: AnyValues): string {
  const register = REGISTERS.find(r => r.name === name)!
  const all = Object.entries(register.fields as Fields).flatMap(([field, declared]) =>
    fields[field] === undefined ? [] : [`${field}=${declared.format(fields[field])}`],
  )
  return `${name} ${key}: ${all.toSorted().join('; ')}`
}

const known = (facts: ReportFacts): string[] => {
  const of = (name: string, entries: readonly RegisterEntry[]) =>
    entries.map(({ key, fields }) => shown(name, key, fields))
  return [
    ...of('actions', facts.actions),
    ...of('documents', facts.documents),
    ...of('action plan', facts.planItems),
    ...of(
      'joint activities',
      facts.joint.map(j => j.entry),
    ),
  ].toSorted()
}

const plannedLine = (parts: (string | undefined)[]) => parts.filter(part => part).join(', ')

test('a report of any registers, read again, gives the same registers', async () => {
  await fc.assert(
    fc.asyncProperty(reportFacts, async facts => {
      const bytes = await writeDocx(draftReport(facts))
      const reading = readDocument(await readDocx(bytes, 'draft'), {})
      const { entries, meeting } = toContent(reading)
      const lines = entries.map((entry, i) => toLine(entry, i + 1, meeting?.from))
      const unreadable = lines.filter(line => line.state.kind === 'unreadable')
      expect({ unreadable, unread: reading.unread, meeting }).toEqual({
        unreadable: [],
        unread: [],
        meeting: facts.meeting.days,
      })
      const read = lines.filter(line => line.register && line.entry.register !== 'liaison statements')
      expect(read.map(line => shown(line.register!.name, line.key!, line.fields)).toSorted()).toEqual(
        known(facts),
      )
      expect(
        reading.findings
          .flatMap(f =>
            f.kind === 'planned-meeting'
              ? [
                  plannedLine([
                    f.group,
                    f.meeting,
                    f.date,
                    f.time?.start,
                    f.time?.end,
                    f.objective,
                    f.deadline.kind === 'date' ? f.deadline.date : undefined,
                  ]),
                ]
              : [],
          )
          .toSorted(),
      ).toEqual(
        facts.planned
          .map(m =>
            plannedLine([
              m.group,
              m.kind,
              inGeneva(m.starts).toPlainDate().toString(),
              formatTime(inGeneva(m.starts)),
              formatTime(inGeneva(m.ends)),
              m.objective,
              m.deadline?.toString(),
            ]),
          )
          .toSorted(),
      )
      expect(
        reading.findings.flatMap(f => (f.kind === 'statement' ? [{ by: f.by, words: f.words }] : [])),
      ).toEqual(facts.statements.map(({ by, text }) => ({ by, words: text })))
    }),
    { numRuns: 25 },
  )
})
