/** One instance that sends what is due to the platform at PLATFORM_URL: the program's outbox, or a queue. */
import { openDatabase } from '../../src/core/database/client.ts'
import { openOutbox } from '../outbox.ts'
import { remotePlatform } from '../remote.ts'
import { KINDS } from '../rows/killed-kinds.ts'

const { DATABASE_URL, PLATFORM_URL, KIND, INSTANCE } = process.env
const { bot, send } = remotePlatform(PLATFORM_URL!, INSTANCE!)
const queue = KINDS[KIND!]

if (queue) {
  const opened = await queue.open(DATABASE_URL!)
  await opened.work(number => send(String(number)))
} else {
  const outbox = await openOutbox(openDatabase(DATABASE_URL!), DATABASE_URL!, bot)
  outbox.scheduler.start()
}
console.log('ready')
