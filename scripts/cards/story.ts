/** The short story from which the pictures are taken: played by the whole program on a simulated clock. */

import { moveOn, startApp } from '../../src/app.ts'
import { LIMITS as DISCORD } from '../../src/bots/discord/limits.ts'
import { LIMITS as SLACK } from '../../src/bots/slack/limits.ts'
import { simulatedClock } from '../../src/clock.ts'
import { closeDatabase, openDatabase } from '../../src/core/database/client.ts'
import { migrate } from '../../src/core/database/migrations.ts'
import type { Form } from '../../src/core/desk/port.ts'
import type { Log } from '../../src/core/log.ts'
import type { Message } from '../../src/core/messages/message.ts'
import type { Caller } from '../../src/core/platforms/platform.ts'
import { seed } from '../../src/core/seed.ts'
import { atGeneva } from '../../src/core/time/geneva.ts'
import { startTemporary } from '../../src/postgres/temporary-server.ts'
import { summaryOf } from '../../test/support/summary.ts'
import { createRecorder } from './recorder.ts'

/** Something to draw. `at`: when it is seen. */
export type Scene = { name: string; caption: string; at: Temporal.Instant } & (
  | { kind: 'message'; message: Message; way: 'sent' | 'edited' | 'private' }
  /** Slack alone has home pages. */
  | { kind: 'home'; message: Message }
  | { kind: 'form'; forms: { slack: Form; discord: Form } }
)

const PEOPLE = {
  TSB: 'Tess Moreau',
  SG13: 'Ada Okafor',
  SG17: 'Bo Lindqvist',
  SG20: 'Carmen Ruiz',
  WP2: 'Dai Nakamura',
} as const
type Role = keyof typeof PEOPLE

const accountOf = (role: Role) => `U${role}`
const roomOf = (role: Role) => `C${role}`
const callerOf = (role: Role): Caller => ({
  platform: 'slack',
  account: accountOf(role),
  name: PEOPLE[role],
  channel: roomOf(role),
})

const genevaTime = (at: string): Temporal.Instant => {
  const local = Temporal.PlainDateTime.from(at)
  return atGeneva(local.toPlainDate(), local.toPlainTime())
}

/** A fault would be missing in the pictures without a word. */
const fail = (fields: object, message: string): never => {
  throw new Error(`${message} ${JSON.stringify(fields)}`)
}
const LOG: Log = { debug: () => {}, info: () => {}, warn: fail, error: fail }

export async function playStory(): Promise<Scene[]> {
  const server = await startTemporary()
  await migrate(server.url)
  const db = openDatabase(server.url, { pool: 5 })
  try {
    return await play(db, server.url)
  } finally {
    await closeDatabase(db)
    await server.stop()
  }
}

