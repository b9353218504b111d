/** Every parser takes time in proportion to its text: ten times the text, at most fifteen times the processor time. */
import { describe, expect, test } from 'vitest'
import { PLATFORMS } from '../../src/bots/platforms.ts'
import { decodeText } from '../../src/bots/slack/decode.ts'
import { readRecurrence } from '../../src/core/calendar/series.ts'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import { option } from '../../src/core/commands/options.ts'
import { parseDeadline } from '../../src/core/deadlines/rule.ts'
import { UserError } from '../../src/core/errors.ts'
import { parseLine } from '../../src/core/grammar/grammar.ts'
import { readTitle } from '../../src/core/meetings/title.ts'
import { parseAccounts } from '../../src/core/people/accounts.ts'
import { parsePersonName, posesAsRole } from '../../src/core/people/person-name.ts'
import { parseDocument, parseDocuments } from '../../src/core/references/documents.ts'
import { parseGroupId, parseGroupIds } from '../../src/core/references/group-names.ts'
import { ISSUE } from '../../src/core/references/issue.ts'
import { parseRole, parseRoles } from '../../src/core/roles/role.ts'
import { cleanLine, cleanRecord, withoutRefused } from '../../src/core/text/clean.ts'
import { nameKey, searchKey, skeleton } from '../../src/core/text/compare.ts'
import { mentionsAsNames } from '../../src/core/text/mentions.ts'
import { withFullStop, withoutFullStop } from '../../src/core/text/sentences.ts'
import { parseDate, parseTimeOfDay, parseTimeSpan } from '../../src/core/time/parse.ts'
import { cost } from '../support/processor-time.ts'

const catalog = COMMANDS.map(toSpec)
const zone = option.zone({ label: 'Zone', example: 'Asia/Tokyo' })

const PARSERS: Record<string, (text: string) => unknown> = {
  'clean a line': text => cleanLine(text, Infinity),
  'clean a record': text => cleanRecord(text, Infinity),
  'drop characters': withoutRefused,
  'compare names': nameKey,
  'search text': searchKey,
  skeleton,
  mentions: text => mentionsAsNames(text, new Map()),
  sentences: text => [withFullStop(text), withoutFullStop(text)],
  errors: text => new UserError('x', text),
  grammar: text => parseLine(text, catalog),
  'grammar, a text': text => parseLine(`issue comment ISG-1 ${text}`, catalog),
  'grammar, an option': text => parseLine(`issue raise topic:${text}`, catalog),
  'Slack’s text': decodeText,
  date: parseDate,
  'time span': parseTimeSpan,
  'time of day': parseTimeOfDay,
  deadline: parseDeadline,
  recurrence: readRecurrence,
  title: readTitle,
  group: parseGroupId,
  groups: parseGroupIds,
  document: parseDocument,
  documents: parseDocuments,
  reference: ISSUE.parse,
  role: parseRole,
  roles: parseRoles,
  accounts: text => parseAccounts(text, PLATFORMS),
  'person’s name': parsePersonName,
  'name that poses': posesAsRole,
  zone: text => zone.schema.safeParse(text),
}

/** Texts of `n` characters on which patterns stumble: a beginning, much of the same, and an end that doesn't fit. */
const WORST: readonly ((n: number) => string)[] = [
  ...[' ', 'a', '1', '.', ',', '-', '"', '(', '\\', '\n', 'é', '\ufdd0', '<', '&', '“'].flatMap(c => [
    (n: number) => `${c.repeat(n)}x`,
    (n: number) => `TD1${c.repeat(n)}x`,
    (n: number) => `SG1${c.repeat(n)}chair`,
    (n: number) => `every${c.repeat(n)}second`,
  ]),
  ...['a ', ' ,', ' –', '"a', '\\"', 'a:', ' chair', ' and', 'x\n', '1 ', '()', '<@', '”“', '.”'].map(
    part => (n: number) => `${part.repeat(n / part.length)}x`,
  ),
]

/** Less than this for the long text can't stop anybody, and is too short to compare. */
const FLOOR_MS = 10

/**
 * The long text's processor time, as a multiple of that of ten short ones, which together are as long: one alone is over
 * before the clock can tell. Zero for a long text that can't stop anybody.
 */
function compare(parse: (text: string) => unknown, short: string, long: string, times: number): number {
  const slow = cost(() => parse(long), { times, floorMs: FLOOR_MS })
  if (slow < FLOOR_MS) return 0
  const ten = cost(
    () => {
      for (let n = 0; n < 10; n++) attempt(() => parse(short))
    },
    { times, floorMs: FLOOR_MS },
  )
  return slow / Math.max(ten, 2)
}

/** A refusal is an answer, too. */
function attempt(run: () => unknown): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof Error)) throw error
  }
}

describe.each(Object.entries(PARSERS))('%s', (_, parse) => {
  // A busy machine can spoil a measurement; what grows with the square fails every time.
  test('takes time in proportion', { retry: 3 }, () => {
    for (const make of WORST) {
      const [short, long] = [make(10_000), make(100_000)]
      // In proportion both take the same, with the square the long one ten times as much.
      if (compare(parse, short, long, 1) < 1.5) continue
      expect(compare(parse, short, long, 5), JSON.stringify(long.slice(0, 12))).toBeLessThan(1.5)
    }
  })
})
