/** Plays a story by the whole program on a simulated clock, and keeps every answer and every notice that was sent. */
import { moveOn, startApp } from '../../src/app.ts'
import type { Bot } from '../../src/bots/bot.ts'
import { simulatedClock } from '../../src/clock.ts'
import { closeDatabase, type Database, openDatabase } from '../../src/core/database/client.ts'
import { migrate } from '../../src/core/database/migrations.ts'
import type { Reply } from '../../src/core/desk/port.ts'
import type { Invocation, OfferedFile } from '../../src/core/grammar/invocation.ts'
import type { Log } from '../../src/core/log.ts'
import type { Message } from '../../src/core/messages/message.ts'
import { DeliveryFault } from '../../src/core/notices/fault.ts'
import type { Caller } from '../../src/core/platforms/platform.ts'
import { seed } from '../../src/core/seed.ts'
import { atGeneva } from '../../src/core/time/geneva.ts'
import { proposeCommand } from '../../src/core/web/notices.ts'
import { startTemporary } from '../../src/postgres/temporary-server.ts'
import { summaryOf } from '../../test/support/summary.ts'
import { readStory, type Step, writtenOut } from './read.ts'

/** A command that was given, and what it answered. */
export interface Answered {
  /** "issue raise"; empty where no command could be read. */
  path: string
  who: string
  line: string
  message: Message
  refused: boolean
}

export interface Sent {
  kind: string
  message: Message
}

/** A message as it was sent, with the key of its notice. */
interface SentTo {
  address: string
  key: string
  message: Message
}

export interface Played {
  answers: Answered[]
  sent: Sent[]
}

const START = '2026-02-02T09:00'

const genevaTime = (at: string): Temporal.Instant => {
  const local = Temporal.PlainDateTime.from(at)
  return atGeneva(local.toPlainDate(), local.toPlainTime())
}

/** "SG17 chair" acts by the account USG17CHAIR, in the channel CSG17. */
const callerOf = (who: string): Caller => ({
  platform: 'slack',
  account: `U${who.toUpperCase().replaceAll(/[^A-Z\d]/g, '')}`,
  name: who,
  channel: channelOf(who.split(' ')[0]!),
})
const channelOf = (group: string) => `C${group.toUpperCase()}`

/** A file on the platform; one without content is gone from there. */
const offered = (name: string, content: string): OfferedFile => ({
  name,
  fetch: async () => {
    if (content === '') throw new Error(`${name} is gone`)
    return content.includes('\\x') ? withBytes(content) : new TextEncoder().encode(content)
  },
})

