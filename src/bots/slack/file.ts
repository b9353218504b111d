import type { WebClient } from '@slack/web-api'
import type { File } from '../../core/messages/message.ts'

/** Puts a file into the direct messages of an account: Slack gives an address, takes the bytes there, and then shows it. */
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
  const sent = await fetch(upload_url!, {
    method: 'POST',
    headers: { 'content-type': type },
    body: bytes,
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (!sent.ok) throw new Error(`Slack did not take the file (HTTP ${sent.status})`)
  await client.files.completeUploadExternal({
    files: [{ id: file_id!, title: name }],
    channel_id: channel!.id!,
  })
}