async function play(db: ReturnType<typeof openDatabase>, url: string): Promise<Scene[]> {
  const clock = simulatedClock(genevaTime('2026-02-16T10:00'))
  await seed(db, clock.now(), 'simulated')
  const { bot, at } = createRecorder()
  const admins = new Set([`slack:${accountOf('TSB')}`])
  const app = await startApp({ db, url, clock, bots: [bot], admins, log: LOG, wakes: false })
  const { desk, scheduler } = app
  const scenes: Scene[] = []
  let acts = 0

  const say = async (role: Role, line: string): Promise<Message> => {
    const read = desk.read(line)
    const reply =
      'refused' in read ? read.refused : await desk.execute(read.invocation, callerOf(role), `act-${++acts}`)
    if (reply.refused) throw new Error(`${PEOPLE[role]}: ${line}: ${summaryOf(reply.message)}`)
    await scheduler.runUntilIdle()
    return reply.message
  }
  const until = (geneva: string) => moveOn(scheduler, clock, genevaTime(geneva))
  const show = (
    name: string,
    caption: string,
    message: Message | undefined,
    way: 'sent' | 'edited' | 'private',
  ) => {
    if (!message) throw new Error(`There is no message for the picture "${name}".`)
    scenes.push({ kind: 'message', name, caption, at: clock.now(), message, way })
  }
  const card = (issue: string) =>
    at(roomOf('SG20')).find(m => m.blocks[0]?.kind === 'heading' && summaryOf(m).startsWith(`${issue} `))
  const meetingCard = (meeting: string) => at(roomOf('WP2')).find(m => summaryOf(m).includes(`(${meeting})`))
  const formFor = async (line: string, max: number): Promise<Form> => {
    const read = desk.read(line)
    const prepared =
      'refused' in read
        ? undefined
        : await desk.prepare({ ...read.invocation, pressed: true }, callerOf('SG13'), max)
    if (prepared?.kind !== 'form') throw new Error(`"${line}" opened no form.`)
    return prepared.form
  }
  const showForm = async (name: string, caption: string, line: string) => {
    const forms = {
      slack: await formFor(line, SLACK.modalBlocks),
      discord: await formFor(line, DISCORD.modal.fields),
    }
    scenes.push({ kind: 'form', name, caption, at: clock.now(), forms })
  }
  const lastTo = (role: Role) => at(`@${accountOf(role)}`).at(-1)

  try {
    for (const [role, name] of Object.entries(PEOPLE).slice(1)) {
      await say(
        'TSB',
        `person add name:"${name}" role:"${role} chair" account:slack:${accountOf(role as Role)}`,
      )
      await say(role as Role, `here ${role}`)
    }
    await say('WP2', 'follow RG-DT')

    show('welcome', 'The first message to a chair', at(`@${accountOf('SG17')}`)[0], 'sent')
    await showForm('form', 'The form of issue raise', 'issue raise')

    await say(
      'SG17',
      'issue raise topic:"Lead SG on trust" summary:"In TD301 SG17 asks to be lead SG on trust. SG13 and SG20 study trust, too." with:SG13,SG20 documents:TD301 respond-by:"15 April 2026"',
    )
    show('issue-raised', 'An issue just raised', card('ISG-1'), 'sent')

    await until('2026-02-18T09:30')
    await say(
      'SG17',
      'issue propose ISG-1 text:"SG17 is proposed as lead SG on trust; each SG keeps its Recommendations."',
    )
    show('position-asked', 'A direct message that asks for a position', lastTo('SG13'), 'sent')
    await showForm('form-position', 'The form behind its button Object', 'issue position ISG-1 objects')

    await until('2026-03-02T09:30')
    await say('SG20', 'issue position ISG-1 objects reason:"It is premature to designate a lead SG on trust"')
    await say(
      'SG20',
      'issue statement ISG-1 text:"SG20 keeps developing Recommendations on trust within its scope." confirm:yes',
    )
    show('issue-positions', 'With a proposal, an objection and a silence', card('ISG-1'), 'edited')

    await say('SG13', 'prefer quiet:20:00–07:00 reminders:"7d, 1d"')
    await desk.home(callerOf('SG13'), async message => {
      scenes.push({
        kind: 'home',
        name: 'home',
        caption: 'The home page of a chair',
        at: clock.now(),
        message,
      })
    })

    await until('2026-03-20T10:00')
    await say('SG13', 'issue position ISG-1 agrees')
    await say('SG20', 'issue escalate ISG-1 reason:"The three chairs did not agree"')
    show('escalated', 'An issue that was brought to WP2, to its chair', lastTo('WP2'), 'sent')
    await say('WP2', 'issue take-up ISG-1')
    // The coordination of Action 8 is an issue of its own: the objection stands beside the request to be lead SG.
    await say(
      'SG13',
      'issue raise topic:"WTSA Action 8" summary:"Which SG coordinates the work on WTSA Action 8?" with:SG17,SG20 coordinator:SG17',
    )
    await say('SG17', 'coordination accept ISG-2')
    await say('SG13', 'issue escalate ISG-2 reason:"It is for TSAG to entrust an SG with the coordination"')
    await say('WP2', 'issue take-up ISG-2')

    await until('2026-04-22T15:00')
    await say(
      'WP2',
      'issue conclude ISG-2 text:"SG17 can coordinate the work on WTSA Action 8; it has no authority over SG13 and SG20." action:"Entrust the coordination of WTSA Action 8 to SG17" entrust:SG17 confirm:yes',
    )
    show('issue-concluded', 'Concluded by WP2, with an action for TSAG', card('ISG-2'), 'edited')

    await until('2026-04-29T08:00')
    show(
      'meeting-next',
      'The answer to meeting next RG-DT',
      await say('WP2', 'meeting next RG-DT'),
      'private',
    )
    await until('2026-04-30T09:00')
    show('deadline-reminder', 'A week before a deadline', lastTo('WP2'), 'sent')

    await until('2026-05-04T10:00')
    await say(
      'WP2',
      'meeting schedule WP2 21 May 2026 13:00–14:30 "Trust: the wording" link:https://itu.int/meet confirm:yes',
    )
    await say('SG13', 'meeting attend MTG-10 there')
    show('meeting-card', 'The card of a meeting, with its answers', meetingCard('MTG-10'), 'edited')

    return scenes
  } finally {
    await app.stop()
  }
}
