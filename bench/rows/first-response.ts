/** A command given → the first sign that it was heard: Slack's acknowledgement, Discord's deferral. */
import { FakeDiscord } from '../../test/fakes/discord/discord.ts'
import { percentile, type Rounds, rest, restartEachRound } from '../measure.ts'
import { BARE, OURS, type Served, seedFixture, serve } from '../program.ts'
import { type Bench, comparedRow, type Given, type Row } from '../row.ts'
import { openSlack } from '../slack.ts'

/** How many at once, and how many such waves in a round: enough of them that one wave alone makes no p99. */
const ON_SLACK = [
  [1, 1000],
  [10, 400],
  [50, 150],
] as const
const ON_DISCORD = [
  [1, 500],
  [10, 200],
  [50, 60],
] as const
/** One at a time we may take so much longer than the bare library. */
const ALONE = [
  { name: 'p50', part: 0.5, most: 1.3 },
  { name: 'p99', part: 0.99, most: 1.3 },
] as const
/** The slowest of many at once counts: people notice a tenth of a second, and Slack allows three. */
const TOGETHER = [
  { name: 'p50', part: 0.5, most: { ms: 100 } },
  { name: 'the slowest', part: 1, most: { ms: 100 } },
] as const

export const firstResponse: Bench = {
  name: 'first-response',
  about: 'a command → the acknowledgement (Slack), the deferral (Discord)',
  run: async given => [...(await onSlack(given)), ...(await onDiscord(given))],
}

async function onSlack({ server, quick, rounds, say }: Given): Promise<Row[]> {
  const driver = await openSlack()
  const database = await server.create('migrated')
  await seedFixture(database.url, driver.account)
  const serveOnSlack = (file: string) => serve(file, database.url, { slack: driver.slack })

  const measured = await restartEachRound(rounds, async () => {
    say('Slack, a round')
    const [ours, bare] = [await serveOnSlack(OURS), await serveOnSlack(BARE)]
    // Ours carries the command out as well; the next wave begins when it has answered the one before.
    const sideOf =
      ({ port }: Served, count: number, many: number, answers: boolean) =>
      async () => {
        const times: number[] = []
        for (let i = 0; i < (quick ? many / 5 : many); i++)
          for (const { acknowledged } of await driver.wave(port, 'meeting next RG-DT', count, answers))
            times.push(acknowledged)
        return times
      }
    return {
      comparisons: ON_SLACK.map(([count, many]) => [
        { name: 'intersg', round: sideOf(ours, count, many, true) },
        { name: 'Bolt', round: sideOf(bare, count, many, false) },
      ]),
      end: async () => {
        for (const child of [ours, bare]) await child.end()
      },
    }
  })
  await driver.stop()
  await database.drop()
  return ON_SLACK.flatMap(([count], i) =>
    rowsOf(
      measured[i]!,
      count,
      `Slack command → acknowledgement, ${count} at a time`,
      'Bolt that only acknowledges',
    ),
  )
}

async function onDiscord({ server, quick, rounds, say }: Given): Promise<Row[]> {
  const database = await server.create('migrated')
  await seedFixture(database.url, 'U1')
  const serveOnDiscord = async (file: string) => {
    const discord = new FakeDiscord()
    await discord.start()
    const child = await serve(file, database.url, { discord })
    return { discord, child, wave: waveOn(discord) }
  }

  const measured = await restartEachRound(rounds, async () => {
    say('Discord, a round')
    const [ours, bare] = [await serveOnDiscord(OURS), await serveOnDiscord(BARE)]
    const sideOf =
      ({ wave }: typeof ours, count: number, many: number, answers: boolean) =>
      async () => {
        const times: number[] = []
        for (let i = 0; i < (quick ? many / 5 : many); i++) times.push(...(await wave(count, answers)))
        return times
      }
    return {
      comparisons: ON_DISCORD.map(([count, many]) => [
        { name: 'intersg', round: sideOf(ours, count, many, true) },
        { name: 'discord.js', round: sideOf(bare, count, many, false) },
      ]),
      end: async () => {
        for (const { child, discord } of [ours, bare]) {
          await child.end()
          await discord.stop()
        }
      },
    }
  })
  await database.drop()
  return ON_DISCORD.flatMap(([count], i) =>
    rowsOf(
      measured[i]!,
      count,
      `Discord interaction → first response, ${count} at a time`,
      'discord.js that only defers',
    ),
  )
}

const rowsOf = (measured: Rounds, count: number, what: string, rival: string): Row[] =>
  (count === 1 ? ALONE : TOGETHER).map(({ name, part, most }) =>
    comparedRow(measured, {
      what: `${what}, ${name}`,
      rival,
      most,
      of: samples => percentile(samples, part),
    }),
  )

/**
 * Interactions sent at once; gives for each the time until its first response has come in. Done when they are
 * answered, with `answers`.
 */
function waveOn(discord: FakeDiscord): (count: number, answers: boolean) => Promise<number[]> {
  const { world, interactions } = discord
  const actor = world.addUser('Ana')
  const channel = world.addChannel('lobby').id
  const data = { id: world.id(), name: 'meeting', type: 1, options: [{ name: 'next', type: 1, options: [] }] }
  const heard = new Map<string, (at: number) => void>()
  const callback = interactions.callback.bind(interactions)
  interactions.callback = (id, token, body) => {
    heard.get(id)?.(performance.now())
    return callback(id, token, body)
  }
  const act = () => {
    const first = Promise.withResolvers<number>()
    const begun = performance.now()
    const seen = interactions.act(2, actor, channel, data)
    heard.set(interactions.all.at(-1)!.id, first.resolve)
    return { first: first.promise.then(at => at - begun), seen }
  }
  return async (count, answers) => {
    const acts = Array.from({ length: count }, act)
    const times = await Promise.all(acts.map(a => a.first))
    if (answers) await Promise.all(acts.map(a => a.seen))
    // The fake keeps everything for tests to look at, and waits for answers that will never come.
    for (const { timer } of interactions.all.splice(0)) clearTimeout(timer)
    heard.clear()
    discord.requests.length = 0
    await rest(count)
    return times
  }
}
