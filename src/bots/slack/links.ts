/** The addresses of our own messages. */
import type { WebClient } from '@slack/web-api'

/** How many addresses are remembered: those of the latest cards. */
const MOST = 500

/** Returns the address of a message by its reference ("channel:ts"); undefined where Slack doesn't say it now. */
export function createLinks(client: WebClient): (reference: string) => Promise<string | undefined> {
  const known = new Map<string, string>()
  return async reference => {
    const before = known.get(reference)
    if (before !== undefined) return before
    const [channel = '', ts = ''] = reference.split(':')
    const link = await client.chat.getPermalink({ channel, message_ts: ts }).then(
      answer => answer.permalink,
      () => undefined,
    )
    const [oldest] = known.keys()
    if (link !== undefined) known.set(reference, link)
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    return link
  }
}
