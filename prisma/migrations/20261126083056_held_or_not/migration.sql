-- Whether a meeting was held, what it came to, what became of it when its issue closed, and how it is joined.
ALTER TYPE "MeetingChangeKind" ADD VALUE 'RESTORED';
ALTER TYPE "MeetingChangeKind" ADD VALUE 'HELD';
ALTER TYPE "MeetingChangeKind" ADD VALUE 'NOT_HELD';
ALTER TYPE "MeetingChangeKind" ADD VALUE 'OUTCOME';
ALTER TYPE "MeetingChangeKind" ADD VALUE 'ENTERED';
ALTER TYPE "MeetingChangeKind" ADD VALUE 'ISSUE_CLOSED';
ALTER TYPE "MeetingChangeKind" ADD VALUE 'KEPT';

ALTER TYPE "MeetingStatus" ADD VALUE 'HELD';
ALTER TYPE "MeetingStatus" ADD VALUE 'NOT_HELD';

ALTER TABLE "Meeting" ADD COLUMN     "convenor" TEXT,
ADD COLUMN     "issueClosedAs" TEXT,
ADD COLUMN     "links" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "place" TEXT;

-- What a plan needs to be taken back, and that it was.
ALTER TABLE "Plan" ADD COLUMN     "undo" JSONB,
ADD COLUMN     "undone" JSONB;
