/** Permissions: one table for all commands, and the desk enforces it. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PLATFORMS } from '../../src/bots/platforms.ts'
import { COMMANDS } from '../../src/core/catalog.ts'
import { type AnyCommand, type Context, readOptions, toSpec } from '../../src/core/commands/command.ts'
import { withOwn } from '../../src/core/desk/own-values.ts'
import { UserError } from '../../src/core/errors.ts'
import { createWork } from '../../src/core/events/events.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { findActor } from '../../src/core/people/find-actor.ts'
import type { Actor } from '../../src/core/roles/actor.ts'
import { SUBSCRIPTIONS } from '../../src/core/subscriptions.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

/** SG13 raised the issue with SG17 and SG20, and it is with WP2; SG5 has no part in it. */
const WHO = {
  nobody: 'slack:UNOBODY0',
  administrator: 'slack:UADMIN',
  TSB: 'TSB',
  'SG17 TSB': 'SG17 TSB',
  'chair of an SG concerned': 'SG17 chair',
  'its vice-chair': 'SG17 vice-chair',
  'chair of another SG': 'SG5 chair',
  'WP2 chair': 'WP2 chair',
  'WP2 vice-chair': 'WP2 vice-chair',
  'RG-DT Rapporteur': 'RG-DT Rapporteur',
  'RG-DT associate Rapporteur': 'RG-DT associate Rapporteur',
  'JCA-MV chair': 'JCA-MV chair',
} as const

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('SG13 chair', RAISE)
  await office.done('SG17 chair', 'issue escalate ISG-1 reason:"no way forward"')
  await office.done('WP2 chair', 'issue take-up ISG-1')
  await office.done('TSB', 'joint add JCA-MV decision:continues')
  await office.done(
    'TSB',
    'statement make meeting:MTG-3 subject:"clause 3" text:"We note it" for:SG17 said:"WP2 session" confirm:yes',
  )
})
afterAll(() => office.close())

const catalog = COMMANDS.map(toSpec)
/** Options as each command's own examples have them. */
const examples = (path: string) =>
  Object.fromEntries(
    catalog
      .find(c => c.path === path)!
      .options.filter(o => o.required)
      .map(o => [o.name, o.example]),
  )

const UNDONE = new Error('undone')

/** Files are neither read nor written here: by then the rules have let the person pass. */
const noFiles = async (): Promise<never> => {
  throw new UserError('no-files', 'No file is read or written here.')
}

/** Everybody as they are before any command; whatever is tried is taken back. */
const actorOf = (who: string) => findActor(office.db, callerOf(who), new Set(['slack:UADMIN']), PLATFORMS)

/** Whether this person may give a command. It is tried, rules inside it included, and taken back. */
async function mayGive(command: AnyCommand, who: string, actor: Actor): Promise<boolean> {
  const caller = callerOf(who)
  try {
    await office.db.$transaction(async tx => {
      const context: Context = {
        ...createWork(tx, office.clock.now(), SUBSCRIPTIONS),
        actor,
        caller,
        catalog,
        platforms: PLATFORMS,
        publicUrl: 'https://intersg.example.org',
        reader: { read: noFiles },
        writer: { document: noFiles, sheet: noFiles },
      }
      // An option that is left out may be the person's own group, as the desk takes it.
      const given = await withOwn(command, examples(command.path), () => context.actor)
      const read = readOptions(command, given, PLATFORMS)
      if ('faults' in read) throw new Error(`${command.path}: its examples don't fit`)
      if (!(await command.who.allows(context.actor, read.values as never, context)))
        throw new UserError('not-allowed', 'Only others can do this.')
      await command.run(read.values as never, context)
      throw UNDONE
    })
    return false
  } catch (error) {
    if (error === UNDONE) return true
    // Refused for another reason than who they are: its time has not come, or what it names is not there.
    if (error instanceof UserError) return error.code !== 'not-allowed'
    throw error
  }
}

test('the table of all commands, and everybody else is refused without any change', async () => {
  const rows: string[] = []
  const before = await office.rows()
  const actors = new Map<string, Actor>()
  for (const who of Object.values(WHO)) actors.set(who, await actorOf(who))
  for (const command of COMMANDS) {
    const cells: string[] = []
    for (const who of Object.values(WHO)) {
      const may = await mayGive(command, who, actors.get(who)!)
      cells.push(may ? 'yes' : '')
      if (may) continue
      const reply = await office.desk.execute(
        { path: command.path, options: examples(command.path) },
        callerOf(who),
        crypto.randomUUID(),
      )
      expect(reply.refused, `${who}: ${command.path}`).toBe(true)
      expect(reply.failed, `${who}: ${command.path}`).toBeUndefined()
      expect(plainMessage(reply.message), `${who}: ${command.path}`).toMatch(/^Only /)
    }
    rows.push(`| \`${command.path}\` | ${cells.join(' | ')} | ${command.who.words} |`)
  }
  expect(await office.rows()).toEqual(before)
  const table = [
    '# Who may do what',
    '',
    'Generated by test/core/permissions.test.ts (`--update` writes it). The issue is between SG13, SG17 and SG20 and is with WP2; an act is refused all the same where its time has not come.',
    '',
    `| command | ${Object.keys(WHO).join(' | ')} | in words |`,
    `|---|${'---|'.repeat(Object.keys(WHO).length + 1)}`,
    ...rows,
    '',
  ].join('\n')
  await expect(table).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/permissions.md'))
})