/** The text in an encoding of one byte a character, "\\xE9" as that byte. */
const withBytes = (content: string): Uint8Array =>
  Buffer.from(
    content.replaceAll(/\\x([\dA-F]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
    'latin1',
  )

/** A fault of the program would be missing in the document without a word. */
const fail = (fields: object, message: string): never => {
  throw new Error(`${message} ${JSON.stringify(fields)}`)
}

/** Parts that the program playing a story does without. */
export interface Setting {
  /** The address of the pages and calendars; none where the administrator has set none. */
  publicUrl?: string | undefined
}
const SETTING: Setting = { publicUrl: 'https://intersg.example.org' }

/** Plays the story on a database server of its own. Throws when a line is refused that should not be, or the reverse. */
export async function playStory(story: string, setting = SETTING): Promise<Played> {
  const steps = readStory(story)
  const server = await startTemporary()
  await migrate(server.url)
  const db = openDatabase(server.url, { pool: 5 })
  try {
    return await play(steps, db, server.url, setting)
  } finally {
    await closeDatabase(db)
    await server.stop()
  }
}

async function play(
  steps: readonly Step[],
  db: Database,
  url: string,
  { publicUrl }: Setting,
): Promise<Played> {
  const clock = simulatedClock(genevaTime(START))
  await seed(db, clock.now(), 'simulated')
  const failing = new Set<string>()
  const messages: SentTo[] = []
  const bot = createBot(failing, messages)
  // A refused address is a fault of the story's own.
  const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: fail }
  const admins = new Set(['slack:UTSB'])
  const app = await startApp({ db, url, clock, bots: [bot], admins, publicUrl, log, wakes: false })
  const { desk, scheduler } = app
  const answers: Answered[] = []
  const faults: string[] = []
  let who = 'TSB'
  let place: Extract<Step, { kind: 'in' }>['place'] = 'channel'
  let lacks: NonNullable<Caller['lacks']> = []
  /** Sent with the next command. */
  let files: Invocation['files']
  desk.introduce('slack', 'UINTERSG')

  const caller = (): Caller => {
    const { channel, ...known } = callerOf(who)
    return {
      ...known,
      ...(place !== 'nowhere' && { channel, place }),
      lacks,
    }
  }

  async function give({ line, refused: expected, seen, opens }: Extract<Step, { kind: 'command' }>) {
    const read = desk.read(writtenOut(line))
    const known = 'invocation' in read ? read.invocation : undefined
    const invocation = known && {
      ...known,
      ...(seen !== undefined && { pressed: true as const, seen }),
      ...(files && { files }),
    }
    files = undefined
    const reply = !invocation
      ? (read as { refused: Reply }).refused
      : opens
        ? await open(invocation)
        : await desk.execute(invocation, caller(), `act-${answers.length + 1}`)
    await keep({ path: known?.path ?? '', line, expected }, reply)
  }

  /** The answer in place of a form that does not open. */
  async function open(invocation: Invocation): Promise<Reply> {
    const prepared = await desk.prepare(invocation, caller())
    if (prepared.kind === 'refused') return prepared.reply
    throw new Error(`The form of ${invocation.path} opens; nothing is answered.`)
  }

  /** A button from an earlier version of the program, of a command that is gone. */
  const press = async (path: string) =>
    keep(
      { path: '', line: path, expected: true },
      await desk.execute({ path, options: {}, pressed: true }, caller(), `act-${answers.length + 1}`),
    )

  async function keep(
    { path, line, expected }: { path: string; line: string; expected: boolean },
    { message, refused }: Reply,
  ): Promise<void> {
    if (refused !== expected)
      faults.push(`${who}: /sg ${line}: ${refused ? 'refused' : 'accepted'}: ${summaryOf(message)}`)
    answers.push({ path, who, line, message, refused })
    await scheduler.runUntilIdle()
  }

  /** A program proposes a command with the last token of the present actor. */
  async function propose(line: string): Promise<void> {
    const read = desk.read(line)
    if ('refused' in read) throw new Error(`${line}: ${summaryOf(read.refused.message)}`)
    const context = await desk.reading(caller())
    const token = await db.webAccess.findFirstOrThrow({ where: { kind: 'TOKEN' }, orderBy: { id: 'desc' } })
    await proposeCommand(context, read.invocation, token.id)
    await scheduler.runUntilIdle()
  }

  try {
    for (const step of steps)
      switch (step.kind) {
        case 'command':
          await give(step)
          break
        case 'as':
          who = step.who
          break
        case 'in':
          place = step.place
          break
        case 'lacks':
          lacks = step.needs as typeof lacks
          break
        case 'attach':
          files = { [step.option]: offered(step.name, writtenOut(step.content)) }
          break
        case 'former':
          await press(step.path)
          break
        case 'earlier':
          await db.$executeRawUnsafe(step.sql)
          break
        case 'at':
          await moveOn(scheduler, clock, genevaTime(step.time))
          break
        case 'off':
          clock.set(genevaTime(step.time))
          await scheduler.runUntilIdle()
          break
        case 'proposes':
          await propose(step.line)
          break
        case 'fail':
          failing.add(channelOf(step.group))
          break
        case 'works':
          failing.delete(channelOf(step.group))
          break
      }
    // All at once, so that a story is corrected in one go.
    if (faults.length > 0) throw new Error(faults.join('\n'))
    return { answers, sent: await kindsOf(db, messages) }
  } finally {
    await app.stop()
  }
}

/** A platform that keeps what it is given, and refuses what goes to an address in `failing`. */
function createBot(failing: ReadonlySet<string>, messages: SentTo[]): Bot {
  return {
    platform: 'slack',
    ordering: 'address',
    connects: 'everywhere',
    start: async () => {},
    stop: async () => {},
    async send(address, message, key) {
      if (failing.has(address)) throw new DeliveryFault('never', 'the bot is no longer in that channel')
      messages.push({ address, key, message })
      return String(messages.length)
    },
    update: async () => {},
    find: async () => undefined,
  }
}

/**
 * The messages with the kinds of their notices, in the order of the notices and of their addresses: that in which they
 * were sent is left to chance.
 */
async function kindsOf(db: Database, messages: readonly SentTo[]): Promise<Sent[]> {
  const notices = await db.notice.findMany({
    select: { key: true, kind: true },
    // A notice that is repeated has a row for each time, all with one key.
    distinct: ['key'],
    orderBy: { id: 'asc' },
  })
  const byKey = Map.groupBy(messages, ({ key }) => key)
  return notices.flatMap(({ key, kind }) =>
    (byKey.get(key) ?? [])
      .toSorted((a, b) => (a.address < b.address ? -1 : 1))
      .map(({ message }) => ({ kind, message })),
  )
}
