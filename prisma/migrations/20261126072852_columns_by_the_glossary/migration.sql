-- Written by hand: Prisma would drop each of these and create an empty one under the new name.
ALTER TABLE "Delivery" RENAME COLUMN "uncertain" TO "outcomeUnknown";
ALTER TABLE "Delivery" RENAME COLUMN "insteadOf" TO "fallbackFor";
ALTER TABLE "Delivery" RENAME CONSTRAINT "Delivery_insteadOf_fkey" TO "Delivery_fallbackFor_fkey";
ALTER INDEX "Delivery_instead_idx" RENAME TO "Delivery_fallback_idx";

ALTER TABLE "HomeView" RENAME COLUMN "turn" TO "generation";

ALTER TABLE "Meeting" RENAME COLUMN "closesAt" TO "cutOffAt";
ALTER TABLE "Meeting" RENAME CONSTRAINT deadline_closes TO deadline_cut_off;
ALTER INDEX "Meeting_closesAt_startsAt_idx" RENAME TO "Meeting_cutOffAt_startsAt_idx";

ALTER TABLE "UnseenAnswer" RENAME TO "UndeliveredReply";
ALTER INDEX "UnseenAnswer_pkey" RENAME TO "UndeliveredReply_pkey";
