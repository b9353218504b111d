import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commandsDocument, DOCUMENT } from '../../scripts/commands-table.ts'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import { parseLine } from '../../src/core/grammar/grammar.ts'

test('docs/commands.md is what the commands give; npm run docs:commands writes it', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(commandsDocument())
})

test('every command stands in it, with an example that can be typed', () => {
  const document = commandsDocument()
  const catalog = COMMANDS.map(toSpec)
  for (const { path, options } of catalog) {
    const section = document.split(`### \`/sg ${path}\`\n`)[1]?.split('\n### ')[0] ?? ''
    const [, example = ''] = /^`\/sg (.*)`$/m.exec(section) ?? []
    const read = parseLine(example, catalog)
    expect(read.path).toBe(path)
    for (const { name, required } of options)
      if (required) expect(read.options, `${path} ${name}`).toHaveProperty(name)
  }
})
