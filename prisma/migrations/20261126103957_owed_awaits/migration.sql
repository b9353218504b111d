-- AlterTable
ALTER TABLE "AgendaItem" ADD COLUMN     "report" TEXT;

-- AlterTable
ALTER TABLE "RegisterEntry" ADD COLUMN     "awaits" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "RemindedStep" (
    "subject" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RemindedStep_pkey" PRIMARY KEY ("subject","step")
);

-- CreateTable
CREATE TABLE "MorningRound" (
    "name" TEXT NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "MorningRound_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "AgendaItem_meetingId_report_key" ON "AgendaItem"("meetingId", "report");

-- The few entries on which something may still be owed are found among all.
CREATE INDEX "RegisterEntry_awaits_idx" ON "RegisterEntry" (register, "sortKey") WHERE awaits AND NOT removed;

-- Words and numbers of keys, found by how they begin: "TD326", "326"; each with the register that it is in.
CREATE INDEX "RegisterEntry_words_idx" ON "RegisterEntry" USING gin ((
  to_tsvector('simple', translate("key", '/.-_@:,()&', '          ') || ' ' || regexp_replace("key", '\D+', ' ', 'g'))
  || array_to_tsvector(ARRAY['@' || "register"])));

UPDATE "RegisterEntry" SET awaits = true
WHERE NOT removed AND CASE register
  WHEN 'liaison statements' THEN fields ? 'addressees'
  WHEN 'report-backs' THEN true
  WHEN 'joint activities' THEN fields ->> 'decision' = 'continues'
  WHEN 'lead SG roles' THEN fields ->> 'state' = 'designated'
  ELSE false END;

-- Of the action plan it is the latest status of each item that tells whether the next one is awaited.
UPDATE "RegisterEntry" SET awaits = true
WHERE id IN (
    SELECT DISTINCT ON (fields ->> 'item') id FROM "RegisterEntry"
    WHERE register = 'action plan' AND NOT removed
    ORDER BY fields ->> 'item', right(fields ->> 'meeting', 4) || substr(fields ->> 'meeting', 6, 2) DESC NULLS LAST)
  AND fields ->> 'status' NOT IN ('completed', 'closed');
