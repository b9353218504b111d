/** One of two instances is killed in the middle of 300: what is lost, what comes twice, and until when all is sent. */
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from '../child.ts'
import { addAddresses, addNotices } from '../outbox.ts'
import { openPlatform } from '../remote.ts'
import type { Bench, Row } from '../row.ts'
import { ask, type BenchServer } from '../server.ts'
import { KINDS } from './killed-kinds.ts'

const COUNT = 300
/** Half of them have come: then one is killed. */
const KILLED_AT = 150

/** How long to wait at the end for messages that come a second time, in ms. */
const SETTLE = 8_000

interface Outcome {
  missing: number
  twice: number
  seconds: number
  /** Jobs that the queue still counts as being sent: they would be sent again when that expires. */
  held: number
}

export const killed: Bench = {
  name: 'killed',
  about: 'killed in the middle of 300, all sent by another instance',
  async run({ server, quick, rounds, say }) {
    const patience = quick ? 12_000 : 60_000
    const outcomes = new Map<string, Outcome[]>(Object.keys(KINDS).map(kind => [kind, []]))
    for (let round = 0; round < Math.min(rounds, quick ? 1 : 3); round++)
      for (const kind of Object.keys(KINDS)) {
        const outcome = await killOne(server, kind, patience)
        outcomes.get(kind)!.push(outcome)
        say(`${kind}: ${words(outcome, patience)}`)
      }
    const [ours, ...rivals] = [...outcomes].map(([kind, all]) => ({
      name: KINDS[kind]?.name ?? 'intersg',
      worst: worst(all),
    }))
    const { missing, twice, seconds, held } = ours!.worst
    return rivals.map(
      (rival): Row => ({
        what: `killed in the middle of ${COUNT} → all sent by another instance (the worst of the rounds)`,
        ours: words(ours!.worst, patience),
        against: `${rival.name}: ${words(rival.worst, patience)}`,
        ratio: '–',
        goal: '0 lost, 0 twice, ≤ 5 s',
        met: missing + held === 0 && twice === 0 && seconds <= 5,
      }),
    )
  },
}

const words = ({ missing, twice, seconds, held }: Outcome, patience: number): string => {
  const lost = missing === 0 ? '0 lost' : `${missing} not there after ${patience / 1000} s`
  const left = held > missing ? `, ${held - missing} sent and to be sent again later` : ''
  return `${lost}, ${twice} twice${left}, ${seconds.toFixed(1)} s`
}

async function unsent(url: string): Promise<number> {
  const [row] = await ask(url, `SELECT count(*)::int AS n FROM "Delivery" WHERE state <> 'SENT'`)
  return (row as { n: number }).n
}

const worst = (all: Outcome[]): Outcome => ({
  missing: Math.max(...all.map(o => o.missing)),
  twice: Math.max(...all.map(o => o.twice)),
  seconds: Math.max(...all.map(o => o.seconds)),
  held: Math.max(...all.map(o => o.held)),
})

async function killOne(server: BenchServer, kind: string, patience: number): Promise<Outcome> {
  const queue = KINDS[kind]
  const database = await server.create(queue ? (queue.on ?? 'empty') : 'migrated')
  const platform = await openPlatform()
  const opened = await queue?.open(database.url)
  if (!queue) await addAddresses(database.url, COUNT)
  const instances = new Map(
    ['one', 'two'].map(name => [
      name,
      startChild('bench/rivals/sender.ts', {
        DATABASE_URL: database.url,
        PLATFORM_URL: platform.url,
        KIND: kind,
        INSTANCE: name,
      }),
    ]),
  )
  for (const child of instances.values()) await child.line()
  if (opened) await opened.add(Array.from({ length: COUNT }, (_, number) => ({ number })))
  else await addNotices(database.url, COUNT, COUNT)

  await platform.until(KILLED_AT)
  const victim = platform.lastFrom()!
  await instances.get(victim)!.end('SIGKILL')
  const killedAt = performance.now()
  const helper = opened?.takeFromDead && setInterval(() => void opened.takeFromDead!(), 1_000)
  await Promise.race([platform.until(COUNT), sleep(patience)])
  const seconds = (performance.now() - killedAt) / 1000
  await sleep(SETTLE)
  clearInterval(helper)
  instances.delete(victim)
  for (const child of instances.values()) await child.end('SIGKILL')
  const held = opened ? await opened.unfinished() : await unsent(database.url)
  await opened?.close()
  await platform.stop()
  await database.drop()
  return {
    held,
    missing: COUNT - platform.came.size,
    twice: [...platform.came.values()].filter(times => times > 1).length,
    seconds,
  }
}
