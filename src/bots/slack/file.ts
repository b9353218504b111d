import type { WebClient } from '@slack/web-api'
import { request } from 'undici'
import type { OfferedFile } from '../../core/grammar/invocation.ts'
import { type File, fileBytes } from '../../core/messages/message.ts'
import { abortAfter } from '../../timing.ts'
import { createDownloads } from '../download.ts'
import type { SlackFile } from './decode.ts'

/** Slack keeps files at an address of its own; a Slack of another address keeps its own. */
const fileOrigins = (apiUrl: string | undefined): string[] => [
  'https://files.slack.com',
  ...(apiUrl === undefined ? [] : [new URL(apiUrl).origin]),
]

/** Makes files that can be fetched of those in a form. Slack gives them to a token with the scope files:read. */
export function createOffers(
  client: WebClient,
  { botToken, apiUrl, timeoutMs }: { botToken: string; apiUrl?: string | undefined; timeoutMs: number },
): (file: SlackFile) => OfferedFile {
  const toOffer = createDownloads(fileOrigins(apiUrl), timeoutMs)
  const headers = { authorization: `Bearer ${botToken}` }
  const addressOf = (file: SlackFile) => file.url_private_download ?? file.url_private
  return file => {
    const name = file.name || file.id
    const url = addressOf(file)
    if (url !== undefined) return toOffer({ name, size: file.size, url, headers })
    // A file of another workspace comes without its address.
    let found: Promise<OfferedFile> | undefined
    const find = async () => {
      const info = (await client.files.info({ file: file.id })).file as SlackFile | undefined
      return toOffer({ name, size: info?.size, url: (info && addressOf(info)) ?? '', headers })
    }
    return {
      name,
      async fetch(maxBytes) {
        found ??= find()
        return (await found).fetch(maxBytes)
      },
    }
  }
}

/** Sends files to an account's direct messages: Slack names an address for the bytes of each, and then shows them. */
export async function sendFiles(
  client: WebClient,
  account: string,
  files: readonly File[],
  timeoutMs: number,
): Promise<void> {
  const { channel } = await client.conversations.open({ users: account })
  const sent: { id: string; title: string }[] = []
  for (const file of files) sent.push({ id: await upload(client, file, timeoutMs), title: file.name })
  const [first, ...others] = sent
  await client.files.completeUploadExternal({ files: [first!, ...others], channel_id: channel!.id! })
}

/** Hands over the bytes of a file; returns the id under which it can be shown. */
async function upload(client: WebClient, file: File, timeoutMs: number): Promise<string> {
  const bytes = fileBytes(file)
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename: file.name,
    length: bytes.length,
  })
  const headers = { 'content-type': file.type }
  const status = await abortAfter(timeoutMs, async signal => {
    const { statusCode, body } = await request(upload_url!, { method: 'POST', headers, body: bytes, signal })
    await body.dump()
    return statusCode
  })
  if (status !== 200) throw new Error(`Slack refused the file (HTTP ${status})`)
  return file_id!
}
