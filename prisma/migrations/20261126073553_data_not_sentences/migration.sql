-- Facts that were kept as words for people become data: who acted, deadline rules, changes of plans, agenda entries,
-- repetitions of notices. This rewrites the timelines stored so far, and is the last migration that rewrites rows of
-- a timeline.

-- "SG17 vice-chair" as a role; null for other words.
CREATE FUNCTION migrate_role(words text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN words = 'TSB' THEN '{"kind": "TSB", "group": null}'::jsonb
    ELSE (
      SELECT jsonb_build_object('kind', k.kind, 'group', m[1])
      FROM regexp_match(words, '^(\S+) (chair|vice-chair|Rapporteur|associate Rapporteur|TSB)$') AS m
      JOIN (VALUES ('chair', 'CHAIR'), ('vice-chair', 'VICE_CHAIR'), ('Rapporteur', 'RAPPORTEUR'),
        ('associate Rapporteur', 'ASSOCIATE_RAPPORTEUR'), ('TSB', 'TSB')) AS k(words, kind) ON k.words = m[2])
  END
$$;

-- Who acted. The number of the person is known where one person alone has that name.
CREATE FUNCTION migrate_by(name text, role text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('name', $1)
    || coalesce((SELECT jsonb_build_object('person', min(p.id)) FROM "Person" p WHERE p.name = $1
      HAVING count(*) = 1), '{}')
    || coalesce((SELECT jsonb_build_object('role', r) FROM migrate_role($2) AS r WHERE r IS NOT NULL), '{}')
$$;

-- "Ada Okafor (SG17 chair)", "SG17 chair", "the plan"
CREATE FUNCTION migrate_actor(words text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN migrate_role(m[2]) IS NOT NULL THEN migrate_by(m[1], m[2])
    ELSE migrate_by(words, words)
  END FROM (SELECT regexp_match(words, '^(.*) \(([^()]+)\)$') AS m) AS parts
$$;

-- Every {"name": …, "role": "…"} within a document.
CREATE FUNCTION migrate_document(doc jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF jsonb_typeof(doc) = 'array' THEN
    RETURN (SELECT coalesce(jsonb_agg(migrate_document(item) ORDER BY place), '[]')
      FROM jsonb_array_elements(doc) WITH ORDINALITY AS items(item, place));
  END IF;
  IF jsonb_typeof(doc) <> 'object' THEN
    RETURN doc;
  END IF;
  IF jsonb_typeof(doc -> 'name') = 'string' AND jsonb_typeof(doc -> 'role') = 'string' THEN
    RETURN migrate_by(doc ->> 'name', doc ->> 'role');
  END IF;
  RETURN (SELECT coalesce(jsonb_object_agg(key, migrate_document(value)), '{}') FROM jsonb_each(doc));
END
$$;

ALTER TABLE "IssueEvent" DISABLE TRIGGER append_only;
UPDATE "IssueEvent" SET data = migrate_document(data);
ALTER TABLE "IssueEvent" ENABLE TRIGGER append_only;
UPDATE "Issue" SET state = migrate_document(state);

ALTER TABLE "MeetingChange" DISABLE TRIGGER append_only;
ALTER TABLE "MeetingChange" ALTER COLUMN by TYPE jsonb USING migrate_actor(by);
ALTER TABLE "MeetingChange" ENABLE TRIGGER append_only;
ALTER TABLE "Contribution" ALTER COLUMN by TYPE jsonb USING migrate_actor(by);
ALTER TABLE "Plan" ALTER COLUMN by TYPE jsonb USING migrate_actor(by);
ALTER TABLE "Setting" ALTER COLUMN by TYPE jsonb USING migrate_actor(by);

-- The lines of plans loaded so far stay as they were written, each with its group.
UPDATE "Plan" SET changes = (
  SELECT coalesce(jsonb_agg(jsonb_build_object('kind', 'written', 'group', split_part(line, ': ', 1), 'words', line)
    ORDER BY place), '[]')
  FROM jsonb_array_elements_text(changes) WITH ORDINALITY AS lines(line, place));

ALTER TABLE "Meeting" ALTER COLUMN "deadlineRule" TYPE jsonb USING CASE
  WHEN "deadlineRule" ~ '^\d+ days? before$'
    THEN jsonb_build_object('kind', 'days', 'days', split_part("deadlineRule", ' ', 1)::int)
  WHEN "deadlineRule" IS NOT NULL THEN '{"kind": "tsag"}'::jsonb
END;

ALTER TABLE "AgendaItem" ADD COLUMN "settledAs" TEXT;
UPDATE "AgendaItem" a SET text = i.topic, "settledAs" = CASE i.stage
    WHEN 'chairs' THEN 'handed back'
    WHEN 'solved' THEN 'solved'
    WHEN 'concluded' THEN 'concluded'
    WHEN 'withdrawn' THEN 'withdrawn'
  END
FROM "Issue" i WHERE i.id = a."issueId";
ALTER TABLE "AgendaItem" ALTER COLUMN text SET NOT NULL;
ALTER TABLE "AgendaItem" ALTER COLUMN by TYPE jsonb USING migrate_actor(by);

-- A repetition was counted behind "#" in its key.
DROP INDEX "Notice_key_key";
ALTER TABLE "Notice" ADD COLUMN "occurrence" INTEGER NOT NULL DEFAULT 1;
UPDATE "Notice" SET occurrence = substring(key FROM '#(\d+)$')::int, key = regexp_replace(key, '#\d+$', '')
WHERE key ~ '#\d+$';
CREATE UNIQUE INDEX "Notice_key_occurrence_key" ON "Notice"("key", "occurrence");
UPDATE "Notice" SET data = jsonb_set(data, '{by}', migrate_actor(data ->> 'by'))
WHERE jsonb_typeof(data -> 'by') = 'string';

DROP FUNCTION migrate_document(jsonb);
DROP FUNCTION migrate_actor(text);
DROP FUNCTION migrate_by(text, text);
DROP FUNCTION migrate_role(text);
