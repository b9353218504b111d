/** From the start of the process to its first answer, and the memory it then has. */
import { createDiscordChat } from '../../test/fakes/discord/chat.ts'
import { residentMegabytes } from '../child.ts'
import { alternate } from '../measure.ts'
import { BARE, OURS, seedFixture, serve } from '../program.ts'
import { type Bench, comparedRow, type Row } from '../row.ts'
import { openSlack } from '../slack.ts'

const MOST = 1.3

export const starting: Bench = {
  name: 'starting',
  about: 'start to first answer; memory',
  async run({ server, rounds, say }) {
    const driver = await openSlack()
    const { url, drop } = await server.create('migrated')
    await seedFixture(url, driver.account)

    const side = (file: string, text: string) => async () => {
      const chat = createDiscordChat()
      await chat.fake.start()
      const begun = performance.now()
      const child = await serve(file, url, { slack: driver.slack, discord: chat.fake })
      await driver.wave(child.port, text, 1, true)
      const took = performance.now() - begun
      for (let i = 0; i < 20; i++) await driver.wave(child.port, text, 1, true)
      const memory = residentMegabytes(child.pid)
      await child.end()
      await chat.fake.stop()
      return [took, memory]
    }
    const measured = await alternate(
      [
        { name: 'intersg', round: side(OURS, 'meeting next RG-DT') },
        { name: 'bare', round: side(BARE, 'read') },
      ],
      rounds,
    )
    await driver.stop()
    await drop()
    const rival = 'bare Bolt + discord.js + Prisma'
    const start = comparedRow(measured, {
      what: 'start to first answer',
      rival,
      most: MOST,
      of: ([took]) => took!,
    })
    const memory = comparedRow(measured, {
      what: 'memory (resident) after twenty answers',
      rival,
      most: MOST,
      of: ([, megabytes]) => megabytes!,
    })
    say('done')
    const inMegabytes = (text: string) => text.replace(/ ms$/, ' MB')
    return [
      start,
      { ...memory, ours: inMegabytes(memory.ours), against: inMegabytes(memory.against) },
    ] as Row[]
  },
}
