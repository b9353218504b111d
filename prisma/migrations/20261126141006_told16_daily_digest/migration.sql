-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "digest" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "KeptNotice" (
    "personId" INTEGER NOT NULL,
    "noticeId" BIGINT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "digestId" BIGINT,

    CONSTRAINT "KeptNotice_pkey" PRIMARY KEY ("personId","noticeId")
);

-- CreateIndex
CREATE INDEX "KeptNotice_noticeId_idx" ON "KeptNotice"("noticeId");

-- CreateIndex
CREATE INDEX "KeptNotice_digestId_idx" ON "KeptNotice"("digestId");

-- AddForeignKey
ALTER TABLE "KeptNotice" ADD CONSTRAINT "KeptNotice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeptNotice" ADD CONSTRAINT "KeptNotice_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeptNotice" ADD CONSTRAINT "KeptNotice_digestId_fkey" FOREIGN KEY ("digestId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits: read at every round of the scheduler. Prisma knows no partial indexes.
CREATE INDEX "KeptNotice_waiting_idx" ON "KeptNotice"("dueAt") WHERE "digestId" IS NULL;
