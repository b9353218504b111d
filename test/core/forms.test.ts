import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Form, Prepared } from '../../src/core/desk/port.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
})
afterAll(() => office.close())

const chair = callerOf('SG13 chair')
const prepare = (
  path: string,
  options: Record<string, string> = {},
  more: { ask?: true; max?: number } = {},
): Promise<Prepared> =>
  office.desk.prepare({ path, options, ...(more.ask && { ask: true }) }, chair, more.max)
async function form(...asked: Parameters<typeof prepare>): Promise<Form> {
  const prepared = await prepare(...asked)
  if (prepared.kind !== 'form') throw new Error(prepared.kind)
  return prepared.form
}
const names = (f: Form) => f.fields.map(field => field.name)

describe('a form', () => {
  test('opens where something required is missing, with all that is not given, in the order declared', async () => {
    const open = await form('issue raise', { topic: 'Trust' })
    expect(names(open)).toEqual([
      'summary',
      'with',
      'coordinator',
      'respond-by',
      'documents',
      'link',
      'show-to',
    ])
    expect(open.invocation).toEqual({ path: 'issue raise', options: { topic: 'Trust' } })
    expect(open.title.length).toBeLessThanOrEqual(24)
  })

  test('holds no more than the platform shows; what is required comes before what is not', async () => {
    const open = await form('issue raise', { coordinator: 'SG17' }, { max: 5 })
    expect(names(open)).toEqual(['topic', 'summary', 'with', 'respond-by', 'documents'])
    expect(names(await form('issue raise', {}, { max: 2 }))).toEqual(['topic', 'summary'])
    expect(names(await form('issue extend', {}, { max: 3 }))).toEqual(['issue', 'to', 'reason'])
  })

  test('keeps what was given and is not shown', async () => {
    const open = await form('issue raise', { topic: 'T', for: 'SG13', coordinator: 'SG17' }, { max: 2 })
    expect(open.invocation.options).toEqual({ topic: 'T', for: 'SG13', coordinator: 'SG17' })
    expect(names(open)).toEqual(['summary', 'with'])
  })

  test('opens to edit all again when that is asked, with what was written', async () => {
    const open = await form('issue raise', { topic: 'T', summary: 'S', with: 'SG17' }, { ask: true })
    expect(open.fields.map(f => [f.name, f.value])).toEqual([
      ['topic', 'T'],
      ['summary', 'S'],
      ['with', 'SG17'],
      ['coordinator', undefined],
      ['respond-by', undefined],
      ['documents', undefined],
      ['link', undefined],
      ['show-to', undefined],
    ])
    expect(open.invocation.options).toEqual({})
  })

  test('offers the groups that there are, and of study groups only where only those fit', async () => {
    const picks = async (path: string, name: string) =>
      (await form(path)).fields.find(f => f.name === name)?.picks?.map(p => p.value)
    const studyGroups = ['SG2', 'SG3', 'SG5', 'SG11', 'SG12', 'SG13', 'SG15', 'SG17', 'SG20', 'SG21']
    for (const name of ['with', 'coordinator']) expect(await picks('issue raise', name)).toEqual(studyGroups)
    expect(await picks('here', 'group')).toEqual([...studyGroups, 'RG-DT', 'RG-WPR', 'TSAG', 'WP2'])
    expect(await picks('meeting series', 'group')).toEqual(['RG-DT', 'RG-WPR', 'WP2'])
    await office.done('SG13 chair', 'issue propose ISG-1 text:"SG13 covers trust"')
    const position = await form('issue position', { issue: 'ISG-1' })
    expect(position.title).toBe('Position on ISG-1')
    expect(names(position)).toEqual(['position', 'reason'])
    expect(position.fields[0]?.picks?.map(p => p.value)).toEqual([
      'agrees',
      'agrees with comments',
      'objects',
      'abstains',
    ])
  })

  test('does not open where all that is required is given', async () => {
    expect((await prepare('issue show', { issue: 'ISG-1' })).kind).toBe('run')
    expect((await prepare('meeting next')).kind).toBe('run')
    // Asked for its form, a command without options has none to fill in.
    expect((await prepare('meeting rules', {}, { ask: true })).kind).toBe('run')
  })

  test('of a command that does not exist is refused', async () => {
    const prepared = await prepare('issue explode')
    expect(prepared).toMatchObject({ kind: 'refused', reply: { refused: true, answer: 'private' } })
  })
})

