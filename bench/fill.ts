/** A database after years of use: so many rows in every table that grows. */
import { ask } from './server.ts'

/** A tenth of the issues is open and a tenth of the meetings ahead; as many notices are planned as were sent. */
export async function fill(url: string, rows: number): Promise<void> {
  const steps = [
    `INSERT INTO "Meeting" ("groupId", kind, "startsAt", "endsAt", objective, deadline, "cutOffAt", status, source, groups)
     SELECT g, 'RG_INTERIM', at, at + interval '2 h', 'Progress the work', (at - interval '7 d')::date, at - interval '7 d', 'SCHEDULED', 'bench', ARRAY[g]
     FROM (SELECT n, (ARRAY['RG-DT', 'WP2', 'RG-WPR', 'SG17', 'SG20'])[1 + n % 5] AS g,
       date_trunc('hour', now()) + interval '1 d' + (n - 0.9 * $1::int) * interval '2 h' AS at
       FROM generate_series(1, $1::int) AS n) AS m`,
    `INSERT INTO "MeetingChange" ("meetingId", at, by, kind)
     SELECT id, "startsAt" - interval '60 d', 'bench', 'SCHEDULED' FROM "Meeting" WHERE source = 'bench'`,
    `INSERT INTO "Issue" (topic, stage, state, "raisedAt", "changedAt")
     SELECT 'Trust in topic ' || n, stage, jsonb_build_object(
       'id', n + $2::int, 'version', 1, 'topic', 'Trust in topic ' || n, 'summary', repeat('Who covers what? ', 10),
       'stage', stage, 'lapsed', false, 'raisedFor', 'SG17', 'raisedBy', jsonb_build_object('name', 'Ana', 'role', 'SG17 chair'),
       'raisedAt', at, 'concerned', jsonb_build_array('SG' || (ARRAY[2, 3, 5, 11, 12, 13, 15])[1 + n % 7], 'SG17'), 'notConcerned', '[]'::jsonb,
       'documents', '[]'::jsonb, 'positions', '{}'::jsonb, 'statements', 0, 'calls', '[]'::jsonb), at, at
     FROM (SELECT n, CASE n % 20 WHEN 0 THEN 'chairs' WHEN 1 THEN 'escalated' ELSE 'concluded' END AS stage,
       now() - (n + 1) * interval '1 min' AS at FROM generate_series(1, $1::int) AS n) AS i`,
    `INSERT INTO "IssueGroup" ("issueId", "groupId")
     SELECT id, g FROM "Issue", jsonb_array_elements_text(state->'concerned') AS g`,
    `INSERT INTO "IssueEvent" ("issueId", number, at, kind, data)
     SELECT id, 1, "raisedAt", 'raised', '{"kind": "raised"}' FROM "Issue"`,
    `INSERT INTO "Notice" (key, kind, subject, data, audience, priority, "dueAt")
     SELECT 'ahead:' || n, 'deadline', 'MTG-' || n, '{}', '[{"channelOf": "RG-DT"}]', 9, now() + interval '1 d' + n * interval '1 s'
     FROM generate_series(1, $1::int) AS n`,
    `INSERT INTO "Notice" (key, kind, subject, data, audience, priority, "dueAt", state)
     SELECT 'done:' || n, 'deadline', 'MTG-' || n, '{}', '[{"channelOf": "RG-DT"}]', 9, now() - n * interval '1 s', 'ADDRESSED'
     FROM generate_series(1, $1::int) AS n`,
    `INSERT INTO "Delivery" ("noticeId", platform, address, state, priority, "nextAt", attempts, message, "sentAt")
     SELECT id, 'slack', 'C1', 'SENT', 9, "dueAt", 1, 'm' || id, "dueAt" FROM "Notice" WHERE state = 'ADDRESSED'`,
    `INSERT INTO "Interaction" (platform, id, at, reply)
     SELECT 'slack', 'old:' || n, now() - n * interval '1 min', '{}' FROM generate_series(1, $1::int) AS n`,
  ]
  const [{ last }] = (await ask(url, 'SELECT coalesce(max(id), 0) AS last FROM "Issue"')) as [
    { last: number },
  ]
  for (const sql of steps) {
    const values = [rows, last].slice(0, sql.includes('$2') ? 2 : sql.includes('$1') ? 1 : 0)
    await ask(url, sql, values)
  }
  await ask(url, 'VACUUM ANALYZE')
}
