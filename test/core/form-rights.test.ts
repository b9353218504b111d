import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/core/catalog.ts'
import type { AnyCommand, Context, Permission } from '../../src/core/commands/command.ts'
import { summaryOf } from '../support/summary.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
})
afterAll(() => office.close())

const ENTRIES: Record<string, string> = { issue: 'ISG-1', meeting: 'MTG-2', group: 'WP2' }
const isOpenToAll = ({ who }: AnyCommand) => who.words === 'everybody'
const rooms = ['issue', 'coordination', 'wp2', 'statement', 'meeting']
const forms = COMMANDS.filter(
  c => rooms.includes(c.path.split(' ')[0]!) && c.effect === 'change' && !isOpenToAll(c),
)

/** The result for a person who opens the form of a command: "form", or the sentence that refuses. */
async function open(who: string, path: string, options: Record<string, string> = {}): Promise<string> {
  const prepared = await office.desk.prepare({ path, options, ask: true }, callerOf(who))
  return prepared.kind === 'refused' ? summaryOf(prepared.reply.message) : prepared.kind
}

const entryOf = ({ options }: AnyCommand): Record<string, string> =>
  Object.fromEntries(Object.entries(ENTRIES).filter(([name]) => name in options))

describe('a guest', () => {
  test.for(forms.map(c => c.path))('is refused before the form opens: %s', async path => {
    const command = forms.find(c => c.path === path)!
    for (const options of [{}, entryOf(command)]) {
      const said = await open('slack:UGUEST', path, options)
      expect(said).toMatch(/^Only .+ can do this\. You have no role here yet\. TSB can register you\.$/)
    }
  })
})

describe('somebody whose turn it is not', () => {
  test.for([
    ['SG17 chair', 'issue position', 'There is no proposal yet. /sg issue propose makes one.'],
    ['SG17 chair', 'issue resume', 'ISG-1 is open, so there is nothing to resume.'],
    ['SG17 chair', 'issue reopen', 'ISG-1 is open, so there is nothing to reopen.'],
    [
      'SG17 chair',
      'issue withdraw',
      /^Only the chair or a vice-chair of the SG that raised the issue can do this\./,
    ],
    ['SG13 chair', 'issue leave', /^Only a chair .+ other than the one that raised the issue/],
    [
      'SG17 chair',
      'issue join',
      /^Only a chair or vice-chair of an SG that does not take part yet can do this\./,
    ],
    ['SG2 chair', 'issue propose', /^Only a chair or vice-chair of an SG concerned/],
    ['SG17 chair', 'coordination accept', /^Only the chair or a vice-chair of the SG that is to coordinate/],
    ['SG17 chair', 'coordination end', /^Only the SG that coordinates/],
    ['SG17 chair', 'wp2 conclude', /^Only WP2's chair or vice-chair can do this\./],
    ['WP2 chair', 'wp2 conclude', 'ISG-1 is with the chairs concerned and was not brought to WP2.'],
    ['WP2 chair', 'wp2 hand-back', 'ISG-1 is with the chairs concerned and was not brought to WP2.'],
    ['WP2 chair', 'wp2 call', 'ISG-1 is with the chairs concerned and was not brought to WP2.'],
    ['WP2 chair', 'wp2 correct', 'WP2 has not concluded ISG-1, so there is no conclusion to correct.'],
    ['WP2 chair', 'coordination ask', 'WP2 proposes an SG once it has taken ISG-1 up.'],
    ['WP2 chair', 'meeting move', /^Only RG-DT's Rapporteur can do this\./],
    ['RG-DT Rapporteur', 'meeting outcome', /^MTG-2 is on .+ and has not taken place yet\.$/],
    ['RG-DT Rapporteur', 'meeting held', /is not over yet\.$/],
    ['RG-DT Rapporteur', 'meeting restore', 'MTG-2 is not cancelled.'],
    ['RG-DT Rapporteur', 'meeting keep', 'There is no open question whether MTG-2 is still needed.'],
  ] as const)('%s, %s', async ([who, path, sentence]) => {
    const command = COMMANDS.find(c => c.path === path)!
    expect(await open(who, path, entryOf(command))).toMatch(sentence)
  })

  test('meets the form where it is', async () => {
    expect(await open('SG17 chair', 'issue propose', { issue: 'ISG-1' })).toBe('form')
    expect(await open('SG17 chair', 'issue propose')).toBe('form')
    expect(await open('RG-DT Rapporteur', 'meeting move', { meeting: 'MTG-2' })).toBe('form')
    expect(await open('RG-DT Rapporteur', 'meeting schedule')).toBe('form')
    expect(await open('RG-DT Rapporteur', 'meeting schedule', { group: 'WP2' })).toMatch(/^Only /)
  })

  test('gets the words back that were written before the stage changed', async () => {
    const text = 'A proposal that took a while to write.'
    const written = { path: 'issue propose', options: { issue: 'ISG-1', text }, ask: true as const }
    const prepared = await office.desk.prepare(written, callerOf('SG2 chair'))
    expect(prepared).toMatchObject({ kind: 'form', form: { title: 'Proposal on ISG-1' } })
    expect(prepared.kind === 'form' && prepared.form.fields.map(f => f.value)).toContain(text)
  })
})

test('the issues and meetings of a form are those on which its author may do it now', async () => {
  await office.done('SG13 chair', 'issue raise topic:"Quantum" summary:"Who?" with:SG17')
  await office.done('SG13 chair', 'issue propose ISG-2 text:"SG17 covers it"')
  const picks = async (who: string, path: string, name: string) => {
    const prepared = await office.desk.prepare({ path, options: {} }, callerOf(who))
    if (prepared.kind !== 'form') throw new Error(prepared.kind)
    const field = prepared.form.fields.find(f => f.name === name)!
    expect(field.kind).toBe('choice')
    return field.picks?.map(p => p.value)
  }
  expect(await picks('SG17 chair', 'issue position', 'issue')).toEqual(['ISG-2'])
  expect(await picks('SG20 chair', 'issue propose', 'issue')).toEqual(['ISG-1'])
  expect(await picks('SG17 chair', 'issue propose', 'issue')).toEqual(['ISG-2', 'ISG-1'])
  expect((await picks('RG-DT Rapporteur', 'meeting move', 'meeting'))?.[0]).toMatch(/^MTG-/)
})

/** The options that a rule reads, as it runs. */
async function readsOf({ allows }: Permission<object>, context: Context): Promise<Set<string>> {
  const read = new Set<string>()
  const values = new Proxy({}, { get: (_, name) => void read.add(String(name)) })
  try {
    await allows(context.actor, values, context)
  } catch {
    // It can't find what isn't given.
  }
  return read
}

test('each rule of who may declares the options that it reads', async () => {
  const roles = [{ kind: 'CHAIR', group: 'SG17', groupKind: 'SG' }] as const
  const actor = { person: 1, name: 'Ada Okafor', roles: [...roles], admin: false, zone: undefined }
  const context = { tx: office.db, now: office.clock.now(), actor } as unknown as Context
  const missing: string[] = []
  for (const { path, who, options } of COMMANDS)
    for (const name of await readsOf(who as Permission<object>, context))
      if (name in options && !who.reads?.includes(name as never)) missing.push(`${path}: ${name}`)
  expect(missing).toEqual([])
})
