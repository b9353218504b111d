import { UserError } from '../errors.ts'

const MAX_LENGTH = 500

/** An https address as people write it, in the URL standard's form. Throws a UserError for anything else. */
export function parseWebAddress(raw: string): string {
  // Chat platforms write a link in angle brackets, some with its text behind a bar.
  const written = /^<([^|>]*)(?:\|[^>]*)?>$/.exec(raw)?.[1] ?? raw
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || written.length > MAX_LENGTH)
    throw new UserError(
      'not-a-link',
      `"${raw.slice(0, 100)}" is not a link that can be used; write it with https://, without a name or password before the address.`,
    )
  return url.href
}
