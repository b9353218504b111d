/** Registers after years of use: so many entries in each that grows, with what is open as many at every size. */
import { ask } from './server.ts'

/** Statements that still await replies, and report-backs. */
const OPEN = 20
/** Open items of the action plan: a status round asks for each. */
export const ITEMS = 200

const PAD = String.raw`regexp_replace(key, '\d+', lpad(substring(key from '\d+$'), 6, '0'))`

/**
 * A TSAG meeting is a month ahead. A third of the liaison statements are outgoing; all but a few addressees have
 * replied to these.
 */
export async function fillRegisters(url: string, rows: number): Promise<void> {
  const put = (register: string, select: string) =>
    `INSERT INTO "RegisterEntry" (register, key, "sortKey", fields, awaits, at)
     SELECT '${register}', key, ${PAD}, fields, awaits, now() - interval '90 d' FROM (${select}) AS made`
  const steps = [
    `INSERT INTO "Meeting" ("groupId", kind, "startsAt", "endsAt", objective, status, source, groups)
     VALUES ('TSAG', 'TSAG_MEETING', now() + interval '30 d', now() + interval '34 d', 'TSAG', 'SCHEDULED', 'bench', '{TSAG}')`,
    put(
      'documents',
      `SELECT 'T25-TSAG-TD' || n AS key, jsonb_build_object('group', 'TSAG', 'period', 'T25', 'kind', 'TD', 'number', n,
         'title', 'On the work of group ' || n % 5, 'state', 'available',
         'marks', jsonb_build_array(jsonb_build_object('group', (ARRAY['WP2', 'RG-DT', 'RG-WPR'])[1 + n % 3], 'bracketed', false))) AS fields,
         false AS awaits FROM generate_series(1, $1::int) AS n`,
    ),
    // Every third is a statement of TSAG's to two SGs, and the two after it are their replies.
    put(
      'liaison statements',
      `SELECT CASE n % 3 WHEN 0 THEN 'T25-TSAG-LS' || n / 3 + 1 ELSE 'T25-TSAG-TD' || n END AS key,
         CASE n % 3
           WHEN 0 THEN jsonb_build_object('direction', 'outgoing', 'senders', '["TSAG"]'::jsonb, 'addressees', jsonb_build_array(
             jsonb_build_object('group', 'SG17', 'purpose', 'action', 'replyBy', '2027-05-01'),
             jsonb_build_object('group', 'SG20', 'purpose', 'action', 'replyBy', '2027-05-01')))
           ELSE jsonb_build_object('direction', 'incoming', 'senders', CASE WHEN n % 3 = 1 OR n < ${OPEN * 3} THEN '["SG20"]'::jsonb ELSE '["SG17"]'::jsonb END,
             'repliesTo', jsonb_build_array('TSAG-LS' || n / 3 + 1)) END AS fields,
         n % 3 = 0 AND n < ${OPEN * 3} AS awaits FROM generate_series(0, $1::int - 1) AS n`,
    ),
    put(
      'report-backs',
      `SELECT 'RB-' || n AS key, jsonb_build_object('group', 'SG17', 'matter', 'Matter ' || n, 'to', 'WP2', 'meetings', '["2026-05"]'::jsonb)
         || CASE WHEN n > ${OPEN} THEN '{"done": ["2026-05"]}'::jsonb ELSE '{}'::jsonb END AS fields,
         n <= ${OPEN} AS awaits FROM generate_series(1, $1::int) AS n`,
    ),
    put(
      'action plan',
      `SELECT n || ' TSAG 05-2025' AS key, jsonb_build_object('item', n::text, 'meeting', 'TSAG 05-2025', 'words', 'Ongoing',
         'status', CASE WHEN n <= ${ITEMS} THEN 'ongoing' ELSE 'closed' END, 'responsible', '["SG17"]'::jsonb) AS fields,
         n <= ${ITEMS} AS awaits FROM generate_series(1, greatest($1::int, ${ITEMS})) AS n`,
    ),
    put(
      'lead SG roles',
      `SELECT 'LR-' || n AS key, jsonb_build_object('group', (ARRAY['SG2', 'SG13', 'SG17', 'SG20'])[1 + n % 4], 'subject', 'Subject ' || n,
         'state', 'designated', 'designation', 'Res. 2') AS fields, true AS awaits FROM generate_series(1, 40) AS n`,
    ),
    put(
      'joint activities',
      `SELECT 'JCA-X' || n AS key, jsonb_build_object('decision', 'continues', 'clockFrom', '2025-05', 'until', '[{"kind": "lifetime"}]'::jsonb) AS fields,
         true AS awaits FROM generate_series(1, 10) AS n`,
    ),
    // The study groups have their history already.
    `INSERT INTO "RegisterChange" ("entryId", number, at, by, after)
     SELECT id, version, at, '{"name": "bench"}', jsonb_build_object('key', key, 'fields', fields) FROM "RegisterEntry"
     ON CONFLICT DO NOTHING`,
  ]
  for (const sql of steps) await ask(url, sql, sql.includes('$1') ? [rows] : [])
  await ask(url, 'VACUUM ANALYZE')
}
