/** Invented documents in the layouts of real reports: data on one side, text on the other. */
import fc from 'fast-check'

/** A table as text has it: a tab before each cell, further lines of a cell without, a blank line behind each row. */
export const textTable = (rows: readonly (readonly string[])[]): string =>
  rows.map(row => row.map(cell => `\t${cell}\n`).join('')).join('\n')

/** The same with the empty paragraph that real cells often end in: a blank line inside the row. */
export const looseTable = (rows: readonly (readonly string[])[], blankAfter: number): string =>
  rows
    .map(row =>
      row.map((cell, i) => `\t${cell}\n${i === blankAfter && i < row.length - 1 ? '\n' : ''}`).join(''),
    )
    .join('\n')

export const HEAD = `\tAbstract:
This TD is the report of the WP2/TSAG meeting held in Geneva on 3-7 March 2031.

`

/** Sentences between tables, so that they stay apart. */
export const gap = (text: string): string => `\n\n\n${text}\n`

const WORDS = 'tidal harbour lantern copper orchard meadow saddle violin granite pepper willow cinder'.split(
  ' ',
)

export const words = (min: number, max: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...WORDS), { minLength: min, maxLength: max }).map(list => list.join(' '))

const title = words(3, 6).map(text => `Proposal for ${text}`)

export interface InventedDocument {
  number: number
  kind: 'C' | 'TD'
  revision: number
  title: string
  source: string
  /** One for each group: '', '1' or '(1)'. */
  marks: string[]
}

export const GROUPS = ['WP2', 'RG-WPR', 'RG-DT']
const SOURCES = [
  'Chair, WP2/TSAG',
  'Rapporteur, RG-DT',
  'ITU-T Study Group 17',
  'Co-chairs, JCA-XY',
  'Borduria',
  'TSB',
]

export const documents = (kind: 'C' | 'TD', min: number): fc.Arbitrary<InventedDocument[]> =>
  fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 999 }),
      kind: fc.constant(kind),
      revision: fc.constantFrom(0, 0, 0, 1, 3),
      title,
      source: fc.constantFrom(...SOURCES),
      marks: fc
        .tuple(...GROUPS.map(() => fc.constantFrom('', '', '1', '(1)')))
        .filter(marks => marks.some(mark => mark !== '')),
    }),
    { selector: d => d.number, minLength: min, maxLength: 12 },
  )

export const referenceWords = fc.constantFrom(
  (d: InventedDocument) => `${d.kind}${d.number}${d.revision ? `-R${d.revision}` : ''}`,
  (d: InventedDocument) => `${d.kind}${d.number}${d.revision ? `\n(Rev.${d.revision})` : ''}`,
  (d: InventedDocument) => `${d.kind} ${d.number}${d.revision ? `R${d.revision}` : ''}`,
)

/** The columns of a list, by what they are called; real reports differ in names and order. */
export const listLayouts = fc.record({
  reference: fc.constantFrom('#', ' No.', ' number'),
  source: fc.constantFrom('Source', 'Sources', 'Submitted by'),
  title: fc.constantFrom('Title', 'Document title'),
  groups: fc.constantFrom(GROUPS, ['WP2\n(IEWPR)', 'RG-WPR', 'RG-DT'], ['WP2', 'WPR', 'DT']),
  order: fc.shuffledSubarray(['reference', 'source', 'title'] as const, { minLength: 3, maxLength: 3 }),
  write: referenceWords,
})
export type ListLayout = typeof listLayouts extends fc.Arbitrary<infer T> ? T : never

const columnTotal = (list: readonly InventedDocument[], column: number): string => {
  const plain = list.filter(d => d.marks[column] === '1').length
  const bracketed = list.filter(d => d.marks[column] === '(1)').length
  return bracketed > 0 ? `${plain} (${bracketed})` : String(plain)
}

/** The rows of a list with its totals. */
export function listRows(
  kind: 'C' | 'TD',
  list: readonly InventedDocument[],
  layout: ListLayout,
): string[][] {
  const name = kind === 'C' ? 'Contributions' : 'TDs'
  const cells = (d: InventedDocument) => ({ reference: layout.write(d), source: d.source, title: d.title })
  const heads = { reference: `${kind}${layout.reference}`, source: layout.source, title: layout.title }
  return [
    [...layout.order.map(column => heads[column]), ...layout.groups],
    ...list.map(d => [...layout.order.map(column => cells(d)[column]), ...d.marks]),
    [`Total ${name}: ${list.length}`, ...GROUPS.map((_, i) => columnTotal(list, i))],
  ]
}

