/** Files that people send on a platform, fetched from where it keeps them, and never more of one than is asked for. */
import { request } from 'undici'
import type { OfferedFile } from '../core/grammar/invocation.ts'
import { abortAfter } from '../timing.ts'

export interface Remote {
  name: string
  /** In bytes, as the platform says. */
  size?: number | undefined
  url: string
  headers?: Record<string, string>
}

/**
 * Fetches files from these origins ("https://cdn.discordapp.com") alone, whatever address a request names: the headers
 * may carry a token.
 */
export function createDownloads(
  origins: readonly string[],
  timeoutMs: number,
): (file: Remote) => OfferedFile {
  return ({ name, size, url, headers = {} }) => {
    let fetched: Promise<Uint8Array> | undefined
    const fetch = async (maxBytes: number) => {
      const address = new URL(url)
      if (!origins.includes(address.origin)) throw new Error(`a file is kept at ${address.origin}`)
      return abortAfter(timeoutMs, signal => download(address, headers, maxBytes, signal))
    }
    return {
      name,
      ...(size !== undefined && { size }),
      fetch: maxBytes => (fetched ??= fetch(maxBytes)),
    }
  }
}

async function download(
  url: URL,
  headers: Record<string, string>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { statusCode, headers: answered, body } = await request(url, { headers, signal })
  // A page to sign in, or of an error, is no file.
  const isPage =
    /^text\/html\b/i.test(String(answered['content-type'] ?? '')) && !/\.html?$/i.test(url.pathname)
  if (statusCode !== 200 || isPage) {
    await body.dump()
    throw new Error(`the file's address answered with HTTP ${statusCode}${isPage ? ' and a page' : ''}`)
  }
  const parts: Buffer[] = []
  let length = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    if (length > maxBytes) break
  }
  return Buffer.concat(parts)
}
