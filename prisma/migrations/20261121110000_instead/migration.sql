-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "insteadOf" BIGINT;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_insteadOf_fkey" FOREIGN KEY ("insteadOf") REFERENCES "Delivery"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand: few stand in another's place.
CREATE INDEX "Delivery_instead_idx" ON "Delivery"("insteadOf") WHERE "insteadOf" IS NOT NULL;
