import type { WebClient } from '@slack/web-api'
import { request } from 'undici'
import type { File } from '../../core/messages/message.ts'
import { abortAfter } from '../../timing.ts'

/** Sends a file to an account's direct messages: Slack names an address for the bytes, and then shows the file. */
export async function sendFile(
  client: WebClient,
  account: string,
  { name, type, content }: File,
  timeoutMs: number,
): Promise<void> {
  const bytes = new TextEncoder().encode(content)
  const { channel } = await client.conversations.open({ users: account })
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
  })
  const headers = { 'content-type': type }
  const status = await abortAfter(timeoutMs, async signal => {
    const { statusCode, body } = await request(upload_url!, { method: 'POST', headers, body: bytes, signal })
    await body.dump()
    return statusCode
  })
  if (status !== 200) throw new Error(`Slack refused the file (HTTP ${status})`)
  await client.files.completeUploadExternal({
    files: [{ id: file_id!, title: name }],
    channel_id: channel!.id!,
  })
}
