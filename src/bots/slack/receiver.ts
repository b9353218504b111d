/** Bolt's own HTTP receiver, mounted on our server behind our door. */
import type { RequestListener } from 'node:http'
import { type App, HTTPModuleFunctions, HTTPReceiver, LogLevel } from '@slack/bolt'
import { systemClock } from '../../clock.ts'
import type { Log } from '../../core/log.ts'
import type { Mount } from '../manifest.ts'
import { BODY_BYTES, createDoor, createRefusalLog } from './door.ts'
import { createBoltLogger, errorWords } from './logger.ts'

/** The path that Slack is configured to call. */
export const SLACK_PATH = '/slack/events'

interface ReceiverOptions {
  signingSecret?: string | undefined
  mount?: Mount | undefined
  log: Log
}

/** Brings Slack's requests to `app`. Returns what ends that. Throws when a setting is missing. */
export function mountReceiver(app: App, { signingSecret, mount, log }: ReceiverOptions): () => void {
  if (!signingSecret || !mount)
    throw new Error('Slack needs SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET together with PORT')
  // The real clock, as Bolt's own check of the timestamp: a simulated one isn't Slack's.
  const clock = systemClock
  const onRefused = createRefusalLog(log, clock)
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: [SLACK_PATH],
    bodyLimit: BODY_BYTES,
    // Bolt warns of each request that it refuses, and of nothing else; anybody can cause that.
    logger: { ...createBoltLogger(log), warn: (...words) => onRefused(words.map(errorWords).join(' ')) },
    logLevel: LogLevel.INFO,
  })
  receiver.init(app)
  const listener = refuseNull(receiver.requestListener, signingSecret, onRefused)
  return mount(SLACK_PATH, createDoor({ listener, onRefused, clock }))
}

/**
 * A body of `null` ends the process inside Bolt: it asks for the properties of what it read outside of its `try`
 * (docs/decisions/0016). Such a body is answered here, with 400; everything else, also what Bolt refuses, is Bolt's.
 */
function refuseNull(
  listener: RequestListener,
  signingSecret: string,
  onRefused: (reason: string) => void,
): RequestListener {
  return async (request, response) => {
    if ((await readSigned()) !== null) return listener(request, response)
    onRefused('its body is null')
    response.writeHead(400).end()

    /** The body of a signed request; undefined when Bolt can't read it, or refuses its signature. */
    async function readSigned(): Promise<unknown> {
      const options = { enabled: true, signingSecret, bodyLimit: BODY_BYTES }
      try {
        const signed = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(options, request)
        return HTTPModuleFunctions.parseHTTPRequestBody(signed)
      } catch {
        return undefined
      }
    }
  }
}
