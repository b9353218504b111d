/** The program with 10⁶ notices planned ahead and nothing due: its use of the processor, and its memory in the long run. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createDiscordChat } from '../../test/fakes/discord/chat.ts'
import { processorTimeMs, startChild } from '../child.ts'
import { fill } from '../fill.ts'
import { OURS, seedFixture, serve } from '../program.ts'
import type { Bench, Row } from '../row.ts'
import { openSlack } from '../slack.ts'

export const idle: Bench = {
  name: 'idle',
  about: 'idle with 10⁶ notices planned ahead: processor and memory',
  async run({ server, quick, say }) {
    const notices = quick ? 10_000 : 1_000_000
    const seconds = quick ? 10 : 60
    const driver = await openSlack()
    const chat = createDiscordChat()
    await chat.fake.start()
    const { url, drop } = await server.create('migrated')
    await seedFixture(url, driver.account)
    await fill(url, notices)

    const ours = await serve(OURS, url, { slack: driver.slack, discord: chat.fake })
    const nothing = startChild('bench/rivals/nothing.ts', {})
    await nothing.line()
    say('waiting for both to come to rest')
    await sleep(quick ? 3_000 : 20_000)
    const used = await shareOf(seconds, [ours.pid, nothing.pid])
    await ours.end()
    await nothing.end()

    say('an hour of work on a simulated clock')
    const hour = startChild('bench/rivals/hour.ts', { DATABASE_URL: url, HOURS: quick ? '0.1' : '1' }, [
      '--expose-gc',
    ])
    const [before, after] = [Number(await hour.line()), Number(await hour.line())]
    await hour.end()
    await driver.stop()
    await chat.fake.stop()
    await drop()

    const [mine, bare] = used as [number, number]
    const about = `${notices.toLocaleString('en')} notices planned ahead`
    const rows: Row[] = [
      {
        what: `idle with ${about}, over ${seconds} s: processor`,
        ours: `${mine.toFixed(2)} %`,
        against: `a bare Node process: ${bare.toFixed(2)} %`,
        ratio: '–',
        goal: 'under 0.5 %',
        met: mine < 0.5,
      },
      {
        what: `memory (heap) after an hour of simulated work, ${about}`,
        ours: `${after.toFixed(1)} MB`,
        against: `itself before: ${before.toFixed(1)} MB`,
        ratio: `${(after / before).toFixed(2)}×`,
        goal: 'no growth (≤ 1.05×)',
        met: after / before <= 1.05,
      },
    ]
    return rows
  },
}

/** The share of one core that the processes use, in per cent. */
async function shareOf(seconds: number, pids: number[]): Promise<number[]> {
  const before = pids.map(processorTimeMs)
  await sleep(seconds * 1000)
  return pids.map((pid, i) => ((processorTimeMs(pid) - before[i]!) / (seconds * 1000)) * 100)
}