export interface InventedMeeting {
  date: string
  written: string
  start: string
  end: string
  zone: 'CET' | 'CEST'
  objective: string
  deadline: string
  deadlineWritten: string
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

const written = (date: Temporal.PlainDate, style: number): string => {
  const [day, month] = [date.day, MONTHS[date.month - 1]]
  return [
    `${day} ${month} ${date.year}`,
    `${day}${ordinal(day)} ${month} ${date.year}`,
    `${day} ${month}${date.year}`,
    date.toString(),
  ][style]!
}

const ordinal = (day: number): string =>
  day % 100 > 10 && day % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')

/** Meetings a month apart, each with a deadline a week before. */
export const meetings: fc.Arbitrary<InventedMeeting[]> = fc
  .array(
    fc.record({
      day: fc.integer({ min: 8, max: 27 }),
      hour: fc.integer({ min: 8, max: 16 }),
      style: fc.integer({ min: 0, max: 3 }),
      objective: words(1, 4),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map(list =>
    list.map(({ day, hour, style, objective }, i) => {
      const date = Temporal.PlainDate.from({ year: 2031, month: 4 + i, day })
      const deadline = date.subtract({ days: 7 })
      const { offsetNanoseconds } = date.toZonedDateTime({ timeZone: 'Europe/Zurich', plainTime: '12:00' })
      return {
        date: date.toString(),
        written: written(date, style),
        start: `${String(hour).padStart(2, '0')}:00`,
        end: `${String(hour + 2).padStart(2, '0')}:30`,
        zone: offsetNanoseconds === 3_600_000_000_000 ? 'CET' : 'CEST',
        objective,
        deadline: deadline.toString(),
        deadlineWritten: written(deadline, (style + 1) % 4),
      }
    }),
  )

type MeetingColumn = 'number' | 'date' | 'time' | 'objective' | 'deadline'

/** Columns of a plan: in any order, with other names, the time with its place or with the date. */
export const planLayouts = fc.record({
  order: fc.shuffledSubarray<MeetingColumn>(['number', 'date', 'time', 'objective', 'deadline'], {
    minLength: 5,
    maxLength: 5,
  }),
  names: fc.constantFrom<Record<MeetingColumn, string>>(
    {
      number: '#',
      date: 'Date',
      time: 'Time/Place',
      objective: 'Objectives/Contributions invited on:',
      deadline: 'Contribution Deadline',
    },
    {
      number: 'No.',
      date: 'Date',
      time: 'Time\n(Geneva time)',
      objective: 'Objectives',
      deadline: 'Deadline for contributions',
    },
    { number: '#', date: 'Meeting date', time: 'Time', objective: 'Purpose', deadline: 'Contributions due' },
  ),
  blankAfter: fc.integer({ min: -1, max: 3 }),
})
export type PlanLayout = typeof planLayouts extends fc.Arbitrary<infer T> ? T : never

export function planRows(list: readonly InventedMeeting[], { order, names }: PlanLayout): string[][] {
  const cells = (m: InventedMeeting, i: number): Record<MeetingColumn, string> => ({
    number: String(i + 1),
    date: m.written,
    time: `${names.time.includes('Place') ? 'Virtual\n' : ''}${m.start} – ${m.end} ${m.zone}`,
    objective: m.objective,
    deadline: m.deadlineWritten,
  })
  return [order.map(column => names[column]), ...list.map((m, i) => order.map(column => cells(m, i)[column]))]
}

export interface InventedItem {
  item: string
  resolution: number
  action: string
  entries: { meeting: string; words: string }[]
}

const STATUSES = [
  'Not started',
  'Started, a group was set up.',
  'Ongoing',
  'Done so far: nothing to add',
  'Action closed.',
]

export const items: fc.Arbitrary<InventedItem[]> = fc.uniqueArray(
  fc
    .record({
      resolution: fc.integer({ min: 1, max: 110 }),
      sequence: fc.integer({ min: 1, max: 20 }),
      action: words(4, 9).map(text => `TSAG to look after ${text}`),
      first: fc.constantFrom(...STATUSES),
      second: fc.constantFrom(...STATUSES),
    })
    .map(({ resolution, sequence, action, first, second }) => ({
      item: `${resolution}-${String(sequence).padStart(2, '0')}`,
      resolution,
      action,
      entries: [
        { meeting: 'TSAG 07-2030', words: first },
        { meeting: 'TSAG 03-2031', words: second },
      ],
    })),
  { selector: i => i.item, minLength: 2, maxLength: 8 },
)

/** The status in a row below each item, or in columns of its own. */
export function itemRows(list: readonly InventedItem[], layout: 'below' | 'columns'): string[][] {
  const resolution = (i: InventedItem) => `Resolution ${i.resolution}\nOn ${i.action.split(' ').at(-1)}`
  if (layout === 'columns')
    return [
      ['WTSA action number', 'Resolution', 'Description of action', 'TSAG 07-2030', 'TSAG 03-2031'],
      ...list.map(i => [i.item, resolution(i), i.action, ...i.entries.map(e => e.words)]),
    ]
  return [
    ['WTSA action number', 'Resolution', 'Description of action'],
    ['WPR', '', ''],
    ...list.flatMap(i => [
      [i.item, resolution(i), i.action],
      [`Status and Comments:\n${i.entries.map(e => `${e.meeting}: ${e.words}`).join('\n')}`],
    ]),
  ]
}
