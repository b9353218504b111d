/** The outgoing liaison statements that belong to a TSAG meeting. */
import type { Transaction } from '../database/client.ts'
import { parseDocumentKey } from '../registers/documents/key.ts'
import { storedLiaisons } from '../registers/liaisons/fields.ts'
import { liaisonParts } from '../registers/liaisons/key.ts'
import { listEntries } from '../registers/store.ts'
import type { ActionEntry, DocumentEntry, LiaisonEntry } from './facts.ts'

interface Of {
  actions: readonly ActionEntry[]
  documents: readonly DocumentEntry[]
  /** The end of the TSAG meeting before; undefined: none is on record. */
  since: Temporal.Instant | undefined
  ends: Temporal.Instant
  now: Temporal.Instant
}

/**
 * A statement is of this meeting when one of the meeting's actions names its document, or when its document is one of the
 * meeting's. A statement without a document belongs to it when it came into the register since the last TSAG meeting.
 */
export async function findLiaisons(
  tx: Transaction,
  { actions, documents, since, ends, now }: Of,
): Promise<LiaisonEntry[]> {
  const outgoing = await listEntries(tx, storedLiaisons, { contains: [[{ direction: 'outgoing' }]] })
  const cited = new Set([
    ...actions.flatMap(({ fields }) => (fields.documents ?? []).flatMap(raw => toKey(raw, now))),
    ...documents.map(({ key }) => key),
  ])
  return outgoing.filter(entry => {
    const document = documentOf(entry, now)
    if (document !== undefined) return cited.has(document)
    return (
      Temporal.Instant.compare(entry.at, ends) < 0 &&
      (since === undefined || Temporal.Instant.compare(entry.at, since) >= 0)
    )
  })
}

/** The key of the document that carries a statement; undefined: not known. */
export function documentOf(entry: LiaisonEntry, now: Temporal.Instant): string | undefined {
  const { period, document } = liaisonParts(entry.key)
  const written = entry.fields.document ?? document
  return written === undefined ? undefined : (toKey(`${period}-${written}`, now)[0] ?? toKey(written, now)[0])
}

function toKey(raw: string, now: Temporal.Instant): string[] {
  try {
    return [parseDocumentKey(raw, now)]
  } catch {
    return []
  }
}
