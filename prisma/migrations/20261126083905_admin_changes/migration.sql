-- AlterTable
ALTER TABLE "Contribution" ADD COLUMN     "accepted" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "mergedInto" INTEGER,
ADD COLUMN     "removed" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "AdminChange" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" JSONB NOT NULL,
    "personId" INTEGER,
    "groupId" TEXT,
    "setting" TEXT,
    "data" JSONB NOT NULL,
    "source" TEXT,

    CONSTRAINT "AdminChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AdminChange_personId_idx" ON "AdminChange"("personId");

-- CreateIndex
CREATE INDEX "AdminChange_groupId_idx" ON "AdminChange"("groupId");

-- CreateIndex
CREATE INDEX "Draft_at_idx" ON "Draft"("at");

-- CreateIndex
CREATE INDEX "Interaction_at_idx" ON "Interaction"("at");

-- Records stay as they are, with one exception: when a person is removed, their name is taken out of them. The program
-- says so for its transaction, and a second trigger sees to it that nothing but names changes.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('intersg.removes_name', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION refuse_all_but_names() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  names CONSTANT text := '"(?:name|from|to|account)": "(?:[^"\\]|\\.)*"';
BEGIN
  IF regexp_replace(to_jsonb(OLD)::text, names, '', 'g') = regexp_replace(to_jsonb(NEW)::text, names, '', 'g') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: only names can be taken out', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "AdminChange"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER only_names BEFORE UPDATE ON "AdminChange" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_names();
CREATE TRIGGER only_names BEFORE UPDATE ON "IssueEvent" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_names();
CREATE TRIGGER only_names BEFORE UPDATE ON "MeetingChange" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_names();
