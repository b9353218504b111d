/**
 * docs/messages.md has every kind of notice and every command. Another test, test/long/messages.test.ts, checks that
 * it is up to date.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readStory, writtenOut } from '../../scripts/messages/read.ts'
import { DOCUMENT, withoutExample } from '../../scripts/messages.ts'
import { COMMANDS, NOTICES } from '../../src/core/catalog.ts'

const document = readFileSync(DOCUMENT, 'utf8')
const section = (title: string) => document.split(`\n### \`${title}\`\n`)[1]?.split('\n### ')[0] ?? ''

test.each(NOTICES.map(({ kind, about, priority }) => ({ kind, about, priority })))(
  'the notice $kind stands in docs/messages.md with an example; npm run docs:messages writes it',
  ({ kind, about, priority }) => {
    expect(section(kind)).toContain(`${about} Priority ${priority}.`)
    expect(section(kind)).toContain('\n```text\n')
  },
)

test.each(COMMANDS.map(({ path }) => path))('%s stands in it with an answer', path => {
  expect(section(`/sg ${path}`)).toMatch(/^(?!.*, refused:).+:\n\n```text\n> \/sg /m)
})

test('a kind or a command without an example is found', () => {
  const missing = withoutExample({ answers: [], sent: [] })
  expect(missing).toContain('notice issue-card')
  expect(missing).toContain('command issue raise')
})

test('a story that can’t be read is refused with its line', () => {
  expect(() => readStory('.as TSB\n.sing loudly')).toThrow(/^This line of the story can't be read: \.sing/)
  expect(readStory('!@3 /sg issue show ISG-1')).toEqual([
    { kind: 'command', line: 'issue show ISG-1', refused: true, seen: 3, opens: false },
  ])
  expect(readStory('!?/sg issue propose ISG-1\n.in direct\n.attach text notes.txt A text')).toEqual([
    { kind: 'command', line: 'issue propose ISG-1', refused: true, seen: undefined, opens: true },
    { kind: 'in', place: 'direct' },
    { kind: 'attach', option: 'text', name: 'notes.txt', content: 'A text' },
  ])
  expect(writtenOut('a{,b#*2-3}\\u0021')).toBe('a,b2,b3!')
})
