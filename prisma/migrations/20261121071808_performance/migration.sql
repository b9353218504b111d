-- DropIndex
DROP INDEX "Issue_stage_changedAt_idx";

-- CreateIndex
CREATE INDEX "Issue_stage_changedAt_id_idx" ON "Issue"("stage", "changedAt", "id");

-- CreateIndex
CREATE INDEX "Issue_changedAt_id_idx" ON "Issue"("changedAt", "id");

-- CreateIndex
CREATE INDEX "Meeting_endsAt_idx" ON "Meeting"("endsAt");

-- CreateIndex
CREATE INDEX "Meeting_closesAt_startsAt_idx" ON "Meeting"("closesAt", "startsAt");

-- Written by hand: schema.prisma has no words for these.
-- Lists of open issues are read in the order in which they are shown; src/core/issues/listing.ts has the same condition.
CREATE INDEX "Issue_open_idx" ON "Issue"("changedAt", "id") WHERE "stage" IN ('chairs', 'escalated', 'wp2');

CREATE INDEX "Issue_offered_idx" ON "Issue"(("state" #>> '{leadOffer,group}'))
  WHERE "stage" IN ('chairs', 'escalated', 'wp2') AND "state" #>> '{leadOffer,group}' IS NOT NULL;

-- The words of topics. PostgreSQL would take "IoT/5G" for one word, the name of a file.
CREATE INDEX "Issue_words_idx" ON "Issue" USING gin (to_tsvector('simple', translate("topic", '/.-_@:', '      ')));

-- Meetings that wait for a date of their deadline.
CREATE INDEX "Meeting_undated_idx" ON "Meeting"("startsAt") WHERE "deadline" IS NULL AND "deadlineRule" IS NOT NULL;
