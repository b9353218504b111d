import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import { formatLine } from '../../src/core/grammar/grammar.ts'
import type { OptionKind, OptionSpec } from '../../src/core/grammar/spec.ts'
import { MAX_LENGTH } from '../../src/core/text/clean.ts'
import { type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

/** Values that no option of the kind can have. */
const BAD: Record<OptionKind, string[]> = {
  text: ['x'.repeat(501)],
  'long text': ['x'.repeat(20_001)],
  group: [],
  groups: [' , '],
  reference: ['banana', 'ISG-1234567890', 'XYZ-1', '-1'],
  date: ['31 June 2026', '5 November', 'soon'],
  // A start alone is enough for a move.
  time: ['25:00', '15:00–13:00'],
  person: [],
  accounts: ['@ada'],
  choice: ['purple'],
  zone: ['Mars/Olympus'],
  file: ['a-name-alone.docx'],
}

/** Values that could be, and that the registers don't have. */
const UNKNOWN: Partial<Record<OptionKind, string[]>> = {
  group: ['SG99', 'SG9', 'nonsense', '"; DROP TABLE "Group"'],
  groups: ['SG13,SG99', 'RG-DT'],
  reference: ['999999999'],
}

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('TSB', 'person add "Ada" role:"WP2 chair, SG13 chair, TSB, RG-DT Rapporteur"')
  await office.done('WP2 chair', RAISE)
  await office.done('SG17 chair', 'issue escalate ISG-1 reason:"no way out"')
  await office.done('WP2 chair', 'issue take-up ISG-1')
})
afterAll(() => office.close())

const catalog = COMMANDS.map(toSpec)

/** A whole document may be longer than any line that is read: no line is too long for it alone. */
const cases = (values: Partial<Record<OptionKind, string[]>>) =>
  catalog.flatMap(({ path, options }) =>
    options
      .filter(o => (o.maxLength ?? 0) <= MAX_LENGTH.file)
      .flatMap(o => (values[o.kind] ?? []).map((value): [string, OptionSpec, string] => [path, o, value])),
  )
const name = (value: string) => (value.length > 20 ? `${value.slice(0, 8)}… (${value.length})` : value)

/** A line with an example of every required option, and this one. */
function lineWith(path: string, option: OptionSpec, value: string): string {
  const spec = catalog.find(c => c.path === path)!
  const examples = Object.fromEntries(spec.options.filter(o => o.required).map(o => [o.name, o.example]))
  return formatLine({ path, options: { ...examples, [option.name]: value } })
}

const expectOneSentence = (sentence: string) => {
  expect(sentence).not.toMatch(/\n/)
  expect(sentence).not.toContain('Something went wrong')
  expect(sentence).toMatch(/[.…?]$/)
}

describe('a value that can not be read is refused in one sentence that names its option', () => {
  test('for every option of every command', async () => {
    for (const [path, option, value] of cases(BAD)) {
      const sentence = await office.refused('WP2 chair', lineWith(path, option, value))
      const where = `${path} ${option.name}:${name(value)}`
      expect(sentence.startsWith(`${option.name}: `), `${where}: ${sentence}`).toBe(true)
      expectOneSentence(sentence)
      expect(
        await office.desk.check(
          { path, options: { [option.name]: value } },
          { platform: 'slack', account: 'U1' },
        ),
        where,
      ).toHaveProperty(option.name)
    }
  })

  test('and one that is missing, with an example', async () => {
    for (const { path, options } of catalog)
      for (const missing of options.filter(o => o.required)) {
        const others = options.filter(o => o.required && o !== missing).map(o => [o.name, o.example])
        const sentence = await office.refused(
          'WP2 chair',
          formatLine({ path, options: Object.fromEntries(others) }),
        )
        expect(sentence).toContain(`/sg ${path} needs ${missing.name}:`)
        expect(sentence).toContain(missing.example)
        expectOneSentence(sentence)
      }
  })
})

test('a group, issue or meeting that does not exist is named, and nothing breaks', async () => {
  const before = await office.rows()
  // Somebody who does not follow a group is told so, whether there is such a group or not.
  for (const [path, option, value] of cases(UNKNOWN).filter(([path]) => path !== 'unfollow')) {
    const sentence = await office.refused('WP2 chair', lineWith(path, option, value))
    expectOneSentence(sentence)
    if (option.kind === 'reference') expect(sentence, `${path} ${value}`).toContain(value)
  }
  expect(await office.rows()).toEqual(before)
  expect(office.logged).toEqual([])
})

test('a group of the study period before is named with its successor', async () => {
  expect(await office.refused('WP2 chair', 'issue raise topic:x summary:y with:SG9')).toBe(
    'SG9 ended on 25 October 2024; its work continues in SG21.',
  )
})

test('all options at fault are named at once', async () => {
  const line = 'meeting schedule group:SG99 date:"31 June 2026" time:25:00-26:00'
  const said = await office.refused('TSB', line)
  expect(said).toContain('date: "31 June 2026" is not a date')
  expect(said).toContain('time: "25:00-26:00" is not a start and an end')
  expect(said).toContain('needs objective:')
})
