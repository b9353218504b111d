import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import type { Options } from '../../src/core/commands/command.ts'
import type { Form } from '../../src/core/desk/port.ts'
import { callerOf, type DeskHarness, openDesk } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
})
afterAll(() => office.close())

const withOptions = COMMANDS.filter(c => Object.keys(c.options).length > 0)

test('every command that can open a form declares its title and its button', () => {
  expect(withOptions.filter(c => c.form === undefined).map(c => c.path)).toEqual([])
})

test('titles fit, name the issue or the meeting, and begin with a capital; buttons are verbs', () => {
  const wrong: string[] = []
  for (const { path, form, options } of withOptions) {
    const { title, submit } = form!
    const filled = title
      .replace('{issue}', 'ISG-1234')
      .replace('{meeting}', 'MTG-1234')
      .replace(/\{([\w-]+)(?:\|([^}]*))?\}/g, (_, name, instead) => instead ?? `a ${name}`)
    if (filled.length > 24) wrong.push(`${path}: "${filled}" is longer than 24 characters`)
    if (submit.length > 24 || !/^[A-Z]/.test(submit)) wrong.push(`${path}: the button "${submit}"`)
    for (const [, name] of title.matchAll(/\{([\w-]+)/g))
      if (!(name! in options)) wrong.push(`${path}: it has no option ${name}`)
    const declared = options as Options
    // The entry that the form is about comes first.
    const [first] = Object.keys(declared)
    const entry = ['issue', 'meeting'].find(name => name === first && declared[name]?.required)
    if (entry && !title.includes(`{${entry}}`)) wrong.push(`${path}: "${title}" doesn't name the ${entry}`)
    if (/\b(a|an) [a-z]+ (a|an) /.test(title)) wrong.push(`${path}: "${title}"`)
  }
  expect(wrong).toEqual([])
})

const open = async (who: string, path: string): Promise<Form | undefined> => {
  const prepared = await office.desk.prepare({ path, options: {}, ask: true }, callerOf(who))
  return prepared.kind === 'form' ? prepared.form : undefined
}

test('no form asks what its reader need not choose, nor for the answer to a question that was not asked', async () => {
  const asked: string[] = []
  let count = 0
  for (const who of ['SG17 chair', 'WP2 chair', 'RG-DT Rapporteur'])
    for (const { path } of withOptions) {
      const form = await open(who, path)
      if (form) count++
      for (const { name, label } of form?.fields ?? [])
        if (name === 'confirm' || label.includes('you act for')) asked.push(`${who}, ${path}: ${name}`)
    }
  expect(count).toBeGreaterThan(100)
  expect(asked).toEqual([])
})

test('somebody with roles in two SGs is asked for which they act', async () => {
  await office.done('TSB', 'person add "Two" role:"SG5 chair, SG11 vice-chair" account:slack:UTWO0000')
  const form = await open('slack:UTWO0000', 'issue raise')
  const asked = form?.fields.find(f => f.name === 'for')
  expect(asked?.picks?.map(p => p.value)).toEqual(['SG5', 'SG11'])
})

test('a statement on an issue is not asked on what else it is', async () => {
  const fields = async (options: Record<string, string>) => {
    const prepared = await office.desk.prepare(
      { path: 'statement make', options, ask: true },
      callerOf('SG17 chair'),
    )
    return prepared.kind === 'form' ? prepared.form.fields.map(f => f.name) : []
  }
  expect(await fields({ issue: 'ISG-1' })).not.toContain('subject')
  expect(await fields({})).toContain('subject')
})

test('preferences, asked for alone, open with what stands now', async () => {
  await office.done('TSB', 'person add name:"Ada Okafor" account:slack:U024BE7LH role:"SG17 chair"')
  await office.done('slack:U024BE7LH', 'prefer quiet:22:00–07:00 reminders:"7d, 1d"')
  const prepared = await office.desk.prepare({ path: 'prefer', options: {} }, callerOf('slack:U024BE7LH'))
  expect(prepared).toMatchObject({ kind: 'form', form: { title: 'Your preferences', submit: 'Save' } })
  expect(prepared.kind === 'form' && prepared.form.fields.map(f => [f.name, f.value])).toEqual([
    ['platform', undefined],
    ['by', 'direct message'],
    ['quiet', '22:00–07:00'],
    ['reminders', '7d, 1d'],
    ['digest', 'off'],
  ])
  const typed = await office.desk.prepare(
    { path: 'prefer', options: { quiet: 'none' } },
    callerOf('slack:U024BE7LH'),
  )
  expect(typed.kind).toBe('run')
})
