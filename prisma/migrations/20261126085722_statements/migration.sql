-- CreateTable
CREATE TABLE "Statement" (
    "id" INTEGER NOT NULL,
    "meetingId" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "whose" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by" JSONB NOT NULL,
    "said" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatementAnswer" (
    "statementId" INTEGER NOT NULL,
    "confirmed" BOOLEAN NOT NULL,
    "by" JSONB NOT NULL,
    "source" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StatementAnswer_pkey" PRIMARY KEY ("statementId")
);

-- CreateIndex
CREATE INDEX "Statement_meetingId_idx" ON "Statement"("meetingId");

-- CreateIndex
CREATE INDEX "Statement_at_idx" ON "Statement"("at");

-- AddForeignKey
ALTER TABLE "Statement" ADD CONSTRAINT "Statement_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatementAnswer" ADD CONSTRAINT "StatementAnswer_statementId_fkey" FOREIGN KEY ("statementId") REFERENCES "Statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Statements are the record, and so is what their SGs say of those that TSB recorded.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Statement"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "StatementAnswer"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Statements on issues, by period.
CREATE INDEX "IssueEvent_statements_idx" ON "IssueEvent"("at") WHERE "kind" = 'statement';

-- What waits to be confirmed, and whom an offer to coordinate is about.
CREATE INDEX "Issue_unconfirmed_idx" ON "Issue" USING gin (("state" -> 'unconfirmed') jsonb_path_ops);
CREATE INDEX "Issue_coordination_idx" ON "Issue"(("state" #>> '{coordination,offer,group}'))
  WHERE "stage" IN ('chairs', 'escalated', 'wp2') AND "state" #>> '{coordination,offer,group}' IS NOT NULL;
