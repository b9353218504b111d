import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellText } from '../../../src/core/reading/blocks.ts'
import { selectKind } from '../../../src/core/reading/disagreements/material.ts'
import { readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import {
  documents,
  GROUPS,
  gap,
  HEAD,
  type InventedDocument,
  type InventedMeeting,
  itemRows,
  items,
  listLayouts,
  listRows,
  looseTable,
  meetings,
  planLayouts,
  planRows,
  textTable,
  words,
} from './invented.ts'

const read = (text: string) => readDocument(readText(text, 'TD1'))

describe('any table in any of the layouts is read back the same:', () => {
  test('cells of a table without a meaning', () => {
    const cell = fc.oneof(
      fc.constant(''),
      words(1, 3),
      words(2, 4).map(text => text.replace(' ', '\n')),
    )
    const rows = fc
      .integer({ min: 2, max: 7 })
      .chain(width =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 8 }),
      )
      .filter(all => all[0]!.every(text => text !== '') && all.every(row => row.some(text => text !== '')))
    fc.assert(
      fc.property(rows, all => {
        const { blocks } = readText(`1 General\nText.\n\n\n${textTable(all)}\n\n\nMore text.\n`, 'x')
        const table = blocks.find(block => block.kind === 'table')!
        expect(table.rows.map(row => row.cells.map(cellText))).toEqual(all)
      }),
    )
  })

  const toDocument = (d: InventedDocument) => ({
    kind: d.kind,
    number: d.number,
    revision: d.revision,
    title: d.title,
    source: d.source,
    marks: GROUPS.filter((_, i) => d.marks[i] !== '').map((group, _, all) => ({
      group,
      bracketed: all && d.marks[GROUPS.indexOf(group)] === '(1)',
    })),
  })

  test('documents with marks and totals', () => {
    fc.assert(
      fc.property(documents('C', 1), documents('TD', 1), listLayouts, (contributions, tds, layout) => {
        const text = `${HEAD}1 General\nText.\nAnnex 1 – List of documents\n\nContributions\n${textTable(listRows('C', contributions, layout))}${gap('TDs')}${textTable(listRows('TD', tds, layout))}`
        const reading = read(text)
        const found = selectKind(reading.findings, 'document').map(
          ({ reference: r, title, source, marks }) => ({
            kind: r.kind,
            number: r.number,
            revision: r.revision ?? 0,
            title,
            source,
            marks,
          }),
        )
        expect(found).toEqual([...contributions, ...tds].map(toDocument))
        expect(selectKind(reading.findings, 'total').filter(t => t.means.length === 0)).toEqual([])
        expect(reading.unread).toEqual([])
        expect(reading.disagreements.filter(d => d.certain)).toEqual([])
      }),
    )
  })

  const toMeeting = (m: InventedMeeting) => ({
    group: 'RG-DT',
    date: m.date,
    time: { start: m.start, end: m.end },
    zone: m.zone,
    objective: m.objective,
    deadline: { kind: 'date', date: m.deadline },
  })

  test('planned meetings in a table', () => {
    fc.assert(
      fc.property(meetings, planLayouts, (list, layout) => {
        const table = looseTable(planRows(list, layout), layout.blankAfter)
        const reading = read(
          `${HEAD}7 Future Plans\n\nRG-DT “Group on harbours”\n\n${table}${gap('This was agreed.')}`,
        )
        const found = selectKind(reading.findings, 'planned-meeting').map(
          ({ group, date, time, zone, objective, deadline }) => ({
            group,
            date,
            time,
            zone,
            objective,
            deadline,
          }),
        )
        expect(found).toEqual(list.map(toMeeting))
        expect(reading.unread).toEqual([])
        expect(reading.disagreements).toEqual([])
      }),
    )
  })

  test('planned meetings in a list under an action', () => {
    fc.assert(
      fc.property(meetings, list => {
        const lines = list.map(
          m =>
            `1. ${m.written}: ${m.start} – ${m.end} ${m.zone} (Contribution Deadline – ${m.deadlineWritten})`,
        )
        const reading = read(
          `${HEAD}4 Results\nActions for TSAG:\n· RG-DT-1: authorize RG-DT to hold interim meetings pending sufficient input, at one week in advance, as follows:\n${lines.join('\n')}\n`,
        )
        const found = selectKind(reading.findings, 'planned-meeting').map(
          ({ group, date, time, zone, deadline, ruleDays }) => ({
            group,
            date,
            time,
            zone,
            deadline,
            ruleDays,
          }),
        )
        expect(found).toEqual(
          list.map(m => {
            const { objective, ...meeting } = toMeeting(m)
            return { ...meeting, ruleDays: 7 }
          }),
        )
        expect(reading.disagreements).toEqual([])
      }),
    )
  })

  test('items of the action plan, with the status below or in columns', () => {
    fc.assert(
      fc.property(items, fc.constantFrom('below' as const, 'columns' as const), (list, layout) => {
        const reading = read(
          `${HEAD}6 Status\nText.\nAnnex 1 – Actions\n\n${textTable(itemRows(list, layout))}\n`,
        )
        const found = selectKind(reading.findings, 'plan-item').map(
          ({ item, resolution, action, entries }) => ({
            item,
            resolution,
            action,
            entries: entries.map(e => ({ meeting: e.meeting, words: e.words })),
          }),
        )
        expect(found).toEqual(list)
        expect(reading.unread).toEqual([])
      }),
    )
  })
})
