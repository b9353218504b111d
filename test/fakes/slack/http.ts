/** Bodies of requests to the fake Slack. */
import type { IncomingMessage } from 'node:http'

export type Args = Record<string, unknown>

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The form fields of a call; those that hold JSON are parsed. */
export function parseForm(body: string): Args {
  const args: Args = {}
  for (const [name, value] of new URLSearchParams(body))
    args[name] = ['blocks', 'view', 'metadata', 'files'].includes(name) ? JSON.parse(value) : value
  return args
}
