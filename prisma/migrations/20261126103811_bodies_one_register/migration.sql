-- Groups and bodies, and actions, have their truth in the registers. Bodies of more kinds, with roles of their own.

ALTER TYPE "GroupKind" ADD VALUE 'JCA';
ALTER TYPE "GroupKind" ADD VALUE 'JCG';
ALTER TYPE "GroupKind" ADD VALUE 'CG';
ALTER TYPE "GroupKind" ADD VALUE 'FG';
ALTER TYPE "GroupKind" ADD VALUE 'JMT';
ALTER TYPE "GroupKind" ADD VALUE 'OUTSIDE';

ALTER TYPE "RoleKind" ADD VALUE 'CO_CHAIR';
ALTER TYPE "RoleKind" ADD VALUE 'CONVENOR';

ALTER TABLE "Group" ALTER COLUMN "since" DROP NOT NULL;

-- The keys of a register are sorted with their numbers filled up to six digits, as src/core/registers/store.ts does.
CREATE FUNCTION pg_temp.sort_key(key text) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(CASE WHEN part[1] ~ '^\d' THEN lpad(part[1], greatest(6, length(part[1])), '0') ELSE part[1] END, '' ORDER BY n)
  FROM regexp_matches(key, '\d+|\D+', 'g') WITH ORDINALITY AS parts (part, n)
$$;

-- References of actions, report-backs and lead SG roles are numbers of their own register from now on; those that were given stay.
ALTER TABLE "RegisterEntry" ADD COLUMN "number" INTEGER;
UPDATE "RegisterEntry" SET number = id WHERE register IN ('actions', 'report-backs', 'lead SG roles');
CREATE UNIQUE INDEX "RegisterEntry_register_number_key" ON "RegisterEntry"("register", "number");

-- The groups that are there become entries of their register. WTSA-24 merged SG9 and SG16 into SG21.
INSERT INTO "RegisterEntry" (register, key, "sortKey", fields, at)
SELECT 'groups', id, pg_temp.sort_key(id), jsonb_strip_nulls(jsonb_build_object(
    'kind', kind, 'name', name, 'since', to_char(since, 'YYYY-MM-DD'), 'until', to_char(until, 'YYYY-MM-DD'),
    'parents', CASE WHEN kind = 'WP' THEN '["TSAG"]'::jsonb WHEN kind = 'RG' THEN '["WP2"]'::jsonb END,
    'predecessors', CASE WHEN id = 'SG21' THEN '["SG9", "SG16"]'::jsonb END)), now()
FROM "Group";

-- Actions of issues, numbered in one sequence until now, become actions of the register. Their numbers stay theirs; the
-- issue tells them from numbers that TSB gives at a TSAG meeting.
INSERT INTO "RegisterEntry" (register, key, number, "sortKey", fields, at)
SELECT 'actions', key, coalesce((SELECT max(number) FROM "RegisterEntry" WHERE register = 'actions'), 0)
    + row_number() OVER (ORDER BY "group", number), pg_temp.sort_key(key), jsonb_build_object(
    'words', text, 'earlierNumber', "group" || '-' || number, 'heading', "group", 'addressee', 'TSAG',
    'issue', 'ISG-' || "issueId"), at
FROM "TsagAction", LATERAL (SELECT "group" || '-' || number || ' of ISG-' || "issueId" AS key) AS named;

INSERT INTO "RegisterChange" ("entryId", number, at, by, source, after)
SELECT e.id, 1, e.at, coalesce((
    SELECT i.data -> 'by' FROM "IssueEvent" i
    WHERE i.kind = 'concluded' AND 'ISG-' || i."issueId" = e.fields ->> 'issue'
      AND i.data -> 'action' ->> 'number' = e.fields ->> 'earlierNumber' LIMIT 1),
    '{"name": "the first start"}'), e.fields ->> 'issue', jsonb_build_object('key', e.key, 'fields', e.fields)
FROM "RegisterEntry" e WHERE e.register = 'groups' OR e.fields ? 'earlierNumber';

DROP TABLE "TsagAction";

-- The last day of a date that is known to the day, the month or the year; the first for a beginning.
CREATE FUNCTION last_day(partial text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE length(partial)
    WHEN 4 THEN make_date(partial::int, 12, 31)
    WHEN 7 THEN ((partial || '-01')::date + interval '1 month - 1 day')::date
    ELSE partial::date END
$$;
CREATE FUNCTION first_day(partial text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT rpad(partial, 10, '-01-01')::date
$$;

-- What rules and foreign keys need of a group follows its entry, in the same statement.
CREATE FUNCTION follow_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.removed THEN
    DELETE FROM "Group" WHERE id = NEW.key;
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.key <> NEW.key THEN
    -- Roles, channels and meetings follow by their foreign keys.
    UPDATE "Group" SET id = NEW.key WHERE id = OLD.key;
    UPDATE "Follow" SET "groupId" = NEW.key WHERE "groupId" = OLD.key;
    UPDATE "Meeting" SET groups = array_replace(groups, OLD.key, NEW.key) WHERE OLD.key = ANY (groups);
    UPDATE "Notice" SET audience = replace(audience::text, to_json(OLD.key)::text, to_json(NEW.key)::text)::jsonb
      WHERE state = 'PLANNED' AND position(to_json(OLD.key)::text IN audience::text) > 0;
  END IF;
  INSERT INTO "Group" (id, name, kind, since, until)
  VALUES (NEW.key, coalesce(NEW.fields ->> 'name', NEW.key), upper(NEW.fields ->> 'kind')::"GroupKind",
    first_day(NEW.fields ->> 'since'), last_day(NEW.fields ->> 'until'))
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, since = excluded.since, until = excluded.until;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_new_group AFTER INSERT ON "RegisterEntry"
  FOR EACH ROW WHEN (NEW.register = 'groups') EXECUTE FUNCTION follow_group();
CREATE TRIGGER follow_group AFTER UPDATE ON "RegisterEntry"
  FOR EACH ROW WHEN (NEW.register = 'groups') EXECUTE FUNCTION follow_group();

CREATE FUNCTION refuse_other_writers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'groups are written in their register (RegisterEntry), which "Group" follows';
END $$;
CREATE TRIGGER written_by_register BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Group"
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_other_writers();
