/** The status of an answer that refuses, by the code of the fault. */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { UserError } from '../../core/errors.ts'

/** Something that isn't there, and somebody who may not; the others are faults of the address. */
const STATUS: Record<string, ContentfulStatusCode> = {
  'no-issue': 404,
  'no-meeting': 404,
  'no-entry': 404,
  'no-reading': 404,
  'no-proposal': 404,
  'no-register': 404,
  'no-page': 404,
  'not-a-reference': 404,
  'not-registered': 403,
  'not-allowed': 403,
}

export const statusOf = ({ code }: UserError): ContentfulStatusCode => STATUS[code] ?? 400
