// A process of its own that uses the server of a folder: tells what it found, stops when its input says so.
import { startEmbedded } from '../../src/postgres/embedded-server.ts'

const { url, attached, created, stop } = await startEmbedded({ dataDir: process.argv[2]! })
console.log(JSON.stringify({ url, attached, created }))
process.stdin.once('data', async () => {
  await stop()
  process.exit()
})
