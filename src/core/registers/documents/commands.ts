/** Commands of documents beyond those of every register: allocate, state, totals. */
import { type AnyCommand, command, everybody } from '../../commands/command.ts'
import { option, optional, positional } from '../../commands/options.ts'
import { heading, type Message, note, table } from '../../messages/message.ts'
import { PAGES, withQuery } from '../../references/pages.ts'
import { holds } from '../../roles/actor.ts'
import { entryFrom, originFrom, writesEntry, written } from '../commands/changing.ts'
import { entryOption, fieldOption, shortOption, sourceOption } from '../commands/options.ts'
import { ownOption, rapporteurGroups } from '../commands/own.ts'
import { assertBodies } from '../one-body.ts'
import type { Register } from '../register.ts'
import { changeEntry, listEntries } from '../store.ts'
import { hasRole, writesAll } from '../writers.ts'
import { documentFields } from './fields.ts'
import { documentParts } from './key.ts'
import { withMarks } from './marks.ts'
import { countDocuments, findMeanings, type Totals } from './totals.ts'

export const documentCommands = (register: Register<typeof documentFields>): AnyCommand[] => [
  command({
    path: 'document allocate',
    form: { title: 'Allocate {document}', submit: 'Allocate' },
    summary: 'Allocate a document to groups; its marks of other groups stay',
    brief: 'Allocate one to groups',
    options: {
      document: entryOption(register),
      to: ownOption(
        shortOption(
          { label: 'Groups, bracketed ones in brackets', example: 'WP2, (RG-DT)', positional: true },
          raw => documentFields.marks.parse(assertBodies(raw)),
        ),
        rapporteurGroups,
      ),
      source: sourceOption,
    },
    effect: 'change',
    who: {
      words: "TSB, WP2's chair and vice-chairs, and the Rapporteur of a group for their own",
      reads: ['to'],
      couldAllow: hasRole,
      allows: (actor, { to }) =>
        writesAll(actor) ||
        to.every(({ group }) => holds(actor, group, 'RAPPORTEUR', 'ASSOCIATE_RAPPORTEUR')),
    },
    async run({ document, to, source }, context) {
      const entry = await entryFrom(register, { document }, context)
      const marks = withMarks(entry.fields.marks ?? [], to)
      const after = await changeEntry(
        context,
        register,
        entry,
        { fields: { marks } },
        originFrom(context, source),
      )
      return written(register, entry, after, context)
    },
  }),
  command({
    path: 'document state',
    form: { title: 'State of {document}', submit: 'Record' },
    summary: 'The state of a document, or a new revision or addendum of it',
    brief: 'State, revision or addendum of one',
    options: {
      document: entryOption(register),
      state: positional(fieldOption(documentFields.state)),
      revision: optional(fieldOption(documentFields.revision)),
      addendum: optional(fieldOption(documentFields.addendum)),
      source: sourceOption,
    },
    effect: 'change',
    who: writesEntry(register),
    async run({ document, state, revision, addendum, source }, context) {
      const entry = await entryFrom(register, { document }, context)
      const fields = {
        state,
        ...(revision !== undefined && { revision }),
        ...(addendum !== undefined && { addendum }),
      }
      const after = await changeEntry(context, register, entry, { fields }, originFrom(context, source))
      return written(register, entry, after, context)
    },
  }),
  command({
    path: 'document totals',
    form: { title: 'Totals of {meeting}', submit: 'Count' },
    summary: 'Totals of the documents of a meeting in their three meanings; says which one a stated total is',
    brief: "Totals of a meeting's documents",
    options: {
      meeting: fieldOption(documentFields.meeting),
      kind: optional(option.choice(['C', 'TD', 'all'], { label: 'Kind', example: 'C' })),
      group: optional(option.text({ label: "Group's column", example: 'RG-DT' })),
      stated: optional(fieldOption({ ...documentFields.revision, label: 'Stated total', example: '7' })),
    },
    effect: 'read',
    who: everybody,
    page: ({ meeting }) => withQuery(PAGES.documents, { meeting }),
    async run({ meeting, kind = 'all', group, stated }, { tx }): Promise<Message> {
      const entries = await listEntries(tx, register, { contains: [[{ meeting }]] })
      const listed = entries
        .filter(({ key }) => kind === 'all' || documentParts(key).kind === kind)
        .map(({ fields }) => ({ marks: fields.marks ?? [] }))
      const { all, columns } = countDocuments(listed)
      const asked = group === undefined ? undefined : documentFields.marks.parse(group)[0]!.group
      const shown: [string, Totals][] = [
        ...(asked === undefined ? [['the list', all] as [string, Totals]] : []),
        ...[...columns].filter(([name]) => asked === undefined || name === asked),
      ]
      const kinds = kind === 'all' ? 'documents' : kind === 'C' ? 'contributions' : 'TDs'
      const title = `Totals of the ${kinds} of ${meeting}`
      const [of, totals] = shown[0] ?? [asked ?? 'the list', { documents: 0, marks: 0, 'exclusive marks': 0 }]
      const means = stated === undefined ? undefined : findMeanings(stated, totals)
      const said =
        means === undefined
          ? ''
          : means.length === 0
            ? `A stated total of ${stated} for ${of} is none of the three: a contradiction.`
            : `A stated total of ${stated} for ${of} counts ${means.join(' or ')}.`
      return {
        summary: `${title}: ${shown.map(([name, t]) => `${name}: ${t.documents} documents, ${t.marks} marks, ${t['exclusive marks']} exclusive marks`).join('; ') || 'none'}.${said && ` ${said}`}`,
        blocks: [
          heading(title),
          table(
            ['Column', 'Documents', 'Marks', 'Exclusive marks'],
            shown.map(([name, t]) => [name, `${t.documents}`, `${t.marks}`, `${t['exclusive marks']}`]),
          ),
          ...(said ? [note(said)] : []),
          note(
            'Exclusive marks leave out documents with a mark in another column. Bracketed marks count as documents only.',
          ),
        ],
      }
    },
  }),
]
