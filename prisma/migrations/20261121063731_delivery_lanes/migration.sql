-- DropIndex
DROP INDEX "Delivery_state_nextAt_idx";

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "failedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Delivery_state_platform_priority_nextAt_id_idx" ON "Delivery"("state", "platform", "priority", "nextAt", "id");

-- CreateIndex
CREATE INDEX "Delivery_platform_address_state_idx" ON "Delivery"("platform", "address", "state");
