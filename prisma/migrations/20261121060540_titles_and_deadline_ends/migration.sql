-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN     "closesAt" TIMESTAMPTZ(3),
ADD COLUMN     "title" TEXT;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "followsChanged" TIMESTAMPTZ(3),
ADD COLUMN     "zoneAsked" BOOLEAN NOT NULL DEFAULT false;

-- Deadlines that are there already end as they did. From here on the two are always written together.
UPDATE "Meeting" SET "closesAt" = (deadline + time '23:59:59') AT TIME ZONE 'Europe/Zurich' WHERE deadline IS NOT NULL;

ALTER TABLE "Meeting" ADD CONSTRAINT deadline_closes CHECK ((deadline IS NULL) = ("closesAt" IS NULL));
