/** A command given on Slack → the full answer that people see. */
import { alternate, percentile } from '../measure.ts'
import { BARE, OURS, seedFixture, serve } from '../program.ts'
import { type Bench, comparedRow, type Row } from '../row.ts'
import { openSlack } from '../slack.ts'

const CASES = [
  {
    what: '`meeting next` → full answer',
    ours: 'meeting next RG-DT',
    bare: 'read',
    rival: 'Bolt with one Prisma read',
    most: 1.5,
  },
  {
    what: '`issue raise` → full answer, all in one transaction',
    ours: 'issue raise topic:"Trust" summary:"Trust is studied in three SGs; who covers what?" with:SG13,SG20',
    bare: 'insert',
    rival: 'Bolt with one durable Prisma insert',
    most: 4,
  },
]

export const answers: Bench = {
  name: 'answers',
  about: 'a command → the full answer',
  async run({ server, quick, rounds, say }) {
    const driver = await openSlack()
    const rows: Row[] = []
    for (const { what, ours, bare, rival, most } of CASES) {
      say(what)
      const database = await server.create('migrated')
      await seedFixture(database.url, driver.account)
      const platforms = { slack: driver.slack }
      const sides = [
        { name: 'intersg', child: await serve(OURS, database.url, platforms), text: ours },
        { name: 'Bolt', child: await serve(BARE, database.url, platforms), text: bare },
      ]
      const commands = quick ? 50 : 300
      const measured = await alternate(
        sides.map(({ name, child, text }) => ({
          name,
          async round() {
            const times: number[] = []
            while (times.length < commands)
              for (const { answered } of await driver.wave(child.port, text, 1, true)) times.push(answered)
            return times
          },
        })),
        rounds,
      )
      for (const [name, part] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const)
        rows.push(
          comparedRow(measured, { what: `${what}, ${name}`, rival, most, of: s => percentile(s, part) }),
        )
      for (const { child } of sides) await child.end()
      await database.drop()
    }
    await driver.stop()
    return rows
  },
}
