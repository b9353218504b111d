import type { WebClient } from '@slack/web-api'
import { request } from 'undici'
import { type File, fileBytes } from '../../core/messages/message.ts'
import { abortAfter } from '../../timing.ts'

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
