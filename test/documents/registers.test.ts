import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import { toSpec } from '../../src/core/commands/command.ts'
import { parseLine } from '../../src/core/grammar/grammar.ts'
import { REGISTERS } from '../../src/core/registers/registers.ts'

const page = readFileSync(new URL('../../docs/registers.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/`\/sg ([^`]+)`/g)].map(match => match[1]!)
const catalog = COMMANDS.map(toSpec)

test.for(examples)('docs/registers.md: /sg %s can be typed', example => {
  const { path, options } = parseLine(example, catalog)
  const missing = catalog.find(c => c.path === path)!.options.filter(o => o.required && !options[o.name])
  // "read document" and the like stand there without their text.
  expect(missing.map(o => o.name)).toEqual([])
})

test('it has an example of every register', () => {
  for (const { room } of REGISTERS)
    expect(
      examples.some(e => e.startsWith(`${room} `)),
      room,
    ).toBe(true)
})

test('every command of a register and of read stands in it', () => {
  const common = ['list', 'show', 'history', 'add', 'set', 'import', 'export']
  const rooms = [...REGISTERS.map(r => r.room), 'read']
  const own = catalog
    .map(c => c.path.split(' ') as [string, string])
    .filter(([room, verb]) => rooms.includes(room) && !common.includes(verb))
  for (const path of own) expect(page, path.join(' ')).toContain(`/sg ${path.join(' ')}`)
})
