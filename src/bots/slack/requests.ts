/**
 * Slack's requests over HTTP, read and answered with Bolt's own functions. Its receiver was rejected: what it puts
 * around them makes the acknowledgement later (docs/decisions/0015).
 */
import type { RequestListener } from 'node:http'
import { HTTPModuleFunctions, type ReceiverEvent } from '@slack/bolt'
import { systemClock } from '../../clock.ts'
import type { Log } from '../../core/log.ts'
import { errorWords } from './logger.ts'
import { refusalOf } from './signature.ts'

const {
  buildContentResponse,
  buildNoBodyResponse,
  buildSSLCheckResponse,
  buildUrlVerificationResponse,
  defaultBodyLimit,
  parseHTTPRequestBody,
} = HTTPModuleFunctions

export interface RequestOptions {
  signingSecret: string
  log: Log
  /** Takes what Slack has signed. Never rejects. */
  take(event: ReceiverEvent): Promise<void>
}

/** Brings to `take` what Slack has signed within the last five minutes, and refuses the rest. */
export function createRequests({ signingSecret, log, take }: RequestOptions): RequestListener {
  return (request, response) => {
    const refuse = (status: number, error: unknown): void => {
      log.warn({ status, error: errorWords(error) }, 'Slack: a request was refused')
      buildNoBodyResponse(response, status)
    }

    async function serve(rawBody: Buffer): Promise<void> {
      const { 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp } = request.headers
      const signed = { signature: String(signature), stamp: String(stamp), body: rawBody }
      // By the real clock, as Slack's: a simulated one is ours alone.
      const refusal = refusalOf(signed, signingSecret, systemClock.now())
      if (refusal !== undefined) {
        // Slack's look at our certificate comes unsigned; nothing is done for it.
        const isLook = new URLSearchParams(rawBody.toString()).get('ssl_check') === '1'
        return isLook ? buildSSLCheckResponse(response) : refuse(401, refusal)
      }
      const body = parseHTTPRequestBody(Object.assign(request, { rawBody }))
      if (body.type === 'url_verification') return buildUrlVerificationResponse(response, body)
      await take({ body, ack: async words => buildContentResponse(response, words) })
      if (!response.headersSent) buildNoBodyResponse(response, 500)
    }

    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= defaultBodyLimit) chunks.push(chunk)
    })
    request.on('end', () => {
      if (length > defaultBodyLimit) refuse(413, `it has ${length} bytes`)
      else serve(Buffer.concat(chunks)).catch(error => refuse(400, error))
    })
  }
}
