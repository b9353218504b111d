import type { Database } from '../database/client.ts'

/**
 * The kinds of what is still to be sent that are not in `known`, in order of their names: planned notices, and
 * deliveries that wait. A newer or an older version of the program has written them, and this one can't put them into
 * words.
 */
export async function findUnknownKinds(db: Database, known: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ kind: string }[]>`
    SELECT kind FROM "Notice" WHERE state = 'PLANNED' AND kind <> ALL(${known}::text[])
    UNION
    SELECT n.kind FROM "Delivery" d JOIN "Notice" n ON n.id = d."noticeId"
    WHERE d.state IN ('WAITING', 'SENDING') AND n.kind <> ALL(${known}::text[])
    ORDER BY kind`
  return rows.map(({ kind }) => kind)
}