describe('a refusal offers what was written back in a form', () => {
  const summary = 'A summary that took a while to write, and would be a pity to lose.'

  test('where that was much: a text for the record always, also where somebody may not, or is asked first', async () => {
    const late = await office.say('SG13 chair', `issue raise topic:T summary:"${summary}" with:SG99`)
    const [block] = late.message.blocks.filter(b => b.kind === 'actions')
    const invocation = block!.actions[0]!.invocation
    expect(block!.actions[0]!.label).toBe('Edit again')
    expect(await form(invocation.path, invocation.options, { ask: true })).toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ name: 'summary', value: summary })]),
    })
    const short = await office.say('SG13 chair', 'issue show ISG-99')
    const forbidden = await office.say(
      'RG-DT Rapporteur',
      `issue raise topic:T summary:"${summary}" with:SG17`,
    )
    expect(short.message.blocks.some(b => b.kind === 'actions')).toBe(false)
    const asked = await office.say('SG13 chair', `statement make ISG-1 text:"${summary}"`)
    for (const [{ message }, expected] of [
      [forbidden, ['Edit again']],
      [asked, ['Yes, on the record', 'Edit again']],
    ] as const) {
      const buttons = message.blocks.flatMap(b => (b.kind === 'actions' ? b.actions : []))
      expect(buttons.map(b => b.label)).toEqual(expected)
      const { invocation } = buttons.at(-1)!
      const again = await form(invocation.path, invocation.options, { ask: true })
      expect(again.fields.map(f => f.value)).toContain(summary)
    }
  })

  test('which is asked again whether it goes on the record, for its words may change', async () => {
    const given = { issue: 'ISG-1', text: summary, confirm: 'yes' }
    const again = await form('statement make', given, { ask: true })
    expect(again.invocation.options).toEqual({})
    expect(names(again)).not.toContain('confirm')
  })
})

describe('what a button or a form carries', () => {
  const there = async (invocation: Invocation, max = 100) => {
    const packed = await office.desk.pack(invocation, chair, max)
    expect(packed.length).toBeLessThanOrEqual(Math.max(max, 60))
    return office.desk.unpack(packed)
  }

  test('comes back the same, short or long', async () => {
    const short: Invocation = { path: 'issue show', options: { issue: 'ISG-1' } }
    const long: Invocation = {
      path: 'issue raise',
      options: { topic: '//x "y"\n', summary: 'ünïcödé '.repeat(300) },
      ask: true,
    }
    expect(await there(short)).toEqual({ ...short, pressed: true })
    expect(await there(long)).toEqual({ ...long, pressed: true })
    expect(await there({ ...long, seen: 12 }, 5000)).toEqual({ ...long, seen: 12, pressed: true })
  })

  test('comes back again and again: a button can be pressed after weeks', async () => {
    const long: Invocation = { path: 'issue raise', options: { summary: 'x'.repeat(500) } }
    const packed = await office.desk.pack(long, chair, 100)
    await office.desk.unpack(packed)
    expect(await office.desk.unpack(packed)).toEqual({ ...long, pressed: true })
  })

  test.for([
    'draft 00000000-0000-0000-0000-000000000000',
    'draft \'; DROP TABLE "Draft"',
    'nonsense',
    '',
    'issue raise topic:"',
  ])('and is not known (any more) is told as such: %s', async packed =>
    expect(await office.desk.unpack(packed)).toBeUndefined(),
  )
})

describe('completions', () => {
  const complete = async (path: string, option: string, typed: string) =>
    (await office.desk.complete(path, option, typed, chair)).map(c => c.value)

  test('are at most 25, those that begin with what was typed first', async () => {
    for (let i = 0; i < 30; i++)
      await office.done('SG13 chair', `issue raise topic:"Topic ${i}" summary:x with:SG17`)
    expect(await complete('issue show', 'issue', '')).toHaveLength(25)
    expect(await complete('me', 'zone', 'europe')).toHaveLength(25)
    expect((await complete('me', 'zone', 'europe/zur'))[0]).toBe('Europe/Zurich')
    expect((await complete('issue show', 'issue', 'isg-2'))[0]).toMatch(/^ISG-2/)
    expect(await complete('issue show', 'issue', 'trust')).toEqual(['ISG-1'])
  })

  test('complete the last of several groups, without those named', async () => {
    expect(await complete('issue raise', 'with', 'SG13, SG2')).toEqual(['SG13,SG2', 'SG13,SG20', 'SG13,SG21'])
    expect(await complete('issue raise', 'with', 'SG20,SG20')).not.toContain('SG20,SG20')
  })

  test('name only groups that fit', async () => {
    expect(await complete('issue raise', 'coordinator', 'wp2')).toEqual([])
    expect(await complete('issue raise', 'for', 'SG1')).toEqual(['SG11', 'SG12', 'SG13', 'SG15', 'SG17'])
    expect(await complete('meeting schedule', 'group', 'SG1')).toEqual([])
    expect(await complete('follow', 'group', 'wp2')).toEqual(['WP2'])
  })

  test('name choices, meetings ahead and commands; and nothing for what does not exist', async () => {
    expect(await complete('issue position', 'position', 'ag')).toEqual(['agrees', 'agrees with comments'])
    expect((await complete('meeting show', 'meeting', 'RG-DT')).length).toBe(4)
    expect((await complete('help', 'command', 'issue ra'))[0]).toBe('issue raise')
    expect(await complete('issue raise', 'nothing', 'x')).toEqual([])
    expect(await complete('no command', 'x', 'x')).toEqual([])
  })
})
