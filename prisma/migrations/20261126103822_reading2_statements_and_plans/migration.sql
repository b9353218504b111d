-- AlterTable
ALTER TABLE "DocumentReading" ADD COLUMN     "approvedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Plan" ADD COLUMN     "readingId" INTEGER;

-- AlterTable
ALTER TABLE "Statement" ADD COLUMN     "day" DATE,
ADD COLUMN     "occasion" TEXT,
ADD COLUMN     "readingId" INTEGER,
ALTER COLUMN "meetingId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "StatementAnswer" ADD COLUMN     "takenBack" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "Plan_readingId_idx" ON "Plan"("readingId");

-- CreateIndex
CREATE INDEX "Statement_readingId_idx" ON "Statement"("readingId");

-- AddForeignKey
ALTER TABLE "Plan" ADD CONSTRAINT "Plan_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "DocumentReading"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Statement" ADD CONSTRAINT "Statement_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "DocumentReading"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
